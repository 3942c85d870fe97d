"""話す・確かめる・預かる・入れる・渡す。手順の言葉に、この家の名前・日付・金額を入れる。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from madoguchi.counter.lines import fact_rows
from madoguchi.counter.marks import Marking
from madoguchi.counter.opened import Opened
from madoguchi.counter.pages import Arranged, ReasonFact
from madoguchi.counter.receiving_pages import FiveSteps, Tick
from madoguchi.counter.texts import long_day
from madoguchi.counter.wording import DECEASED
from madoguchi.domain.building import event_day
from madoguchi.domain.judgement import UNDECIDED, Line
from madoguchi.domain.visits import RELATIONS
from madoguchi.guide import fees
from madoguchi.guide.wording import deadline_text, department_of
from madoguchi.printing import forms

COPY = "受け付けの控え（受付番号つき）は、お渡しの画面で一枚にまとまります。"


def five_steps(case: Opened, line: Line, marking: Marking) -> FiveSteps:
    """一行の五つの段。職員に閉じた項目の行では、記録の中身を何も出さない。"""
    steps = line.procedure.steps
    closed = line.withheld and line.result == UNDECIDED
    return FiveSteps(
        say=_said(case, line), checks=tuple(_named_tick(case, tick) for tick in marking.checks(steps.check)),
        facts=() if closed else fact_rows(case, line), items=marking.items(), papers=_named(case, steps.collect),
        enter=_named(case, steps.enter), entries=() if closed else tuple(_entries(case, line)),
        hand_over=(*_named(case, steps.hand_over), COPY),
    )  # fmt: skip


def _named(case: Opened, texts: tuple[str, ...]) -> tuple[str, ...]:
    """「亡くなった方」を呼び名にする。生きている方のできごとでは、そのまま。"""
    name = case.names.get(case.now.subject_key, "")
    if case.reception.living or not name:
        return texts
    return tuple(text.replace(DECEASED, f"{name}さん") for text in texts)


def _named_tick(case: Opened, tick: Tick) -> Tick:
    """✓の言葉に呼び名を入れる。✓の名は定義の言葉から作ってあるので、変わらない。"""
    return replace(tick, text=_named(case, (tick.text,))[0])


def _said(case: Opened, line: Line) -> tuple[str, ...]:
    """声に出す文。手順に書いていなければ、だれに・何を・いつまでにだけを言う。"""
    said = _named(case, line.procedure.steps.say)
    if said:
        return said
    by = deadline_text(line.deadline, case.at.today)
    return (f"「{line.procedure.title_for_family or line.procedure.name}」があります。{by}です。",)


def _entries(case: Opened, line: Line) -> Iterator[ReasonFact]:
    """入れる値。住所は出さない（様式と基幹の画面にある）。"""
    visit, event = case.visit, case.facts.situation.event
    whose = line.person if line.person in case.people else case.now.subject_key
    label = case.event.subject_label if whose == case.now.subject_key else "この手続きの方"
    yield ReasonFact(label, f"{case.people[whose].name}　{case.people[whose].kana}", "")
    yield ReasonFact(case.event.date_label, long_day(event.on), "")
    kin = RELATIONS.get(visit.relation, "")
    if visit.name:
        yield ReasonFact("来た人", f"{visit.name}　{visit.kana}{f'（{kin}）' if kin else ''}", "")
    for one in amounts(case, line):
        yield ReasonFact(one.label, one.text, "")


def amounts(case: Opened, line: Line) -> tuple[Arranged, ...]:
    """金額。手続きにかかるお金と、様式に印字する額。決めていない額は、そう言う。"""
    prices = fees.of_line(line, case.definitions.parameters, case.at.today)
    return tuple(Arranged(one.label, one.text) for one in prices) + tuple(_printed(case, line))


def _printed(case: Opened, line: Line) -> Iterator[Arranged]:
    form = forms.of_release(case.at.release).get(line.procedure.form.id or "")
    if form is None:
        return
    day = event_day(case.facts.situation.event.on)
    for name in sorted(form.edition(case.at.today).parameters):
        held = case.at.definitions.parameters[name]
        if not held.values:
            yield Arranged(
                held.label,
                f"要設定（{department_of(line.procedure, case.at.municipality).name}にたずねます）",
            )
            continue
        value = held.at(case.at.today if held.chosen_by == "on" else day).value
        shown = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
        yield Arranged(held.label, f"{shown}{held.unit or ''}")
