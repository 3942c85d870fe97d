"""状態の表を、状態と操作の組の全部について確かめる。"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from madoguchi.cases import states
from madoguchi.cases.lines import LineNow
from madoguchi.cases.projection import CaseNow
from madoguchi.cases.states import CaseState, LineState, NotNow

#: 行の状態ごとに、できる操作と、そのあとの状態。ここにない組は断る。
LINES = {
    "open": "receive→received hold→held refer→referred mail→mailed wait_register→after_register decline→declined set_aside→dropped",
    "received": (
        "acknowledge→received ask_back→received answer_back→received refer→referred forward→forwarded send_back→returned "
        "complete→done take_back→open"
    ),
    "held": "receive→received hold→held refer→referred mail→mailed decline→declined set_aside→dropped take_back→open",
    "referred": (
        "acknowledge→referred ask_back→referred answer_back→referred refer→referred receive→received hold→held "
        "decline→declined forward→forwarded send_back→returned complete→done take_back→open"
    ),
    "mailed": "receive→received hold→held refer→referred decline→declined complete→done take_back→open",
    "after_register": "registered→open refer→referred mail→mailed decline→declined set_aside→dropped take_back→open",
    "declined": "put_back→open take_back→open",
    "dropped": "put_back→open",
    "forwarded": "ask_back→forwarded answer_back→forwarded send_back→returned complete→done take_back→received",
    "returned": (
        "receive→received hold→held refer→referred mail→mailed decline→declined set_aside→dropped "
        "acknowledge→returned forward→forwarded take_back→received"
    ),
    "done": "send_back→returned take_back→received",
}
#: 職員の読む言葉。
LINE_WORDS = {
    "open": "まだ", "received": "受付済", "held": "保留", "referred": "担当課へ", "mailed": "郵送", "after_register": "登録後に可",
    "declined": "請求しない", "dropped": "不要（職員が外した）", "forwarded": "進達中", "returned": "返戻", "done": "完了",
}  # fmt: skip
LINE_ACTS = {
    "receive": "受け付け", "hold": "保留", "refer": "担当課へ相談", "mail": "郵送", "wait_register": "登録を待つ",
    "registered": "登録が済んだ", "decline": "請求しない", "set_aside": "外す", "put_back": "戻す", "forward": "進達",
    "send_back": "返戻", "complete": "完了", "acknowledge": "受け取り", "ask_back": "問い合わせ",
    "answer_back": "問い合わせへの答え", "take_back": "取り消し",
}  # fmt: skip
ON_JUDGED = (
    "add_visit confirm_household print_general issue_ticket end_today go_on go_quietly note_register amend_visit judge choose_movers keep_people keep_kin choose_heads add_event answer undo_answer set_aside "
    "put_back add_line confirm_hint print_forms receive hold refer mail wait_register registered decline forward "
    "send_back complete acknowledge ask_back answer_back take_back bundle hand_over"
)
ANY_TIME = "add_visit confirm_household print_general issue_ticket end_today go_on go_quietly note_register amend_visit"
#: 件の状態ごとに、変わらない操作と、変わる操作。
CASES = {
    "opened": (ANY_TIME, "judge→judged"),
    "judged": (ON_JUDGED, "finish_interview→interviewed print_list→listed"),
    "interviewed": (f"{ON_JUDGED} finish_interview", "print_list→listed"),
    "listed": (f"{ON_JUDGED} finish_interview print_list", "close→closed"),
    "closed": (
        "print_general print_list print_forms note_register receive hold refer decline forward complete acknowledge ask_back answer_back "
        "take_back bundle hand_over",
        "send_back→listed reopen→listed",
    ),
}


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split("→") for part in text.split())


@pytest.mark.parametrize("state", list(LineState))
@pytest.mark.parametrize("action", states.LINE_ACTIONS)
def test_each_line_state_allows_only_what_the_table_says(state: LineState, action: str) -> None:
    expected = _pairs(LINES[state]).get(action)
    if expected is None:
        with pytest.raises(NotNow) as told:
            states.next_line(state, action)
        assert (
            told.value.reason
            == f"この手続きは「{LINE_WORDS[state]}」なので、「{LINE_ACTS[action]}」はできません。"
        )
        assert told.value.remedy.endswith("ください。")
    else:
        assert states.next_line(state, action) == expected


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("action", states.CASE_ACTIONS)
def test_each_case_state_allows_only_what_the_table_says(state: CaseState, action: str) -> None:
    stay, move = CASES[state]
    expected = {**dict.fromkeys(stay.split(), str(state)), **_pairs(move)}.get(action)
    if expected is None:
        with pytest.raises(NotNow) as told:
            states.next_case(state, action)
        assert (
            told.value.reason
            == f"この件は「{states.CASE_LABELS[state]}」なので、「{states.ACTION_NAMES[action]}」はできません。"
        )
        assert told.value.remedy.endswith(("ください。", "お願いします。"))
    else:
        assert states.next_case(state, action) == expected


def test_every_line_can_come_to_an_end_from_every_state() -> None:
    for start in LineState:
        reached, waiting = {start}, [start]
        while waiting:
            now = waiting.pop()
            fresh = {after or now for after in states.LINE_TABLE[now].values()} - reached
            reached |= fresh
            waiting += fresh
        assert LineState.DONE in reached


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        ([], True),
        (["received", "held", "referred", "mailed", "declined", "dropped", "forwarded", "done"], True),
        (["received", "open"], False),
        (["after_register"], False),
        (["returned"], False),
    ],
)
def test_a_case_closes_only_when_every_city_line_is_settled(lines: list[str], allowed: bool) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    held = {f"d_{n}": LineNow(f"d_{n}", LineState(state), holds=True) for n, state in enumerate(lines)}
    now = CaseNow("8-1120-001", "death", "P1", at, at, "sato", lines=held)
    assert (now.unsettled == ()) is allowed


@pytest.mark.parametrize(
    ("state", "action", "told"),
    [
        ("received", "receive", "もう受け付けてあります。まちがいなら、取り消してください。"),
        ("after_register", "receive", "戸籍の登録が済んでから、受け付けてください。"),
        ("declined", "receive", "請求するときは、先に一覧へ戻してください。"),
        ("done", "receive", "まちがいなら、担当課が取り消してください。"),
    ],
)
def test_a_refusal_tells_what_to_do_next(state: str, action: str, told: str) -> None:
    with pytest.raises(NotNow) as caught:
        states.next_line(state, action)
    assert caught.value.remedy == told


#: 行の状態 × 操作 → だれの番か。書いていない操作では、その状態のはじめの番になる。
TURNS = {
    "open": "", "received": "department", "held": "counter", "referred": "department", "mailed": "", "after_register": "",
    "declined": "", "dropped": "", "forwarded": "department", "returned": "counter", "done": "",
}  # fmt: skip


@pytest.mark.parametrize("state", list(LineState))
def test_each_state_waits_for_one_side_or_nobody(state: LineState) -> None:
    assert states.waits(state, "receive", "") == TURNS[state]
    assert states.waits(state, "ask_back", "department") == "counter"


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("received", "department", ""),
        ("received", "counter", "counter"),
        ("referred", "department", "department"),
        ("referred", "counter", "counter"),
        ("returned", "counter", "counter"),
    ],
)
def test_acknowledging_ends_the_wait_of_papers_but_not_of_a_question(
    state: str, before: str, after: str
) -> None:
    assert states.waits(state, "acknowledge", before) == after


@pytest.mark.parametrize("state", ["forwarded", "returned", "done"])
@pytest.mark.parametrize("came_from", ["received", "referred", "mailed", "forwarded"])
def test_what_a_department_moved_goes_back_where_it_came_from(state: str, came_from: str) -> None:
    assert states.next_line(state, "take_back", came_from) == came_from
