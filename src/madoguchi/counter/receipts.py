"""受け付けたあとに渡す紙。いまの来庁の人が出したものだけを載せ、刷り直しても同じ紙になる。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import actions, filed
from madoguchi.cases import queries as cases
from madoguchi.cases.filed import Filed
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.papers import handed_to, once
from madoguchi.counter.walking import Walk, walk
from madoguchi.domain.errors import Fault
from madoguchi.guide import receipts
from madoguchi.guide.receipts import Handing, Held, PaperLine


def copy(user: Any, case_id: int) -> bytes:
    """受け付けの控えの PDF。番号、返していただいた証、足りないもの、収受印の場所。"""
    case = _opened(user, case_id, "paper.receipt")
    mine = _mine(case)
    if not mine:
        raise Fault("この方から受け付けたものは、まだありません。", remedy="受け付けてから刷ってください。")
    seen = walk(case)
    lines = [_line(seen, one) for one in mine if _is_for_family(seen, one.key)]
    cards = [card for one in mine for card in one.cards]
    pdf = receipts.copy(lines, cards, _handing(case, mine), case.at.municipality)
    actions.print_forms(case.deed(once(case, "receipt"), None), (receipts.COPY,))
    return pdf


def deposit(user: Any, case_id: int) -> bytes:
    """預り証の PDF。原本を預かっていなければ Fault。"""
    case = _opened(user, case_id, "paper.deposit")
    mine = _mine(case)
    held = [
        Held(case.now.lines[one.key].receipt, label, count, returned)
        for one in mine
        for label, count, returned in one.originals
    ]
    if not held:
        raise Fault("預かった原本がありません。", remedy="預り証は、原本を預かったときだけ刷ります。")
    pdf = receipts.deposit(held, _handing(case, mine), case.at.municipality)
    actions.print_forms(case.deed(once(case, "deposit"), None), (receipts.DEPOSIT,))
    return pdf


def papers_of(case: Opened) -> tuple[bool, int]:
    """いまの来庁の人に渡す控えがあるか、預かった原本はいくつか。"""
    if not any(line.since for line in case.now.lines.values()):
        return False, 0
    mine = _mine(case)
    return bool(mine), sum(len(one.originals) for one in mine)


def _opened(user: Any, case_id: int, action: str) -> Opened:
    case = opened(user, case_id)
    case.refuse_if_general(action)
    return case


def _mine(case: Opened) -> tuple[Filed, ...]:
    """いまの来庁の人の分。一覧から外れた行も、出したことは消えない。"""
    return tuple(one for one in filed.filed(case.case_id, case.visit.voice) if one.key in case.now.lines)


def _is_for_family(seen: Walk, key: str) -> bool:
    """家族に見せる行か。職員だけの行は、どの紙にも出さない。"""
    line = seen.lines.get(key)
    procedure = line.procedure if line is not None else seen.case.procedure(key.partition("@")[0])
    return procedure is None or procedure.audience == "family"


def _line(seen: Walk, one: Filed) -> PaperLine:
    case, line = seen.case, seen.lines.get(one.key)
    found = case.at.municipality.departments.get(one.department)
    title = seen.title(one.key) if line is None else (line.procedure.title_for_family or seen.title(one.key))
    note = one.note if one.kind in ("hold", "mail") else ""
    return PaperLine(
        one.kind, case.now.lines[one.key].receipt if one.kind == "receive" else "", title,
        found.name if found else "担当課", one.received_on, note,
    )  # fmt: skip


def _handing(case: Opened, mine: tuple[Filed, ...]) -> Handing:
    """紙の日付は、最後に受け付けた日。"""
    return Handing(cases.token(case.case_id), case.now.event_kind, handed_to(case.visit), mine[-1].at.date())
