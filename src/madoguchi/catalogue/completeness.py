"""手続きに欠けてはならないもの（根拠・担当課・具体例・家族への文・問い）がそろっているかを見る。"""

from __future__ import annotations

from collections.abc import Iterator

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.documents import Document, nearest
from madoguchi.catalogue.editions import key_of, main_key
from madoguchi.catalogue.shelf import Shelf, shown, text_keys
from madoguchi.domain.conditions import facts_in
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Procedure


def gaps(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """誤りとして断る欠け。"""
    unread = {key_of(relative) for relative in shelf.broken}
    written = {name for language, name, _ in text_keys(shelf.texts) if language == "ja"} | unread
    forms = {relative.partition("/")[0] for relative in shelf.forms}
    for name, procedure in assembly.definitions.procedures.items():
        document = assembly.procedures[name]
        yield from _gaps_of(procedure, document)
        if procedure.audience == "family" and not written & {name, main_key(name)}:
            yield document.fault(
                ("id",),
                name,
                "家族に渡す文がありません。",
                f"texts/ja/{procedure.events[0]}/{name}.md を書いてください。",
            )
        if procedure.form.kind != "none" and procedure.form.id not in forms:
            remedy = (
                nearest(procedure.form.id, forms)
                or f"forms/{procedure.form.id}/ を作るか、kind: none にしてください。"
            )
            yield document.fault(("form", "id"), procedure.form.id, "その id の様式はありません。", remedy)
    yield from _stray_texts(shelf, assembly)
    yield from _blank_texts(shelf)
    yield from _unasked(assembly)


def _gaps_of(procedure: Procedure, document: Document) -> Iterator[Fault]:
    if not procedure.basis:
        yield document.fault(
            ("basis",), procedure.id, "根拠がありません。", "basis: に条文か要綱の名と条を書いてください。"
        )
    if not procedure.department and procedure.place == "city":
        yield document.fault(
            ("department",),
            procedure.id,
            "担当課がありません。",
            "department: に departments.yaml の id を書いてください。",
        )
    if procedure.audience == "family" and not procedure.title_for_family:
        yield document.fault(
            ("title_for_family",),
            procedure.id,
            "家族に見せる題がありません。",
            "title_for_family: を書いてください。",
        )
    if not document.value.get("examples"):
        yield document.fault(
            ("examples",),
            procedure.id,
            "具体例がありません。",
            "examples: に、要る例と要らない例を一つずつ書いてください。",
        )
    if procedure.verified_on and not procedure.verified_in:
        yield document.fault(
            ("verified_on",), procedure.verified_on, "何を読んで確かめたかがありません。",
            "verified_in: に読んだ条文や資料を書いてください。",
        )  # fmt: skip


def _stray_texts(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    unread = {key_of(relative) for relative in (*shelf.broken, *shelf.aside)}
    known = {*assembly.procedures, *assembly.switched_off, *unread}
    for _, name, path in text_keys(shelf.texts):
        if name not in known:
            remedy = nearest(name, known) or "手続きを作るか、この文を消してください。"
            yield Fault("この名の手続きはありません。", file=shown(path), line=1, value=name, remedy=remedy)


def _blank_texts(shelf: Shelf) -> Iterator[Fault]:
    for _, name, path in text_keys(shelf.texts):
        if not path.read_text(encoding="utf-8").strip():
            yield Fault(
                "文が空です。", file=shown(path), line=1, value=name, remedy="家族に渡す文を書いてください。"
            )


def _unasked(assembly: Assembly) -> Iterator[Fault]:
    """条件に使われ、聞き取りでしか分からないのに、問いの文がない事実。"""
    definitions = assembly.definitions
    used: dict[str, str] = {}
    for name, procedure in definitions.procedures.items():
        for fact_id in facts_in(procedure.condition, definitions.conditions):
            used.setdefault(fact_id, name)
    for fact_id, name in sorted(used.items()):
        fact = definitions.dictionary.facts.get(fact_id)
        asked = fact is not None and definitions.dictionary.groups[fact.group].kind == "interview"
        if fact is not None and asked and not fact.question:
            yield assembly.procedures[name].fault(
                ("condition",), fact_id, "聞き取りでしか分からない事実なのに、問いの文がありません。",
                f"facts/{fact.group}.yaml の {fact_id} に question: を書いてください。",
            )  # fmt: skip


def unverified(assembly: Assembly) -> Iterator[Fault]:
    """原典で確かめていない手続き（誤りではない）。"""
    for name, procedure in assembly.definitions.procedures.items():
        if procedure.verified_on is None:
            yield assembly.procedures[name].fault(
                ("verified_on",), name, "原典で確かめていません（verified_on が null）。",
                "原典を読んだら、その日を verified_on に、読んだものを verified_in に書いてください。",
            )  # fmt: skip
