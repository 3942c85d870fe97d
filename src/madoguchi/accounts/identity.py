"""端末で働く人が、名のった職員その人かを、パスワードで確かめる。

画面に入るときと同じ確かめ方と待たせ方をし、確かめたことも、断ったことも記録に残す。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from madoguchi.accounts import throttling
from madoguchi.accounts.backend import MunicipalityBackend
from madoguchi.accounts.models import User
from madoguchi.audit.actions import Act, Actor, record, record_denied
from madoguchi.domain.errors import Fault

CONFIRM = "accounts.confirm"
_REMEDY = "職員番号とパスワードを確かめて、もう一度行ってください。"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """パスワードで確かめた、在職の職員。作るのは `confirm` だけ。"""

    official: User
    actor: Actor


def confirm(actor: Actor, password: str, purpose: str) -> Confirmed:
    """`actor.name` の職員その人か。違えば、続けて間違えて待たせているあいだも、`Fault`。`purpose` は記録に残る。"""
    act = Act(CONFIRM, "official", actor.name, reason=purpose)
    if throttling.is_locked(actor.name, actor.at):
        with transaction.atomic():
            record_denied(actor, act)
        raise Fault("続けて間違えたため、この職員はしばらく確かめられません。", value=actor.name,
                    remedy="10 分たってから、もう一度行ってください。")  # fmt: skip
    user = MunicipalityBackend().authenticate(None, login=actor.name, password=password)
    with transaction.atomic():
        if user is None:
            throttling.count_failure(actor.name, actor.at)
            record_denied(actor, act)
        else:
            throttling.forget_failures(actor.name)
            record(actor, act)
    if user is None:
        raise Fault("職員番号かパスワードが違います。", value=actor.name, remedy=_REMEDY)
    return Confirmed(user, actor)


def confirm_each(actors: Sequence[Actor], passwords: Sequence[str], purpose: str) -> tuple[Confirmed, ...]:
    """何人かを、順に確かめる。ひとりでも違えば、そこで `Fault`。"""
    pairs = zip(actors, passwords, strict=True)
    return tuple(confirm(actor, password, purpose) for actor, password in pairs)
