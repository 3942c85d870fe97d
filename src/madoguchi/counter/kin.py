"""別に暮らす家族を書く。住民の記録はさがさず、世帯員にも数えず、来た人の言ったことだけを持つ。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen
from madoguchi.cases.kin import Kin
from madoguchi.cases.people import KeptPerson, new_key
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.entering import read_day
from madoguchi.counter.gathering import judged
from madoguchi.counter.listing import differences
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import CaseBand
from madoguchi.domain.calendar import bounds
from madoguchi.domain.errors import Fault
from madoguchi.domain.visits import RELATIONS

Errors = dict[str, str]
#: 一人の来た人が書ける、いちばん多い数。
MOST = 12
WHY = "heir"


@dataclass(frozen=True, slots=True)
class KinInput:
    """一人の行に打った文字。`key` は、もう書いてある人の鍵。"""

    name: str = ""
    kana: str = ""
    relation: str = ""
    birth: str = ""
    address: str = ""
    key: str = ""
    mourner: bool = False
    remove: bool = False

    @property
    def is_blank(self) -> bool:
        """何も打っていない行か。"""
        return not (self.name.strip() or self.kana.strip() or self.birth.strip() or self.address.strip())


@dataclass(frozen=True, slots=True)
class KinPage:
    """別に暮らす家族の画面。`asks_mourner` は、葬祭を行う人をたずねるか（来た人が喪主なら、たずねない）。"""

    band: CaseBand
    rows: tuple[KinInput, ...]
    relations: Mapping[str, str]
    asks_mourner: bool


class NotKept(Fault):
    """書いたことに直す所がある。`errors` は欄の名から直し方。"""

    def __init__(self, errors: Errors) -> None:
        super().__init__("直す所があります。", remedy="印のついた欄を直してください。", value="kin")
        self.errors = errors


def offered(case: Opened) -> bool:
    """別に暮らす家族を書けるか。亡くなった方の件で、一覧を渡せる人が来ているとき。"""
    return case.visit.gives == "list" and not case.reception.living


def kin_page(user: Any, case_id: int, typed: tuple[KinInput, ...] | None = None) -> KinPage:
    """打ったもの（なければ、もう書いてあるもの）と、空の一行。"""
    case = _opened(user, case_id)
    note_read(case.at, "counter.kin", case.now.number, case.seen())
    rows = tuple(_typed(one, case.kin) for one in case.kin.people) if typed is None else typed
    blank = () if any(row.is_blank for row in rows) or len(rows) >= MOST else (KinInput(),)
    return KinPage(band(case, "household"), (*rows, *blank), RELATIONS, _asks_mourner(case))


def keep(user: Any, case_id: int, version: int, key: str, rows: tuple[KinInput, ...]) -> None:
    """書いたものを、いまの全部として残し、判定し直す。直す所があれば NotKept。"""
    case = _opened(user, case_id)
    errors: Errors = {}
    held = {one.key for one in case.kin.people}
    people, mourner = [], ""
    for index, row in enumerate(rows[:MOST]):
        if row.is_blank or row.remove:
            continue
        one = replace(
            _person(row, index, case.at.today, errors), key=row.key if row.key in held else new_key()
        )
        people.append(one)
        mourner = one.key if row.mourner and _asks_mourner(case) else mourner
    if errors:
        actions.refuse_stale(case_id, version)
        raise NotKept(errors)
    kin = Kin(tuple(people), mourner)
    result = judged(case.at, case.gather(kin=kin), case.answers.values)
    changes = differences(case.judgement, result.judgement)
    actions.keep_kin(case.deed(key, version), kin, Frozen(result.judgement, case.at.release), changes)


def said_kin(case: Opened) -> tuple[str, ...]:
    """書いてある家族を、一人に一文で。"""
    return tuple(
        f"{one.name}さん（{RELATIONS[one.relation]}{'、喪主' if one.key == case.kin.mourner and _asks_mourner(case) else ''}）"
        for one in case.kin.people
    )


def _asks_mourner(case: Opened) -> bool:
    return "mourner" not in case.visit.roles and "ask.mourner" in case.at.definitions.dictionary.facts


def _typed(one: KeptPerson, kin: Kin) -> KinInput:
    return KinInput(
        one.name, one.kana, one.relation, one.birth_said, one.address, one.key, one.key == kin.mourner
    )


def _person(row: KinInput, index: int, today: date, errors: Errors) -> KeptPerson:
    name = "　".join(row.name.split())  # 住民記録と同じに、全角の空きで分ける
    if not name:
        errors[f"k{index}-name"] = "氏名が入っていません。"
    if row.relation not in RELATIONS:
        errors[f"k{index}-relation"] = f"{name or f'{index + 1}人め'}さんの関係をえらんでください。"
    return KeptPerson(
        "", WHY, name[:80], "　".join(row.kana.split())[:80], _birth(row, index, today, errors), relation=row.relation,
        birth_said=row.birth.strip()[:40], address=row.address.strip()[:120],
    )  # fmt: skip


def _birth(row: KinInput, index: int, today: date, errors: Errors) -> Any:
    try:
        birth = read_day(row.birth) if row.birth.strip() else None
    except Fault as fault:
        errors[f"k{index}-birth"] = f"{fault.reason}{fault.remedy}"
        return None
    if birth is not None and bounds(birth)[0] > today:
        errors[f"k{index}-birth"] = "生年月日が、きょうより後です。確かめてください。"
    return birth


def _opened(user: Any, case_id: int) -> Opened:
    case = opened(user, case_id)
    case.refuse_if_general("counter.kin")
    if not offered(case):
        raise Fault("亡くなった方の件ではありません。", remedy="世帯の画面に戻ってください。", value="kin")
    return case
