"""デモの用意。作りものの二つの市に、課と窓口と職員を置き、住民の記録を取り込む。"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from madoguchi.accounts.actions import NewUser, register_user
from madoguchi.accounts.authority import GYOMU, ROLE_LABELS
from madoguchi.catalogue import releases
from madoguchi.catalogue.profiles import Department
from madoguchi.catalogue.shelf import municipality_folders, packaged_root
from madoguchi.municipalities import actions, queries
from madoguchi.municipalities.scope import scope
from madoguchi.residents.loading import load_folder
from madoguchi.residents.synthetic import write_announced, write_city

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Clerk:
    """デモの職員。"""

    login: str
    display_name: str
    department: str
    counter_place: str | None
    gyomu: tuple[str, ...]
    roles: tuple[str, ...] = ("clerk",)


@dataclass(frozen=True)
class Town:
    """作りものの市。`share` は、指定した人数に対する割合。"""

    code: str
    name: str
    slug: str
    encoding: str
    seed: int
    share: float
    clerks: tuple[Clerk, ...]


@dataclass(frozen=True)
class Login:
    """端末にだけ出す、入り方。"""

    town: str
    department: str
    login: str
    display_name: str
    role: str
    password: str


STAFF = ("department_staff",)
TOWNS = (
    Town(
        *("990001", "あおば市", "aoba", "cp932", 1, 1.0),
        (
            Clerk("sato", "佐藤", "citizen", "sogo", ("counter",)),
            Clerk("ito", "伊藤", "citizen", "sogo", ("counter", "inbox"), ("chief", *STAFF)),
            Clerk("miura", "三浦", "insurance", None, ("inbox", "insurance"), STAFF),
            Clerk("nakamura", "中村", "care", None, ("inbox", "care"), STAFF),
            Clerk("kobayashi", "小林", "child", None, ("inbox", "child"), STAFF),
            Clerk("takahashi", "高橋", "tax", None, ("inbox", "tax"), STAFF),
            Clerk("kato", "加藤", "citizen", None, ("operation",), ("operator",)),
        ),
    ),
    Town(
        *("990002", "もみじ市", "momiji", "utf-8", 2, 0.1),
        (
            Clerk("suzuki", "鈴木", "citizen", "sogo", ("counter",)),
            Clerk("tanaka", "田中", "tax", None, ("inbox", "tax"), STAFF),
        ),
    ),
)
PRACTICE = Town(
    *("990009", "練習市", "renshu", "utf-8", 9, 0.0),
    (
        Clerk("sato", "佐藤", "citizen", "sogo", ("counter",)),
        Clerk("ito", "伊藤", "citizen", "sogo", ("counter", "inbox"), ("chief", *STAFF)),
    ),
)
#: 課の一覧が棚にない市に置く課。
DEPARTMENTS = {
    "citizen": "市民課",
    "insurance": "国保年金課",
    "care": "介護保険課",
    "child": "子ども課",
    "tax": "税務課",
}
DETAILS = ("short", "telephone", "extension", "floor", "window")
LEAST_PEOPLE = 300


def prepare(folder: Path, people: int, today: date, tell: Tell) -> list[Login]:
    """二度めからは、すでにあるものを使う。合言葉は毎回新しくし、どこにも書かない。"""
    logins: list[Login] = []
    for town in (*TOWNS, PRACTICE):
        set_up(town)
        with scope(town.code):
            logins += [_hire(clerk, town) for clerk in town.clerks]
        bring_in(town, folder, max(LEAST_PEOPLE, int(people * town.share)), today, tell)
    for town in TOWNS:
        _announce(town, folder, today)
    return logins


def set_up(town: Town) -> None:
    """市と課と窓口を設ける。"""
    actions.set_up_municipality(town.code, town.name, "あおば県", town.slug)
    with scope(town.code):
        _set_up_counter(town)


def _set_up_counter(town: Town) -> None:
    listed = _departments_on_the_shelf(town)
    for key, found in listed.items():
        details = {name: getattr(found, name) or "" for name in DETAILS}
        actions.set_up_department(key, found.name, details)
    for key, name in DEPARTMENTS.items():
        if key not in listed:
            actions.set_up_department(key, name)
    actions.set_up_counter_place("sogo", "総合窓口", "citizen", ["counter", "inbox"], GYOMU["counter"])


def _departments_on_the_shelf(town: Town) -> Mapping[str, Department]:
    """国の定義だけで動く市には、棚に課の一覧がない。"""
    if town.code not in municipality_folders(packaged_root()):
        return {}
    profile = releases.load(None, town.code).municipality
    return profile.departments if profile else {}


def _hire(clerk: Clerk, town: Town) -> Login:
    password = secrets.token_urlsafe(9)
    new = NewUser(
        clerk.login, clerk.display_name, clerk.department, clerk.counter_place, frozenset(clerk.roles), frozenset(clerk.gyomu)
    )  # fmt: skip
    register_user(new, password)
    department = next(entry for entry in queries.departments() if entry.key == clerk.department)
    roles = "・".join(ROLE_LABELS[role] for role in clerk.roles)
    return Login(
        town.name, department.short or department.name, clerk.login, clerk.display_name, roles, password
    )


def bring_in(town: Town, root: Path, people: int, today: date, tell: Tell) -> None:
    """作りものの住民を作り、取り込む。取り込みは毎回行う。前と同じ中身なら基準日だけが進み、途中で止まっていれば続きができる。"""
    folder = root / f"{town.code}-{people}"
    manifest = folder / "manifest.json"
    if manifest.exists():
        _arrive(manifest, today)
    else:
        tell(f"{town.name}の住民（{people} 人）を作り、取り込んでいます。")
        write_city(folder, people, town.seed, town.encoding, today, town.code)
    load_folder(folder, town.code)


def _announce(town: Town, root: Path, today: date) -> None:
    """引越しワンストップの来庁予定を、けさ届いたことにする。"""
    folder = root / f"{town.code}-announced"
    write_announced(folder, town.code, today)
    load_folder(folder, town.code)


def _arrive(manifest: Path, today: date) -> None:
    """けさの出力が届いたことにする。古いままでは、三日めから何も判定できない。"""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["as_of"] = max(content["as_of"], f"{today.isoformat()}T06:00:00+09:00")
    manifest.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
