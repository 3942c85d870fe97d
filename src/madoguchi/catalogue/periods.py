"""版と値の期間のつながり、数えられない期限、確かめてから一年を過ぎた資料を見つける。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from madoguchi.catalogue.arrangements import in_fees
from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.documents import Document, Steps
from madoguchi.catalogue.editions import main_key
from madoguchi.catalogue.moments import Period, missing
from madoguchi.catalogue.shapes import UNSET
from madoguchi.catalogue.shelf import Shelf
from madoguchi.catalogue.touched import uses
from madoguchi.catalogue.usage import in_forms
from madoguchi.domain.calendar import add_months
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary
from madoguchi.domain.procedures import DeadlineRule, Procedure

RECHECK = "原典を読み直し、その日を verified_on に書いてください。"


def untimely(shelf: Shelf, assembly: Assembly, period: Period) -> Iterator[Fault]:
    """誤り: 版の期間の重なりと隙間、値のない日、数えられない期限、まだ来ていない日付。"""
    yield from _editions(assembly)
    yield from _expired(shelf, assembly, period)
    for name, procedure in assembly.definitions.procedures.items():
        yield from _uncountable(
            procedure.deadline, assembly.definitions.dictionary, assembly.procedures[name]
        )
    for document, steps, day in _verified(shelf):
        if day > period.last:
            yield document.fault(steps, day, "まだ来ていない日です。", "確かめた日を書いてください。")


def aged(shelf: Shelf, today: date) -> Iterator[Fault]:
    """注意: 原典で確かめてから一年を過ぎたもの。"""
    limit = add_months(today, -12)
    for document, steps, day in _verified(shelf):
        if day < limit:
            yield document.fault(steps, day, "原典で確かめてから一年を過ぎています。", RECHECK)


def _verified(shelf: Shelf) -> Iterator[tuple[Document, Steps, date]]:
    """確かめた日の全部。"""
    for relative, document in sorted(shelf.documents.items()):
        if relative.startswith("procedures/"):
            yield from _day_at(document, ("verified_on",), document.value)
        elif relative.startswith("parameters/"):
            for index, raw in enumerate(document.value["parameters"]):
                for number, value in enumerate(raw["values"]):
                    steps = ("parameters", index, "values", number, "verified_on")
                    yield from _day_at(document, steps, value)


def _day_at(document: Document, steps: Steps, raw: Any) -> Iterator[tuple[Document, Steps, date]]:
    if raw.get("verified_on") not in (None, UNSET):
        yield document, steps, date.fromisoformat(raw["verified_on"])


def _editions(assembly: Assembly) -> Iterator[Fault]:
    """一つの手続きの版を古い順に並べ、期間が隙間も重なりもなく続くかを見る。"""
    series: dict[str, list[tuple[Procedure, Document]]] = {}
    for name, procedure in assembly.definitions.procedures.items():
        series.setdefault(main_key(name), []).append((procedure, assembly.procedures[name]))
    for editions in series.values():
        editions.sort(key=lambda one: one[0].valid_from)
        for procedure, document in editions:
            if procedure.valid_to is not None and procedure.valid_to <= procedure.valid_from:
                yield document.fault(
                    ("valid_to",), procedure.valid_to, "終わりが始まりより前です。",
                    "valid_from と valid_to を確かめてください。",
                )  # fmt: skip
        for (before, _), (after, document) in pairwise(editions):
            yield from _joint(before, after, document)


def _joint(before: Procedure, after: Procedure, document: Document) -> Iterator[Fault]:
    ends, begins = before.valid_to, after.valid_from
    if ends == begins:
        return
    overlap = ends is None or ends > begins
    said = "終わりが書かれていません" if ends is None else f"{ends.isoformat()} の前日まで"
    yield document.fault(
        ("valid_from",), begins, f"版の期間{'が重なって' if overlap else 'に隙間があって'}います（一つ前の版は{said}）。",
        "一つ前の版の valid_to と、この版の valid_from を同じ日にしてください。",
    )  # fmt: skip


def _expired(shelf: Shelf, assembly: Assembly, period: Period) -> Iterator[Fault]:
    """手続きや様式が使う値なのに、扱う間に値のない日があるもの。"""
    named = in_forms(shelf) | in_fees(assembly.definitions.procedures)
    needed = dict.fromkeys(named & assembly.definitions.parameters.keys(), period)
    for procedure in assembly.definitions.procedures.values():
        span = period.clipped(procedure)
        for name in uses(procedure.condition, assembly.definitions.conditions)[1] if span else ():
            needed[name] = Period(min(span.first, needed.get(name, span).first), span.last)  # type: ignore[union-attr]
    for _, document in shelf.of("parameters"):
        for index, raw in enumerate(document.value["parameters"]):
            steps = ("parameters", index, "values")
            span = needed.get(raw["id"])
            held = assembly.definitions.parameters[raw["id"]]
            if span is None or (raw.get("local") and not held.values):
                continue
            day = missing(held, span)
            if day is not None:
                last = max(len(raw["values"]) - 1, 0)
                yield document.fault(
                    (*steps, last, "to") if held.values and held.values[-1].valid_to else (*steps, 0, "from"), raw["id"],
                    f"使う手続きがあるのに、{day.isoformat()} の値がありません。", "values に、その日を含む期間を足してください。",
                )  # fmt: skip


def _uncountable(rule: DeadlineRule, dictionary: Dictionary, document: Document) -> Iterator[Fault]:
    raw = document.value.get("deadline")
    if not raw:
        return
    start = dictionary.facts.get(rule.start)
    if start is not None and dictionary.groups[start.group].cardinality == "many":
        yield document.fault(
            ("deadline", "start"), rule.start, "何件も記録を持つ群の日付なので、起算の日が一つに決まりません。",
            "event・notified・knew か、一人に一つの日付の事実を書いてください。",
        )  # fmt: skip
    length = raw.get("length")
    eve = rule.count_first_day and length == {"days": 0}
    if length is not None and not any(length.values()) and not eve:
        yield document.fault(
            ("deadline", "length"), length, "期限の長さがありません。", "days・months・years のどれかに 1 以上を書いてください（前の日までなら count_first_day: true と days: 0）。"
        )  # fmt: skip
    if length is None and not raw.get("text") and rule.rank != "none":
        yield document.fault(
            ("deadline",), rule.rank, "過ぎると困る期限なのに、長さも、期限を言う文もありません。",
            "length: か text: を書いてください。",
        )  # fmt: skip
