"""死亡の件で、市の行が全部決まるまでに聞く数を測る。作りものの市の、年齢の重みで選んだ死亡で数える。

使い方: python benchmarks/questions.py [--deaths 1000] [--people 68000] [--draw]

台帳が全部つながった市と、五つ（住基・国保・後期・介護・印鑑）だけの市を、同じ死亡で並べて数える。
つながっていない台帳のことは、つながっていたら言うはずの値を家族が答える。聞き取りでしか分からないことは、
問いごとに決めた割合（LIKELY。ほかは問いの型ごと）で、亡くなった人の番号から決まる答えを返す。
来た人の関係と役は、件を開くときに分かっているので問いに数えない（8割は喪主が来る）。
--draw で docs/images に分布の図を書く。
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from madoguchi.catalogue.releases import Release, load
from madoguchi.domain.building import build
from madoguchi.domain.facts import Coverage, Event, Facts, Record, Situation
from madoguchi.domain.interview import HOUSEHOLD, Question, questions
from madoguchi.domain.judgement import judge
from madoguchi.residents.contents import as_record
from madoguchi.residents.synthetic.city import build_city
from madoguchi.residents.synthetic.people import City, Household, Person

TODAY = date(2026, 11, 24)
FEW = ("resident", "nhi", "latter_elderly", "ltc", "seal_reg")
#: 「はい」や、その符号の割合。書いていない真偽の問いは2割、符号の問いはどれも同じ割合。
LIKELY: dict[str, Any] = {
    "ask.funeral_held": 0.97, "ask.family_hardship": 0.1, "ask.funeral_cannot_pay": 0.04,
    "ask.no_claimant": 0.03, "ask.survivor_under850": 0.97, "ask.pension_paid_ok": 0.9,
    "ask.house_stays_occupied": 0.6, "ask.livelihood_shared": 0.15, "ask.pension_mynumber_recorded": 0.7,
}  # fmt: skip
MOST_QUESTIONS = 80


@dataclass(frozen=True)
class Count:
    """一件で数えたこと。`left` は、聞いても決まらず要確認で残った市の行。"""

    asked: int
    first: int
    left: int
    facts: tuple[str, ...]


def records_of(city: City) -> dict[str, dict[str, list[Record]]]:
    """人ごと、組ごとの記録。"""
    found: dict[str, dict[str, list[Record]]] = {}
    for group, rows in city.rows.items():
        for row in rows:
            found.setdefault(row.subject, {}).setdefault(group, []).append(as_record(row))
    return found


def bereaved(city: City, wanted: int) -> list[tuple[Household, Person]]:
    """亡くなった人のいる世帯を、番号の順に `wanted` 件まで。"""
    pairs = [(home, one) for home in city.households for one in home.members if one.death]
    return pairs[:wanted]


class Family:
    """一件の家族。問いに、記録にあるはずの値か、種から決まる値で答える。"""

    def __init__(self, release: Release, records: Any, home: Household, dead: Person) -> None:
        assert dead.death is not None
        people = tuple(one.key for one in home.members)
        event = Event("death", dead.key, dead.death.on, dead.death.notified_on)
        self.release = release
        self.situation = Situation(event, people, True, TODAY, persons=people)
        self.records = {key: records.get(key, {}) for key in people}
        self.draw = random.Random(dead.key)
        mourner = self.draw.random() < 0.8
        self.said: dict[tuple[str, str | None], Any] = {
            ("ask.visitor_role", None): frozenset({"mourner", "heir"} if mourner else {"heir"}),
            ("ask.visitor_relation", None): "child",
        }
        self.full = self.facts(None, {})

    def facts(self, connected: Iterable[str] | None, answers: Mapping[Any, Any]) -> Facts:
        """つながった組だけを見た事実。`connected` がなければ全部。"""
        dictionary = self.release.definitions.dictionary
        groups = [one.id for one in dictionary.groups.values() if one.kind == "register"]
        held = groups if connected is None else connected
        coverage = {name: Coverage("connected", TODAY.isoformat()) for name in held}
        return build(dictionary, self.situation, self.records, coverage, {**self.said, **answers})

    def answer(self, question: Question) -> Any:
        """家族の答え。"""
        dictionary = self.release.definitions.dictionary
        definition = dictionary.facts[question.fact_id]
        group = dictionary.groups[definition.group]
        if question.fact_id == HOUSEHOLD:
            return True
        if group.kind != "register":
            return self._said(question)
        if group.cardinality == "many":
            rows = self.full.records[question.about or self.situation.subject][group.id].records
            return frozenset(one.facts[group.key or ""].value for one in rows)
        fact = self.full.get(question.fact_id, question.about)
        if fact.state == "known":
            return fact.value
        return False if definition.type == "bool" else frozenset()

    def _said(self, question: Question) -> Any:
        if question.type == "bool":
            return self.draw.random() < LIKELY.get(question.fact_id, 0.2)
        if question.multiple:
            return frozenset(code for code in question.codes if self.draw.random() < 0.15)
        if question.codes:
            return self.draw.choice(list(question.codes))
        if question.type == "int":
            return self.draw.randint(0, 480)
        if question.type == "date":
            return self.situation.event.on
        return "other" if question.type == "person" else "作りもの"


def count(family: Family, connected: Iterable[str] | None) -> Count:
    """職員の順に一つずつ聞き、市の行が決まるまで数える。"""
    definitions = family.release.definitions
    answers: dict[tuple[str, str | None], Any] = {}
    asked: list[str] = []
    first: int | None = None
    while True:
        facts = family.facts(connected, answers)
        judgement = judge(definitions, facts)
        left = [line for line in judgement.lines if line.to_confirm]
        first = len(left) if first is None else first
        wanted = {line.procedure.id for line in left}
        useful = [one for one in questions(definitions, facts, judgement) if set(one.decides) & wanted]
        if not useful or len(asked) >= MOST_QUESTIONS:
            return Count(len(asked), first, len(left), tuple(asked))
        answers[useful[0].key] = family.answer(useful[0])
        asked.append(useful[0].fact_id)


def spread(values: list[int]) -> str:
    """中央値と、広がり。"""
    marks = statistics.quantiles(values, n=20)
    return (
        f"{statistics.median(values):5.0f} {marks[4]:5.0f} {marks[14]:5.0f} {marks[18]:5.0f} {max(values):5d}"
    )


def report(title: str, counts: list[Count]) -> None:
    """表を出す。"""
    print(f"\n{title}（{len(counts)}件）      中央値  25%   75%   95%  最大")
    print(f"  市の行が決まるまでの問い   {spread([one.asked for one in counts])}")
    print(f"  聞く前の要確認の行         {spread([one.first for one in counts])}")
    print(f"  聞いても残る要確認の行     {spread([one.left for one in counts])}")
    often = Counter(name for one in counts for name in one.facts)
    for name, times in often.most_common(14):
        print(f"    {name:34s} {times / len(counts):5.2f} 回/件")


def bars(values: list[int], label: str, at: tuple[int, int]) -> str:
    """一つの分布の棒。`at` は左上。"""
    left, top = at
    often, width, height = Counter(values), 320, 110
    last, most = max(often), max(often.values())
    step = width / (last + 1)
    middle = statistics.median(values)
    rows = [f'<text x="{left}" y="{top}" class="t">{label}（中央値 {middle:g}）</text>']
    for number in range(last + 1):
        tall = often[number] / most * height
        if tall:
            rows.append(
                f'<rect x="{left + number * step:.1f}" y="{top + 14 + height - tall:.1f}" '
                f'width="{max(step - 1, 1):.1f}" height="{tall:.1f}"><title>{number}: {often[number]}件</title></rect>'
            )
    line = top + 14 + height
    rows.append(f'<path d="M{left} {line}H{left + width}"/>')
    for number in range(0, last + 1, 5 if last <= 25 else 20):
        rows.append(f'<text x="{left + (number + 0.5) * step:.1f}" y="{line + 15}" class="n">{number}</text>')
    return "".join(rows)


def draw(found: list[tuple[str, list[Count]]], folder: Path) -> None:
    """問いの数と要確認の行の分布を、SVG に書く。"""
    parts = []
    for row, (name, counts) in enumerate(found):
        top = 24 + row * 180
        parts.append(bars([one.asked for one in counts], f"{name}：問いの数", (16, top)))
        parts.append(bars([one.first for one in counts], f"{name}：聞く前の要確認の行", (376, top)))
    style = "text{font-family:sans-serif}.t{font-size:12px}.n{font-size:10px;text-anchor:middle}rect{fill:#2b6777}path{stroke:#333}"
    total = len(found[0][1])
    (folder / "questions.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 712 {24 + len(found) * 180}" role="img">'
        f"<title>死亡{total}件で聞く数の分布</title><style>{style}</style>{''.join(parts)}</svg>\n",
        encoding="utf-8",
    )


def main() -> None:
    """測って、表と（望めば）図を出す。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deaths", type=int, default=1000)
    parser.add_argument("--people", type=int, default=68000)
    parser.add_argument("--draw", type=Path, metavar="DIR", help="分布の図（SVG）を書くフォルダ")
    given = parser.parse_args()
    release = load(None, "990001")
    city = build_city(given.people, 1, TODAY, "990001")
    records = records_of(city)
    pairs = bereaved(city, given.deaths)
    families = [Family(release, records, home, dead) for home, dead in pairs]
    settings = (("全部の台帳", None), ("五つの台帳だけ", FEW))
    found = [(name, [count(family, connected) for family in families]) for name, connected in settings]
    for name, counts in found:
        report(name, counts)
    if given.draw:
        draw(found, given.draw)


if __name__ == "__main__":
    main()
