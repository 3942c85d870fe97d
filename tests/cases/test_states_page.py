"""状態の表のページ（docs/reference/states.md）が、コードの表と一字も違わないことを確かめる。"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from madoguchi.cases import states
from madoguchi.cases.states import ACTION_NAMES, CASE_LABELS, LINE_LABELS, CaseState, LineState
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "reference" / "states.md"
TURNS = {"department": "担当課", "counter": "窓口", "": "だれも待たない"}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Markdown の表。"""
    head = list(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def line_table() -> str:
    """行の状態ごとに、できる操作と、そのあとの状態。"""
    rows = []
    for state in LineState:
        moves = [
            f"{ACTION_NAMES[action]} → {LINE_LABELS[after]}"
            if after
            else f"{ACTION_NAMES[action]}（変わらない）"
            for action, after in states.LINE_TABLE[state].items()
        ]
        ends = "いいえ" if state in states.SETTLED else "はい"
        rows.append([LINE_LABELS[state], TURNS[states.waits(state, "receive", "")], ends, "、".join(moves)])
    return table(("状態", "だれの番か", "件を終えるのを待たせるか", "できる操作 → そのあと"), rows)


def case_table() -> str:
    """操作ごとに、件のどの状態でできるか。○ はできて変わらない、→ は変わる、空は断る。"""
    rows = [
        [ACTION_NAMES[action], *(_mark(state, action) for state in CaseState)]
        for action in states.CASE_ACTIONS
    ]
    return table(("操作", *(CASE_LABELS[state] for state in CaseState)), rows)


def _mark(state: CaseState, action: str) -> str:
    if action not in states.CASE_TABLE[state]:
        return ""
    after = states.CASE_TABLE[state][action]
    return f"→ {CASE_LABELS[after]}" if after else "○"


def department_list() -> str:
    """課だけがする操作。"""
    return "、".join(ACTION_NAMES[action] for action in states.OF_DEPARTMENT)


@pytest.mark.parametrize("made", [line_table, case_table, department_list])
def test_the_page_says_what_the_code_does(made) -> None:
    assert made() in PAGE.read_text(encoding="utf-8"), f"次のとおりに直してください。\n\n{made()}\n"


def test_every_action_has_a_name_and_every_state_a_remedy() -> None:
    assert [action for action in states.CASE_ACTIONS if action not in ACTION_NAMES] == []
    assert states._CASE_REMEDIES.keys() == set(CaseState)
    assert states._LINE_REMEDIES.keys() == set(LineState)
