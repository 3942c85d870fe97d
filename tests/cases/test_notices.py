"""届の控え。受領から登録まで、だれがいつ何をしたかを残し、できないことは断る。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.cases import notice_queries, notices
from madoguchi.cases.ledger import Conflict, NotFound
from madoguchi.cases.notice_states import STEP_LABELS, TABLE, NoticeState, next_notice
from madoguchi.cases.notices import NoticeText
from madoguchi.cases.states import NotNow
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.cases.world import deed

TEXT = NoticeText(
    "death", "佐藤　松雄", "night", date(2026, 11, 13), "さとう まつお", date(1944, 6, 5), date(2026, 11, 12)
)
EVERY_STEP = [step for step in STEP_LABELS if step != "enter"]
CHANGES = {
    ("received_elsewhere", "accept"): "accepted", ("received_elsewhere", "withdraw"): "withdrawn",
    ("accepted", "register"): "registered", ("accepted", "back"): "received_elsewhere",
    ("accepted", "withdraw"): "withdrawn", ("registered", "back"): "accepted",
}  # fmt: skip
STAYS = ("edit", "link", "unlink", "open_case", "print_letter", "send_letter")


@pytest.mark.parametrize("state", list(NoticeState))
@pytest.mark.parametrize("step", EVERY_STEP)
def test_every_state_and_step(state: NoticeState, step: str) -> None:
    if (state.value, step) in CHANGES:
        assert next_notice(state, step) == CHANGES[state.value, step]
    elif step in STAYS and state is not NoticeState.WITHDRAWN:
        assert next_notice(state, step) is state
    else:
        with pytest.raises(NotNow, match="その操作はできません"):
            next_notice(state, step)


def test_the_table_names_only_known_steps() -> None:
    assert {step for row in TABLE.values() for step in row} <= set(STEP_LABELS)


def enter(key: str = "n1", text: NoticeText = TEXT) -> int:
    return notices.enter(deed(key=key), text)


def test_a_night_notice_goes_from_received_to_registered(aoba: str) -> None:
    number = enter()
    assert notice_queries.notice(number).state is NoticeState.RECEIVED
    notices.accept(deed(version=1), number, date(2026, 11, 13))
    notices.register(deed(version=2), number, date(2026, 11, 18))
    held = notice_queries.notice(number)
    assert (held.state, held.accepted_on, held.registered_on) == (
        NoticeState.REGISTERED,
        date(2026, 11, 13),
        date(2026, 11, 18),
    )
    assert [one.text for one in notice_queries.steps(number)] == [
        "登録済と書きました", "受理と書きました", "控えを書きました",
    ]  # fmt: skip
    assert notice_queries.notices() == ()
    assert [one.id for one in notice_queries.notices(everything=True)] == [number]


def test_going_back_takes_the_date_away_and_leaves_a_trace(aoba: str) -> None:
    number = enter()
    notices.accept(deed(), number, date(2026, 11, 13))
    notices.back(deed(), number)
    held = notice_queries.notice(number)
    assert (held.state, held.accepted_on) == (NoticeState.RECEIVED, None)
    assert len(notice_queries.steps(number)) == 3


def test_the_same_sending_is_written_once(aoba: str) -> None:
    assert enter("same") == enter("same")
    number = enter("other")
    for _ in range(2):
        notices.accept(deed(key="accept"), number, date(2026, 11, 13))
    assert notice_queries.notice(number).seq == 2


def test_two_clerks_on_one_notice(aoba: str) -> None:
    number = enter()
    notices.accept(deed(version=1, name="小川"), number, date(2026, 11, 13))
    with pytest.raises(Conflict) as told:
        notices.withdraw(deed(version=1, name="原"), number, "二重に書いた")
    assert told.value.changes == ("小川さんが受理と書きました",)


def test_another_towns_notice_is_not_there(aoba: str) -> None:
    number = enter()
    with scope("990002"):
        with pytest.raises(NotFound):
            notice_queries.notice(number)
        with pytest.raises(NotFound):
            notices.accept(deed(), number, date(2026, 11, 13))
        assert notice_queries.notices(everything=True) == ()


@pytest.mark.parametrize(("change", "field"), [
    ({"name": "　"}, "name"), ({"place": "roof"}, "place"), ({"place": "elsewhere"}, "place_name"),
    ({"received_on": date(2026, 11, 21)}, "received_on"), ({"event_on": date(2026, 11, 14)}, "event_on"),
    ({"birth": date(2026, 11, 13)}, "birth"), ({"name": "あ" * 81}, "name"),
])  # fmt: skip
def test_what_cannot_stand_on_a_notice_is_refused_with_the_field(
    aoba: str, change: dict[str, Any], field: str
) -> None:
    values = {name: getattr(TEXT, name) for name in NoticeText.__slots__} | change
    with pytest.raises(Fault) as told:
        enter(text=NoticeText(**values))
    assert told.value.value == field
    assert notice_queries.notices() == ()


def test_the_register_is_not_before_the_acceptance_nor_in_the_future(aoba: str) -> None:
    number = enter()
    notices.accept(deed(), number, date(2026, 11, 13))
    for day in (date(2026, 11, 12), date(2026, 11, 21)):
        with pytest.raises(Fault):
            notices.register(deed(), number, day)
    assert notice_queries.notice(number).state is NoticeState.ACCEPTED


def test_a_withdrawn_notice_needs_a_reason_and_is_out_of_the_way(aoba: str) -> None:
    number = enter()
    with pytest.raises(Fault, match="理由"):
        notices.withdraw(deed(), number, " ")
    notices.withdraw(deed(), number, "二重に書いた")
    assert notice_queries.notices() == ()
    notices_of_subject = notice_queries.of_subject("death", "P1")
    assert notices_of_subject is None


def test_the_person_is_settled_by_the_clerk_and_stays_once_a_case_is_open(aoba: str, opened: Any) -> None:
    number = enter()
    assert notice_queries.notice(number).subject_key == ""
    notices.link(deed(), number, "P1")
    assert (found := notice_queries.of_subject("death", "P1")) is not None and found.id == number
    notices.unlink(deed(), number)
    notices.link(deed(), number, "")
    assert notice_queries.notice(number).not_resident
    notices.link(deed(), number, "P1")
    notices.opened(deed(), number, opened.case_id)
    with pytest.raises(Fault, match="もう件を開いています"):
        notices.link(deed(), number, "P2")
    assert notice_queries.notice(number).case_number == "8-1120-001"
