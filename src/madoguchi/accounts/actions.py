"""職員を登録する操作。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from madoguchi.accounts.authority import GYOMU, ROLES
from madoguchi.accounts.models import User
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries
from madoguchi.municipalities.scope import scope


@dataclass(frozen=True)
class NewUser:
    """登録する職員。`department` と `counter_place` は略号。"""

    login: str
    display_name: str
    department: str
    counter_place: str | None
    roles: frozenset[str]
    gyomu: frozenset[str]
    valid_until: date | None = None


def register_user(new: NewUser, password: str) -> User:
    """いまの自治体に職員を登録する。すでにいれば、その職員を書き直す。"""
    _refuse_unknown("役割", new.roles, ROLES)
    _refuse_unknown("業務", new.gyomu, GYOMU)
    row, _ = User.objects.update_or_create(
        login=new.login,
        defaults={
            "display_name": new.display_name,
            "department_id": queries.department_id(new.department),
            "counter_place_id": queries.counter_place_id(new.counter_place) if new.counter_place else None,
            "roles": sorted(new.roles),
            "gyomu": sorted(new.gyomu),
            "valid_until": new.valid_until,
            "password": make_password(password),
        },
    )
    return row


def enrol(source: str, target: str, counter_place: str) -> int:
    """`source` の自治体で総合窓口の仕事をする職員を、同じ番号と合言葉で `target`（練習市）にも入れる。入れた数を返す。

    練習市では、だれもが窓口職員になる。課は同じ略号のものがなければ入れない。
    """
    with scope(source):
        held = [
            user
            for user in User.objects.select_related("department")
            if user.is_active and "counter" in user.gyomu
        ]
    with scope(target):
        known = {one.key for one in queries.departments()}
        place = queries.counter_place_id(counter_place)
        learners = [user for user in held if user.department.key in known]
        for user in learners:
            User.objects.update_or_create(
                login=user.login,
                defaults={
                    "display_name": user.display_name, "department_id": queries.department_id(user.department.key),
                    "counter_place_id": place, "roles": ["clerk"], "gyomu": ["counter"],
                    "valid_until": user.valid_until, "password": user.password,
                },
            )  # fmt: skip
    return len(learners)


def _refuse_unknown(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Fault(
            f"知らない{what}です。",
            remedy=f"{'・'.join(known)} から選んでください。",
            value="・".join(unknown),
        )
