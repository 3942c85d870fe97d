"""聞き取り。三問まで、名前で、前に戻れて、同じところを回らない。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.cases import rebuilding
from madoguchi.counter import interviewing, listing
from madoguchi.domain.errors import Fault
from tests.counter.work import lines, part_of, say, version


def test_the_interview_asks_by_name_three_at_most_and_ends(case: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, case)
    assert (page.topic, page.topic_name) == ("insurance", "保険・年金")
    assert [question.text for question in page.questions] == [
        "松雄さんは、年金を受けていましたか。",
        "フミ子さんは、松雄さんといっしょの家計で暮らしていましたか。",
        "松雄さんは、国民年金の保険料を何か月納めましたか。",
    ]
    assert [question.kind for question in page.questions] == ["choices", "choice", "number"]
    assert [choice.label for choice in page.questions[0].choices] == [
        "国民年金",
        "厚生年金",
        "共済",
        "どれでもない",
    ]
    assert page.next_name == "続きへ進む"
    seen = 0
    topic: str | None = None
    while not page.finished:
        assert 1 <= len(page.questions) <= 3
        seen += 1
        topic = say(sato, case, page, q1=["?"], q2=["?"], q3=["?"])
        page = interviewing.interview_page(sato, case, topic)
    assert seen <= 10
    assert topic is None
    assert page.next_name == "手続き一覧へ進む"
    marks = {line.key: line.mark for line in lines(listing.list_page(sato, case)).values()}
    assert marks["d_shibou_ichiji@100001"] == "要確認"
    assert part_of(listing.list_page(sato, case), "d_shibou_ichiji@100001") == "confirm"


def test_an_answer_decides_at_once_and_says_when_it_was_heard(case: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, case)
    assert ("年金 未支給年金の請求（フミ子さん）", "要確認", "問1で決まります") not in [
        (one.title, one.mark, one.note) for one in page.decides
    ]
    assert ("未支給年金の請求（フミ子さん）", "要確認", "問1で決まります") in [
        (one.title, one.mark, one.note) for one in page.decides
    ]
    assert say(sato, case, page, q1=["basic", "welfare"], q2=["yes"], q3=["?"]) is not None
    found = lines(listing.list_page(sato, case))
    pension = found["d_mishikyu@100002"]
    assert (pension.mark, part_of(listing.list_page(sato, case), pension.key)) == ("請求できる", "outside")
    assert pension.facts[0].value == "国民年金、厚生年金"
    assert pension.facts[0].source.startswith("聞き取り、今日 ")
    assert "d_shibou_ichiji@100001" not in found


def test_going_back_shows_the_answer_and_a_closed_branch_is_put_aside(case: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, case)
    say(sato, case, page, q1=["welfare"], q2=["yes"], q3=["40"])
    assert lines(listing.list_page(sato, case))["d_shibou_ichiji@100001"].mark == "請求できる"
    back = interviewing.interview_page(sato, case).previous
    assert back is not None
    page = interviewing.interview_page(sato, case, back)
    chosen = [[choice.value for choice in one.choices if choice.chosen] for one in page.questions]
    assert chosen == [["welfare"], ["yes"], []]
    assert page.questions[2].value == "40"
    fields = {one.number: one.field for one in page.questions}
    interviewing.answer(sato, case, version(case), "again", {fields[1]: ["basic"]}, back)
    assert "d_shibou_ichiji@100001" not in lines(listing.list_page(sato, case))
    kept = [one.field for one in interviewing.interview_page(sato, case, back).questions]
    assert fields[3] not in kept
    interviewing.answer(sato, case, version(case), "once more", {fields[1]: ["welfare"]}, back)
    assert lines(listing.list_page(sato, case))["d_shibou_ichiji@100001"].mark == "請求できる"


def test_undoing_takes_back_the_last_answers_only(case: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, case)
    topic = say(sato, case, page, q1=["basic"], q2=["yes"])
    home = interviewing.interview_page(sato, case, topic)
    say(sato, case, home, q1=["yes"])
    assert "d_shiei@100001" in lines(listing.list_page(sato, case))
    interviewing.undo(sato, case, version(case), "undo")
    found = lines(listing.list_page(sato, case))
    assert found["d_shiei@100001"].mark == "要確認"
    assert found["d_mishikyu@100002"].mark == "請求できる"
    assert rebuilding.differences(case) == ()


def test_a_skipped_page_is_not_shown_again_and_again(case: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, case)
    topics = [page.topic]
    topic = say(sato, case, page)
    while topic is not None and len(topics) < 10:
        topics.append(topic)
        topic = say(sato, case, interviewing.interview_page(sato, case, topic), q1=["?"])
    assert topics == list(dict.fromkeys(topics))


@pytest.mark.parametrize(
    ("number", "given", "said"),
    [
        (1, ["basic", "?"], "選べない組み合わせ"),
        (1, ["-", "basic"], "選べない組み合わせ"),
        (1, ["gold"], "選べない組み合わせ"),
        (2, ["maybe"], "選べない答え"),
        (2, ["yes", "no"], "一つだけ"),
        (3, ["四十"], "数として読めません"),
        (3, ["-1"], "数として読めません"),
        (3, ["9999999"], "数として読めません"),
    ],
)
def test_a_bad_answer_is_refused_with_its_field(
    case: int, sato: Any, number: int, given: list[str], said: str
) -> None:
    page = interviewing.interview_page(sato, case)
    with pytest.raises(Fault, match=said) as caught:
        say(sato, case, page, **{f"q{number}": given})
    assert caught.value.value == page.questions[number - 1].field
    assert version(case) == 2


def test_full_width_numbers_and_wareki_are_read(case: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, case)
    say(sato, case, page, q1=["mutual"], q2=["no"], q3=["４０"])
    assert lines(listing.list_page(sato, case))["d_shibou_ichiji@100001"].mark == "請求できる"


def test_a_question_not_asked_cannot_be_answered(case: int, sato: Any) -> None:
    with pytest.raises(Fault, match="いま聞いている問いではありません"):
        interviewing.answer(sato, case, version(case), "x", {"ltc.insured_kind@100001": ["1"]}, "insurance")


def test_mending_a_later_answer_goes_back_to_the_question_it_opens(case: int, sato: Any) -> None:
    topic = say(sato, case, interviewing.interview_page(sato, case))
    home = interviewing.interview_page(sato, case, topic)
    field = home.questions[0].field
    assert (home.topic, field) == ("home", "ask.rents_city_house")
    say(sato, case, home, q1=["yes"])
    back = interviewing.interview_page(sato, case).previous
    assert back is not None
    assert interviewing.answer(sato, case, version(case), "mend", {field: ["no"]}, back) == "insurance"


def test_going_back_passes_over_a_page_whose_branch_is_closed(case: int, sato: Any) -> None:
    say(sato, case, interviewing.interview_page(sato, case), q3=["40"])
    say(sato, case, interviewing.interview_page(sato, case), q1=["basic"])
    back = interviewing.interview_page(sato, case).previous
    assert back is not None
    assert [one.field for one in interviewing.interview_page(sato, case, back).questions] == [
        "ask.pension_kind"
    ]
    assert interviewing.interview_page(sato, case, back).previous is None
