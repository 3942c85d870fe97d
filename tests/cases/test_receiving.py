"""受け付け：受付番号、受付の日、だれの番か、課だけの操作、紙の束、件を終えること。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from madoguchi.cases import actions, queries, rebuilding, receiving
from madoguchi.cases.projection import StillOpen
from madoguchi.cases.states import NotNow
from madoguchi.domain.errors import Fault
from tests.cases.desks import DOG, STROKE, TODAY, at_counter, at_tax, paper, received, state
from tests.cases.world import SON


@pytest.fixture
def case(listed: actions.Done) -> int:
    """一覧まで渡した件。"""
    actions.print_list(at_counter(listed.case_id))
    return listed.case_id


@pytest.fixture
def lines(case: int) -> tuple[str, ...]:
    """件の行。"""
    return tuple(queries.now(case).lines)


def test_a_receipt_number_goes_up_within_the_case_and_never_changes(
    case: int, lines: tuple[str, ...]
) -> None:
    for key in lines[:3]:
        received(case, key)
    numbers = [queries.line(case, key).receipt for key in lines[:3]]
    assert numbers == ["8-1120-001-01", "8-1120-001-02", "8-1120-001-03"]
    receiving.send_back(at_tax(case), lines[0], "署名がない")
    receiving.take_back(at_counter(case), lines[1], "押しまちがい")
    for key in lines[:2]:
        received(case, key)
    assert [queries.line(case, key).receipt for key in lines[:3]] == numbers
    received(case, lines[3])
    assert queries.line(case, lines[3]).receipt == "8-1120-001-04"


def test_a_line_sent_back_keeps_the_day_it_was_first_received(case: int) -> None:
    received(case, on=date(2026, 11, 18))
    receiving.send_back(at_tax(case), DOG, "写しがない")
    received(case, on=TODAY)
    assert queries.line(case, DOG).received_on == date(2026, 11, 18)
    receiving.take_back(at_counter(case), DOG, "押しまちがい")
    assert queries.line(case, DOG).received_on == date(2026, 11, 18)


def test_a_receipt_taken_back_does_not_count_its_day(case: int) -> None:
    received(case, on=date(2026, 11, 18))
    receiving.take_back(at_counter(case), DOG, "別の方の紙")
    assert queries.line(case, DOG).received_on is None
    received(case, on=TODAY)
    assert queries.line(case, DOG).received_on == TODAY


def test_nothing_is_received_tomorrow(case: int) -> None:
    with pytest.raises(Fault, match="受付の日"):
        received(case, on=date(2026, 11, 21))
    assert state(case) == "open"


def test_nothing_goes_to_a_department_that_is_gone(case: int) -> None:
    with pytest.raises(Fault, match="この自治体にない課"):
        receiving.refer(at_counter(case), DOG, "fishery", "どうしますか")
    assert state(case) == "open"


def test_who_is_waited_for(case: int) -> None:
    received(case)
    waiting = [queries.line(case, DOG).waiting]
    for act in (
        lambda: receiving.ask_back(at_tax(case), DOG, "飼い主はどなたですか"),
        lambda: receiving.acknowledge(at_tax(case), DOG),
        lambda: receiving.answer_back(at_counter(case), DOG, "奥さまです"),
        lambda: receiving.acknowledge(at_tax(case), DOG),
        lambda: receiving.send_back(at_tax(case), DOG, "鑑札がない"),
        lambda: receiving.hold(at_counter(case), DOG, "tax", ("鑑札",)),
        lambda: receiving.refer(at_counter(case), DOG, "tax", "なくしたそうです"),
        lambda: receiving.acknowledge(at_tax(case), DOG),
        lambda: receiving.forward(at_tax(case), DOG, "県", TODAY),
        lambda: receiving.complete(at_tax(case), DOG, "登録を消した"),
    ):
        act()
        waiting.append(queries.line(case, DOG).waiting)
    assert waiting == [
        "department", "counter", "counter", "department", "", "counter", "counter", "department", "department",
        "department", "",
    ]  # fmt: skip
    assert rebuilding.differences(case) == ()


def test_an_answer_that_nobody_asked_for_is_refused(case: int) -> None:
    received(case)
    with pytest.raises(Fault, match="問い合わせは来ていません"):
        receiving.answer_back(at_counter(case), DOG, "奥さまです")


@pytest.mark.parametrize(
    "act",
    [
        lambda case: receiving.acknowledge(at_counter(case), DOG),
        lambda case: receiving.ask_back(at_counter(case), DOG, "どなたの犬ですか"),
        lambda case: receiving.forward(at_counter(case), DOG, "県", TODAY),
        lambda case: receiving.send_back(at_counter(case), DOG, "鑑札がない"),
        lambda case: receiving.complete(at_counter(case), DOG, "済み"),
    ],
)
def test_the_counter_does_not_act_in_the_name_of_a_department(case: int, act) -> None:
    received(case)
    with pytest.raises(receiving.NotOurs, match="担当課の手元"):
        act(case)
    assert state(case) == "received"


def test_the_counter_does_not_undo_what_the_department_has(case: int) -> None:
    received(case)
    receiving.acknowledge(at_tax(case), DOG)
    with pytest.raises(receiving.NotOurs):
        receiving.take_back(at_counter(case), DOG, "まちがい")
    receiving.complete(at_tax(case), DOG, "登録を消した")
    with pytest.raises(receiving.NotOurs):
        receiving.take_back(at_counter(case), DOG, "まちがい")
    receiving.take_back(at_tax(case), DOG, "別の犬だった")
    assert state(case) == "received"


def test_the_department_undoes_back_to_where_the_line_was(case: int) -> None:
    receiving.refer(at_counter(case), DOG, "tax", "飼い主が分かりません")
    receiving.forward(at_tax(case), DOG, "県", TODAY)
    receiving.complete(at_tax(case), DOG, "済み")
    receiving.take_back(at_tax(case), DOG, "まだだった")
    assert state(case) == "forwarded"
    receiving.take_back(at_tax(case), DOG, "送っていなかった")
    assert state(case) == "referred"
    assert queries.line(case, DOG).receipt == ""


def test_a_bundle_is_numbered_and_handed_over_once(case: int, lines: tuple[str, ...]) -> None:
    for key in lines[:2]:
        received(case, key)
    act = at_counter(case)
    assert receiving.bundle(act, lines[:2], "tax", my_number=True) == "8-1120-001-A"
    assert receiving.bundle(act, lines[:2], "tax", my_number=True) == "8-1120-001-A"
    with pytest.raises(Fault, match="もう別の束"):
        receiving.bundle(at_counter(case), lines[:1], "tax", my_number=False)
    receiving.hand_over(at_tax(case), "8-1120-001-A", STROKE, "三浦")
    with pytest.raises(Fault, match="もう渡してあります"):
        receiving.hand_over(at_tax(case), "8-1120-001-A", STROKE, "三浦")
    held = queries.bundles(case)[0]
    assert (held.no_copies, held.receiver, held.signature) == (True, "三浦", STROKE)
    assert queries.line(case, lines[0]).acknowledged is not None
    assert queries.bundles_for("tax") == ()
    assert [one.number for one in queries.bundles_for("tax", handed=True)] == ["8-1120-001-A"]
    assert rebuilding.differences(case) == ()


def test_a_line_taken_back_leaves_the_bundle_that_was_not_handed_over(
    case: int, lines: tuple[str, ...]
) -> None:
    for key in lines[:2]:
        received(case, key)
    receiving.bundle(at_counter(case), lines[:2], "tax", my_number=False)
    receiving.take_back(at_counter(case), lines[0], "押しまちがい")
    assert queries.bundles(case)[0].lines == lines[1:2]
    assert rebuilding.differences(case) == ()


@pytest.mark.parametrize("signature", ["", "<script>alert(1)</script>", 'M1 1" onload="x'])
def test_only_a_drawn_line_is_a_signature(case: int, signature: str) -> None:
    received(case)
    number = receiving.bundle(at_counter(case), (DOG,), "tax", my_number=False)
    with pytest.raises(Fault, match="署名がありません"):
        receiving.hand_over(at_tax(case), number, signature, "三浦")


def test_the_queue_of_a_department_holds_its_own_lines_only(case: int, lines: tuple[str, ...]) -> None:
    received(case, lines[0])
    receiving.receive(at_counter(case), lines[1], replace(paper(), department="citizen"))
    found = queries.queue("tax")
    assert [(one.key, one.number, one.subject) for one in found] == [(lines[0], "8-1120-001", "P1")]
    assert found[0].to_acknowledge
    receiving.acknowledge(at_tax(case), lines[0])
    assert queries.queue("tax", waiting="department") == ()
    assert not queries.queue("tax", ("received",))[0].to_acknowledge
    assert queries.queue("") == ()


def test_the_history_of_a_line_tells_who_and_why_and_survives_erasure(case: int) -> None:
    received(case)
    receiving.bundle(at_counter(case), (DOG,), "tax", my_number=False)
    receiving.send_back(at_tax(case), DOG, "鑑札がない")
    told = [(one.by, one.label, one.text) for one in queries.history(case, DOG)]
    assert told == [
        ("小川", "受け付けました", ""),
        ("小川", "紙の束を作りました", ""),
        ("三浦", "返戻しました", "鑑札がない"),
    ]
    rebuilding.erase(case, at_counter(case).actor.at)
    assert [(one.label, one.text, one.erased) for one in queries.history(case, DOG)] == [
        ("受け付けました", "", True),
        ("返戻しました", "", True),
    ]


def _settle(case: int) -> None:
    for line in queries.now(case).unsettled:
        receiving.hold(at_counter(case), line.key, "tax", ("証",))


def test_a_case_closes_when_every_city_line_is_settled(case: int) -> None:
    with pytest.raises(StillOpen, match="まだ終わっていない手続きが") as caught:
        receiving.close_case(at_counter(case))
    assert set(caught.value.lines) == {line.key for line in queries.now(case).unsettled}
    _settle(case)
    receiving.close_case(at_counter(case))
    assert queries.now(case).state == "closed"


def test_a_closed_case_takes_no_more_from_the_counter(case: int) -> None:
    _settle(case)
    receiving.close_case(at_counter(case))
    with pytest.raises(NotNow, match="この件は"):
        received(case)
    with pytest.raises(NotNow):
        actions.set_aside(at_counter(case), DOG, "いらない")
    actions.print_list(at_counter(case))
    receiving.reopen(at_counter(case), "鑑札が見つかった")
    received(case)
    assert [one.kind for one in queries.history(case, DOG)] == ["hold", "receive"]
    assert rebuilding.differences(case) == ()


def test_the_department_goes_on_after_the_case_is_closed(case: int) -> None:
    received(case)
    _settle(case)
    receiving.close_case(at_counter(case))
    receiving.acknowledge(at_tax(case), DOG)
    receiving.ask_back(at_tax(case), DOG, "どの犬ですか")
    receiving.answer_back(at_counter(case), DOG, "柴です")
    assert queries.now(case).state == "closed"
    receiving.send_back(at_tax(case), DOG, "鑑札がない")
    assert queries.now(case).state == "listed"
    assert rebuilding.differences(case) == ()


def test_a_case_is_not_reopened_beside_another_of_the_same_person(case: int) -> None:
    received(case)
    _settle(case)
    receiving.close_case(at_counter(case))
    actions.open_case(at_counter(0), actions.Opening("death", "P1", SON))
    with pytest.raises(Fault, match="8-1120-002"):
        receiving.reopen(at_counter(case), "続き")
    with pytest.raises(Fault, match="8-1120-002"):
        receiving.send_back(at_tax(case), DOG, "鑑札がない")
