"""課の受付箱: 自分の課の行だけが見え、ほかの行も、ほかの話題の聞き取りも、ほかの市のものも見えない。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.audit.models import AuditEntry
from madoguchi.cases.queries import NotFound
from madoguchi.counter import interviewing
from madoguchi.counter.departments import acts, inbox, slips
from madoguchi.counter.departments.acts import Said
from madoguchi.counter.departments.pages import InboxPage
from madoguchi.municipalities.scope import scope
from tests.counter import city, offices
from tests.counter.offices import DOG, KAIGO, SHOGAI, SOUSAI
from tests.counter.work import say, version
from tests.support.cast import MOMIJI


@pytest.fixture
def three(case: int, sato: Any) -> int:
    """国保年金課・介護保険課・税務課に、一行ずつ届いた件。聞き取りにも答えてある。"""
    for hire in (offices.miura, offices.nakamura, offices.takahashi):
        hire()
    say(sato, case, interviewing.interview_page(sato, case), q1=["basic"], q2=["yes"])
    offices.receive(sato, case)
    offices.receive(sato, case, KAIGO, "care", originals=(), returned_cards=("介護保険被保険者証",))
    offices.refer(sato, case, DOG, "tax", "犬のことをたずねたい")
    return case


OWN = [
    # 課の職員, 自分の行, ほかの課の行
    (offices.miura, ("insurance", SOUSAI), (("care", KAIGO), ("tax", DOG))),
    (offices.nakamura, ("care", KAIGO), (("insurance", SOUSAI), ("tax", DOG))),
    (offices.takahashi, ("tax", DOG), (("insurance", SOUSAI), ("care", KAIGO))),
]


@pytest.mark.parametrize(("hire", "own", "others"), OWN)
def test_a_department_sees_only_its_own_lines(three: int, hire: Any, own: Any, others: Any) -> None:
    user, mine = hire(), offices.queued(*own)
    page = inbox.inbox_page(user)
    assert [row.id for row in page.rows] == [mine.id]
    assert [(tab.id, tab.count) for tab in page.tabs if tab.count] == [("waiting", 1)]
    for department, key in others:
        foreign = offices.queued(department, key)
        for ask in (
            lambda line=foreign.id: inbox.inbox_page(user, "", line),
            lambda line=foreign.id: acts.acknowledge(user, line, 99, "k"),
            lambda line=foreign.id: acts.act(user, line, 99, "k", "ask", Said(text="なぜですか")),
            lambda line=foreign.id: slips.cover_letter(user, line),
        ):
            with pytest.raises(NotFound):
                ask()


def test_no_department_of_another_town_sees_anything(three: int) -> None:
    line = offices.queued("insurance", SOUSAI).id
    tanaka = offices.tanaka()
    with scope(MOMIJI):
        assert inbox.inbox_page(tanaka).rows == ()
        for ask in (
            lambda: inbox.inbox_page(tanaka, "", line),
            lambda: acts.acknowledge(tanaka, line, 1, "k"),
        ):
            with pytest.raises(NotFound):
                ask()


#: 課 × その行の決め手。自分の業務の区分と、その行を決めた聞き取りだけが、値で見える。
FACTS = [
    (offices.miura, "insurance", SOUSAI, ["後期高齢者医療の被保険者", "葬祭を行った"], False),
    (offices.nakamura, "care", KAIGO, ["介護保険の被保険者の区分"], False),
    (offices.takahashi, "tax", DOG, [], True),
]


@pytest.mark.parametrize(("hire", "department", "key", "labels", "hidden"), FACTS)
def test_the_facts_that_decided_the_line_are_seen_in_the_classes_of_the_department(
    three: int, hire: Any, department: str, key: str, labels: list[str], hidden: bool
) -> None:
    opened = inbox.inbox_page(hire()).opened
    assert opened is not None
    assert [one.label for one in opened.facts] == labels
    assert opened.hidden is hidden


def test_neither_the_interview_nor_the_household_nor_an_address_is_on_the_page(three: int, sato: Any) -> None:
    for hire, _, _ in OWN:
        text = repr(inbox.inbox_page(hire()))
        for secret in ("みどり町", "恵子", "太一", "障害", "年金の種類", "聞き取りの答え"):
            assert secret not in text, secret
    assert "犬" not in repr(inbox.inbox_page(offices.miura()))
    assert "介護" not in repr(inbox.inbox_page(offices.miura()))


def test_the_line_says_whose_it_is_what_was_taken_and_why(three: int) -> None:
    opened = inbox.inbox_page(offices.miura()).opened
    assert opened is not None
    about = {item.label: item.text for item in opened.about}
    assert about["亡くなった方"].startswith("佐藤　松雄（サトウ　マツオ）　昭和19年6月5日")
    assert about["申請した方"] == "佐藤　フミ子（配偶者）"
    assert (about["受付日"], about["受けた窓口"]) == ("令和8年11月20日（金）", "佐藤")
    assert about["期限"] == "令和10年11月13日（月）まで"
    assert [(one.label, one.count, one.note) for one in opened.papers] == [
        ("会葬礼状", "1通", "預かった"), ("通帳", "1通", "その場で返した"), ("資格確認書", "1枚", "返された証"),
    ]  # fmt: skip
    assert opened.number == "8-1120-001-01"
    assert [one.what for one in opened.history] == ["受け付けました"]


def test_a_relative_who_came_later_is_not_shown_to_the_department(three: int, sato: Any) -> None:
    from madoguchi.counter import opening  # noqa: PLC0415
    from tests.counter.work import BROTHER  # noqa: PLC0415

    opening.open_case(sato, city.MATSUO, BROTHER, "open-brother")
    text = repr(inbox.inbox_page(offices.miura()))
    assert "竹雄" not in text and "フミ子" in text


def test_every_look_of_a_department_is_recorded_with_whom_it_showed(three: int) -> None:
    inbox.inbox_page(offices.miura())
    last = AuditEntry.objects.order_by("-seq").first()
    assert (last.action, last.actor, set(last.persons)) == ("department.inbox", "miura", {city.MATSUO})
    assert set(last.field_classes) == {"basic", "insurance", "pension", "interview"}


def test_views_split_the_lines_without_leaving_one_out(three: int, sato: Any) -> None:
    miura = offices.miura()

    def counts(page: InboxPage) -> dict[str, int]:
        return {tab.id: tab.count for tab in page.tabs if tab.count}

    line = offices.queued("insurance", SOUSAI)
    seen = [counts(inbox.inbox_page(miura))]
    for name, said in (
        ("", None), ("ask", Said(text="口座はどなたですか")), ("forward", Said(sent_to="広域連合")), ("complete", Said(ticked=("認めると決まった",))),
    ):  # fmt: skip
        if said is None:
            acts.acknowledge(miura, line.id, version(three), f"{name}-1")
        else:
            acts.act(miura, line.id, version(three), f"{name}-1", name, said)
        page = inbox.inbox_page(miura, "", line.id)
        seen.append(counts(page))
        assert [row.id for row in page.rows if row.here] == [line.id]
    assert seen == [{"waiting": 1}, {"at_hand": 1}, {"returned": 1}, {"sent": 1}, {"done": 1}]


def test_a_view_that_does_not_exist_is_not_found(three: int) -> None:
    with pytest.raises(NotFound):
        inbox.inbox_page(offices.miura(), "everything")


def test_an_empty_inbox_says_so(case: int) -> None:
    page = inbox.inbox_page(offices.miura())
    assert (page.rows, page.opened, page.late, page.bundles) == ((), None, 0, 0)
    assert SHOGAI not in repr(page)
