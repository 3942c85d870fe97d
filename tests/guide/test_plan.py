"""いつ・どこへの予定。どの手続きも一度だけ、順序を守り、期限に遅れるなら遅れると言う。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.catalogue.profiles import Hours, Window
from madoguchi.domain.facts import Dictionary, Event, Facts, Situation
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.procedures import Evidence, Link
from madoguchi.guide.plan import Act, Plan, Stop, plan
from madoguchi.guide.timing import Calling, VisitStage, calling
from tests.guide.conftest import line, until

ON = date(2026, 11, 24)
ALL = frozenset({"citizens", "insurance"})
MAIN = Window(
    "honcho",
    "総合窓口",
    "本庁舎1階",
    frozenset({"juki_net", "card"}),
    ALL,
    (Hours("月火水木金", "8:30", "17:15"),),
    True,
    True,
)
BRANCH = Window("minami", "南支所", "南支所", frozenset(), ALL, (Hours("月火水木金", "8:30", "17:15"),))
SUNDAY = Window(
    "nichiyo",
    "日曜窓口",
    "本庁舎1階",
    frozenset(),
    frozenset({"citizens"}),
    (Hours("日", "9:00", "12:00", (1, 3)),),
)
FIRST = calling(None, ON, VisitStage())


def city(id: str, *links: str, due: str | None = None, **more: Any) -> Line:
    """市の窓口の行。`links` は先に済ませる手続き。"""
    made = line(id, id, more.pop("department", "citizens"), "どなたでも", until(due), **more)
    ordered = tuple(Link(one, "after", "先に") for one in links)
    return replace(made, procedure=replace(made.procedure, links=ordered))


def away(id: str, agency: str, *links: str, due: str | None = None, **more: Any) -> Line:
    return city(id, *links, due=due, place="outside", agency=agency, timing="later", **more)


def planned(*lines: Line, now: Calling = FIRST) -> Plan:
    return plan(Judgement(lines, (), now.on), now)


def shape(made: Plan) -> list[tuple[str, list[str]]]:
    return [(stop.kind, [act.procedure_id for act in stop.acts]) for stop in made.stops]


def act(made: Plan, name: str) -> tuple[Stop, Act]:
    return next((stop, one) for stop in made.stops for one in stop.acts if one.procedure_id == name)


def at(here: str | None = None, on: date = ON, days: int | None = 7, registered: bool = False) -> Calling:
    base = calling(None, on, VisitStage(registered=registered, here=here))
    return replace(base, windows=(MAIN, BRANCH, SUNDAY), register_days=days)


def test_what_can_be_done_today_is_done_today_and_the_rest_in_one_more_visit() -> None:
    made = planned(
        city("a"), city("b", timing="return_visit"), city("c", timing="later", due="2026-12-10"), away("d", "法務局"),
        city("e", kind="information"), city("f", channel="mail", timing="later"), city("g", result="unknown"),
        city("h", result="not_needed"),
    )  # fmt: skip
    assert shape(made) == [
        ("today", ["a"]), ("again", ["b", "c"]), ("outside", ["d"]), ("mail", ["f"]), ("informed", ["e"]), ("confirm", ["g"]),
    ]  # fmt: skip
    again = made.of("again")[0]
    assert (again.first, again.last) == (date(2026, 11, 25), date(2026, 12, 10))
    assert again.reasons == ("書類をそろえてから", "あとからでもよい")


def test_a_line_waits_for_what_must_come_first_even_when_it_is_written_before_it() -> None:
    made = planned(city("c", "b"), city("b", "a"), city("a"))
    assert shape(made) == [("today", ["a", "b", "c"])]
    waiting = planned(city("c", "b"), city("b", "a"), city("a", timing="return_visit"))
    assert shape(waiting) == [("again", ["a", "b", "c"])]
    assert act(waiting, "c")[1].why_not_today == ("「b」が済んでから",)
    assert act(waiting, "c")[1].after == ("b",)


def test_what_waits_for_something_outside_city_hall_is_not_done_today() -> None:
    made = planned(city("b", "court"), away("court", "家庭裁判所"))
    assert shape(made) == [("again", ["b"]), ("outside", ["court"])]


def test_what_is_not_needed_in_this_family_is_not_waited_for() -> None:
    made = planned(city("b", "a"), city("a", timing="return_visit", result="not_needed"))
    assert shape(made) == [("today", ["b"])]


def test_one_person_does_not_wait_for_another() -> None:
    lines = [
        city("card", "notice", per="mover", person="P1"), city("notice", per="mover", person="P1"),
        city("card", "notice", per="mover", person="P2"), city("notice", per="mover", person="P2", timing="return_visit"),
    ]  # fmt: skip
    made = planned(*lines)
    assert [one.key for one in made.of("today")[0].acts] == [("notice", "P1"), ("card", "P1")]
    assert [one.key for one in made.of("again")[0].acts] == [("notice", "P2"), ("card", "P2")]


def test_a_line_merged_under_another_name_is_waited_for_by_that_name() -> None:
    made = planned(city("card", "tk_tenkyo"), city("r_jusho", same_as="tk_tenkyo", timing="return_visit"))
    assert shape(made) == [("again", ["r_jusho", "card"])]


def moving(on: str) -> Judgement:
    event = Event("death", "P1", date.fromisoformat(on))
    facts = Facts(Dictionary({}, {}), Situation(event, ("P1",), True, ON), {}, {})
    return Judgement((city("notice", not_before="event"), city("card", "notice")), (facts,), ON)


def test_a_move_is_not_notified_before_the_day_of_the_move() -> None:
    made = plan(moving("2026-11-29"), at())
    assert shape(made) == [("again", ["notice", "card"])]
    # 29日は日曜で、日曜の窓口は第1・第3だけ。
    assert (made.stops[0].first, act(made, "notice")[1].why_not_today) == (
        date(2026, 11, 30),
        ("11月29日（日）になってから",),
    )
    assert shape(plan(moving("2026-11-24"), at())) == [("today", ["notice", "card"])]


def test_what_waits_for_the_register_says_a_day_only_where_the_city_knows_one() -> None:
    lines = [city("a", after_register=True), city("b", timing="return_visit", due="2026-11-27")]
    known = planned(*lines, now=at())
    assert [(stop.first, stop.last) for stop in known.of("again")] == [
        (date(2026, 11, 25), date(2026, 11, 27)), (date(2026, 12, 1), None),
    ]  # fmt: skip
    unknown = planned(*lines, now=at(days=None))
    assert [(stop.first, stop.last) for stop in unknown.of("again")] == [
        (date(2026, 11, 25), date(2026, 11, 27)), (None, None),
    ]  # fmt: skip
    assert shape(planned(lines[0], now=at(registered=True))) == [("today", ["a"])]


def test_a_branch_without_the_system_says_so_and_the_next_visit_names_a_window_that_has_it() -> None:
    card = city("card")
    card = replace(card, procedure=replace(card.procedure, needs=("juki_net", "card")))
    made = planned(card, city("paper"), now=at("minami"))
    assert shape(made) == [("today", ["paper"]), ("again", ["card"])]
    stop, one = act(made, "card")
    assert one.why_not_today == ("住基ネットとカードの端末がありません",)
    assert (stop.place, [window.id for window in stop.windows]) == ("本庁舎1階 総合窓口", ["honcho"])
    assert shape(planned(card, city("paper"), now=at("honcho"))) == [("today", ["card", "paper"])]


def test_on_a_sunday_only_what_the_sunday_window_serves_is_done() -> None:
    sunday = date(2026, 12, 6)
    made = planned(
        city("a"), city("b", department="insurance"), city("c", channel="consult"), now=at(on=sunday)
    )
    assert shape(made) == [("today", ["a"]), ("again", ["b", "c"])]
    assert act(made, "c")[1].why_not_today == ("相談は、担当の窓口で受けます",)
    assert made.of("again")[0].first == date(2026, 12, 7)


def test_a_deadline_that_cannot_be_kept_is_said_and_costs_no_extra_visit() -> None:
    made = planned(
        city("a", after_register=True, due="2026-11-25"), city("b", timing="return_visit"), now=at()
    )
    assert shape(made) == [("again", ["a", "b"])]
    assert act(made, "a")[1].late
    assert made.stops[0].last is None


def test_bodies_outside_are_visited_in_the_order_of_their_dates() -> None:
    made = planned(
        away("x", "法務局", due="2029-11-12"), away("y", "年金事務所", due="2026-12-01"), away("z", "法務局", due="2027-01-12"),
        away("w", "警察署", listing="checklist", result="unknown"), away("v", "税務署", listing="checklist"),
    )  # fmt: skip
    assert [(stop.place, [one.procedure_id for one in stop.acts], stop.last) for stop in made.stops] == [
        ("年金事務所", ["y"], date(2026, 12, 1)), ("法務局", ["x", "z"], date(2027, 1, 12)), ("税務署", ["v"], None),
    ]  # fmt: skip
    assert not act(made, "v")[1].listed


def test_what_to_bring_is_gathered_for_each_visit() -> None:
    koseki = Evidence("koseki", "戸籍", "original")
    made = planned(city("a", items=(koseki,)), *(city(n, timing="later", items=(koseki,)) for n in "bc"))
    assert [(stop.kind, [(one.id, one.count) for one in stop.bring]) for stop in made.stops] == [
        ("today", [("koseki", 1)]), ("again", [("koseki", 2)]),
    ]  # fmt: skip


def test_a_choice_between_two_rights_is_told_once_and_only_when_both_are_there() -> None:
    lump, widow = city("lump", kind="right"), city("widow", kind="right")
    lump = replace(
        lump,
        procedure=replace(lump.procedure, links=(Link("widow", "choose_one", "どちらか一つ", "52条の6"),)),
    )
    widow = replace(
        widow,
        procedure=replace(widow.procedure, links=(Link("lump", "choose_one", "どちらか一つ", "52条の6"),)),
    )
    assert [(one.one, one.other, one.basis) for one in planned(lump, widow).choices] == [
        ("lump", "widow", "52条の6")
    ]
    assert planned(lump).choices == ()


NAMES = [f"p{number}" for number in range(7)]


@st.composite
def families(draw: st.DrawFn) -> tuple[Line, ...]:
    made = []
    for number, name in enumerate(NAMES[: draw(st.integers(0, 7))]):
        before = draw(st.lists(st.sampled_from(NAMES[:number]), max_size=2, unique=True)) if number else []
        made.append(city(
            name, *before, due=draw(st.sampled_from([None, "2026-11-20", "2026-11-24", "2026-11-29", "2026-12-10", "2027-03-31"])),
            result=draw(st.sampled_from(["needed", "needed", "unknown", "not_needed"])),
            timing=draw(st.sampled_from(["at_notice", "return_visit", "later"])),
            place=draw(st.sampled_from(["city", "city", "outside"])),
            channel=draw(st.sampled_from(["counter", "counter", "consult", "mail"])),
            department=draw(st.sampled_from(["citizens", "insurance"])),
            after_register=draw(st.booleans()), kind=draw(st.sampled_from(["required", "right", "information"])),
            agency=draw(st.sampled_from(["法務局", "年金事務所"])),
        ))  # fmt: skip
    return tuple(draw(st.permutations(made)))


nows = st.builds(
    at, st.sampled_from([None, "honcho", "minami"]), st.sampled_from([ON, date(2026, 11, 22), date(2026, 12, 6)]),
    st.sampled_from([None, 0, 7]), st.booleans(),
)  # fmt: skip


@given(families(), nows)
def test_every_needed_line_of_the_family_appears_exactly_once(lines: tuple[Line, ...], now: Calling) -> None:
    keys = [one.key for stop in planned(*lines, now=now).stops for one in stop.acts]
    shown = [(one.procedure.id, one.person) for one in lines if one.result != "not_needed"]
    assert sorted(keys) == sorted(shown)


@given(families(), nows)
def test_no_line_comes_before_the_line_it_waits_for(lines: tuple[Line, ...], now: Calling) -> None:
    made = planned(*lines, now=now)
    visits = [(number, one) for number, stop in enumerate(made.of("today", "again")) for one in stop.acts]
    place = {one.procedure_id: (number, position) for position, (number, one) in enumerate(visits)}
    outside = {one.procedure_id for stop in made.of("outside", "mail") for one in stop.acts}
    needed = {one.procedure.id: one.procedure for one in lines if one.result == "needed"}
    today = {one.procedure_id for stop in made.of("today") for one in stop.acts}
    for name in place.keys() & needed.keys():
        for link in needed[name].links:
            if link.procedure in place and link.procedure in needed:
                assert place[link.procedure] < place[name]
            if (
                link.procedure in outside
                and link.procedure in needed
                and needed[link.procedure].place == "outside"
            ):
                assert name not in today


@given(families(), nows)
def test_a_planned_day_is_never_after_a_deadline_without_saying_so(
    lines: tuple[Line, ...], now: Calling
) -> None:
    for stop in planned(*lines, now=now).of("today", "again", "outside"):
        for one in stop.acts:
            late = one.late or one.due is None
            assert late or (stop.last is not None and one.due is not None and stop.last <= one.due)


@given(families(), nows)
def test_a_line_only_staff_see_neither_appears_nor_changes_anything(
    lines: tuple[Line, ...], now: Calling
) -> None:
    staff = city("hidden", audience="staff", due="2026-11-25", timing="return_visit")
    with_link = tuple(
        replace(
            one,
            procedure=replace(one.procedure, links=(*one.procedure.links, Link("hidden", "after", "先に"))),
        )
        for one in lines
    )
    assert planned(*with_link, staff, now=now) == planned(*lines, now=now)
