"""どこからも使われない事実・条件・値・課と、答えても何も変わらない問いを見つける。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from madoguchi.catalogue.arrangements import in_fees
from madoguchi.catalogue.aside import unread
from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.conditions import direct_refs
from madoguchi.catalogue.loading import decoded
from madoguchi.catalogue.shelf import Shelf, shown
from madoguchi.catalogue.touched import uses
from madoguchi.domain import building, interview, measures
from madoguchi.domain.conditions import facts_in
from madoguchi.domain.errors import Fault

#: 条件に出てこなくても、判定と窓口のプログラムがじかに使う事実。
PROGRAM = frozenset({
    building.KIN, building.STATUS, interview.HOUSEHOLD, "resident.relation", "ask.knew_on", "ask.mourner",
    "ask.visitor_relation", "ask.visitor_role", "case.event", "case.event_date", "case.notified_on", "case.on",
})  # fmt: skip
DOTTED = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
WRITINGS = (".yaml", ".typ")


def idle(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """国の段で、使われない事実・条件・値と、効かない問い。"""
    elsewhere = unread(shelf, assembly)
    yield from _idle_facts(shelf, assembly, elsewhere)
    yield from _idle_forms(shelf, assembly, elsewhere)
    refs = set(elsewhere)
    parameters = in_forms(shelf) | in_fees(assembly.definitions.procedures) | elsewhere
    for procedure in assembly.definitions.procedures.values():
        found = uses(procedure.condition, assembly.definitions.conditions)
        refs |= found[0]
        parameters |= found[1]
    refs |= _implied_refs(shelf)
    for name, document in assembly.conditions.items():
        if name not in refs:
            yield document.fault(
                ("id",), name, "どこからも引かれない条件です。", "使わないなら消してください。"
            )
    for _, document in shelf.of("parameters"):
        for index, raw in enumerate(document.value["parameters"]):
            if raw["id"] not in parameters:
                yield document.fault(
                    ("parameters", index, "id"), raw["id"], "どの条件にも様式にも手数料にも使われない値です。", "使わないなら消してください。"
                )  # fmt: skip


def idle_departments(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """自治体の段で、どの手続きも担当しない課。"""
    named = {procedure.department for procedure in assembly.definitions.procedures.values()}
    named |= unread(shelf, assembly)
    for _, document in shelf.of("departments"):
        for index, raw in enumerate(document.value):
            if raw["id"] not in named:
                yield document.fault(
                    (index, "id"), raw["id"], "どの手続きも担当しない課です。",
                    "手続きの department: に書くか、使わないなら消してください。",
                )  # fmt: skip


def _idle_forms(shelf: Shelf, assembly: Assembly, elsewhere: set[str]) -> Iterator[Fault]:
    used = elsewhere | {procedure.form.id for procedure in assembly.definitions.procedures.values()}
    for relative, path in sorted(shelf.forms.items()):
        form, _, name = relative.partition("/")
        if name == "form.yaml" and form not in used:
            yield Fault(
                "どの手続きも使わない様式です。", file=shown(path), line=1, value=form,
                remedy="手続きの form: に書くか、使わないなら消してください。",
            )  # fmt: skip


def unknown_starts(assembly: Assembly) -> Iterator[Fault]:
    """聞き取りの日から数えるのに、その日を聞く所がない期限。"""
    definitions = assembly.definitions
    asked = {
        fact
        for procedure in definitions.procedures.values()
        for fact in facts_in(procedure.condition, definitions.conditions)
    }
    for name, procedure in definitions.procedures.items():
        fact = definitions.dictionary.facts.get(procedure.deadline.start)
        if fact is None or fact.id in asked or definitions.dictionary.groups[fact.group].kind != "interview":
            continue
        yield assembly.procedures[name].fault(
            ("deadline", "start"), fact.id, "この日はどこでも聞かれないので、期限の日付が出ません（期限を言う文だけが出ます）。",
            "条件で使うか、起算を event・notified か台帳の日付にしてください。",
        )  # fmt: skip


def in_forms(shelf: Shelf) -> set[str]:
    """様式が引く名（事実は群.項目、値は id）。"""
    found: set[str] = set()
    for path in shelf.forms.values():
        if path.suffix in WRITINGS:
            for dotted in DOTTED.findall(decoded(path.read_bytes(), shown(path))):
                parts = dotted.split(".")
                found |= {".".join(parts[-2:]), parts[-1]}
    return found


def _implied_refs(shelf: Shelf) -> set[str]:
    return {name for _, document in shelf.of("implication") for name in direct_refs(document.value["when"])}


def _idle_facts(shelf: Shelf, assembly: Assembly, elsewhere: set[str]) -> Iterator[Fault]:
    used, asked = (found | elsewhere for found in _used(shelf, assembly))
    for _, document in shelf.of("facts"):
        for index, raw in enumerate(document.value["facts"]):
            definition = assembly.definitions.dictionary.facts[raw["id"]]
            if not definition.deciding:
                continue
            if definition.id not in used:
                yield document.fault(
                    ("facts", index, "id"), definition.id, "どの条件・期限・様式にも使われない事実です。",
                    "一覧や検索にだけ使うなら deciding: false に、使わないなら消してください。",
                )  # fmt: skip
            elif definition.question and definition.id not in asked:
                yield document.fault(
                    ("facts", index, "question"), definition.id,
                    "どの手続きの条件にも出てこないので、聞かれることのない問いです。",
                    "question: を消すか、条件で使ってください。",
                )  # fmt: skip


def _used(shelf: Shelf, assembly: Assembly) -> tuple[set[str], set[str]]:
    """使われる事実と、そのうち手続きの条件に出て、問いになりうるもの。"""
    definitions = assembly.definitions
    asked = set(PROGRAM)
    used = set(PROGRAM) | in_forms(shelf)
    for procedure in definitions.procedures.values():
        found = facts_in(procedure.condition, definitions.conditions)
        asked |= found
        used.add(procedure.deadline.start)
    for implication in definitions.dictionary.implications:
        used |= {*facts_in(implication.when, {}), *(fact for fact, _ in implication.then)}
    keys = {group.key for group in definitions.dictionary.groups.values() if group.key}
    asked |= keys
    return with_inputs(used | asked), with_inputs(asked)


def with_inputs(facts: set[str]) -> set[str]:
    """導かれる値の、もとの事実も足す。"""
    found = set(facts)
    for name in facts:
        measure = measures.BY_ID.get(name)
        if measure is not None:
            found |= set(measure.inputs)
    return found
