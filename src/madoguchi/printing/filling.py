"""様式に値を流し込んで PDF にする。自分で描く紙も、下敷きに重ねる紙も、同じ欄の描き方を使う。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts, sheets, typesetting
from madoguchi.printing.context import BLANK, FormContext
from madoguchi.printing.definition import Edition, Field, PaperForm
from madoguchi.printing.kinds import BY_HAND, Drawing, draw
from madoguchi.printing.placing import placed


@dataclass(frozen=True, slots=True)
class FilledForm:
    """記入済みの一つの様式。`signatures` は、家族が署名する所の数。"""

    form_id: str
    title: str
    edition: str
    paper: str
    landscape: bool
    tray: str
    pages: int
    signatures: int
    pdf: bytes


def fill(form: PaperForm, context: FormContext, on: date, shelf: fonts.Shelf | None = None) -> FilledForm:
    """`on` に使う版へ `context` の値を入れる。使える版がない・字がない・入りきらないときは Fault。"""
    edition = form.edition(on)
    shelf = shelf or fonts.open_shelf()
    drawings = {field.id: _drawing(field, context, shelf) for field in edition.fields}
    pdf = _composed(form, edition, drawings, context, shelf)
    if edition.layout is not None:
        _same_pages(form, edition, pdf)
    return FilledForm(
        form_id=form.id, title=form.title, edition=edition.label, paper=edition.paper,
        landscape=edition.landscape, tray=edition.tray, pages=edition.pages,
        signatures=edition.signatures,
        pdf=pdf,
    )  # fmt: skip


def blank(form: PaperForm, on: date, shelf: fonts.Shelf | None = None) -> FilledForm:
    """何も入れない様式（手で書くための紙）。"""
    return fill(form, BLANK, on, shelf)


def _drawing(field: Field, context: FormContext, shelf: fonts.Shelf) -> Drawing:
    shown = field.when is None or field.when.holds(context)
    value: Any = None
    if shown and field.kind not in BY_HAND:
        value = field.bind.value(context) if field.bind else field.spec.get("value")
    return draw(field, value, shelf)


def _composed(
    form: PaperForm, edition: Edition, drawings: dict[str, Drawing], context: FormContext, shelf: fonts.Shelf
) -> bytes:
    width, height = edition.size
    page = {"width": width, "height": height, "pages": edition.pages}
    values: dict[str, Any] = {"title": form.title, "edition": edition.label, "page": page}
    name = f"{form.file}（{edition.source}）"
    try:
        if edition.layout is not None:
            values["fields"] = drawings
            values["parts"] = {part: when.holds(context) for part, when in edition.parts.items()}
            return typesetting.render(edition.layout, values, shelf, name=name, before=_parts("own"))
        values["places"] = [place for field in edition.fields for place in placed(field, drawings[field.id])]
        top = typesetting.render(_parts("overlay"), values, shelf, name=name)
    except typesetting.Refused as refused:
        raise _overflow(edition, refused) from refused
    return sheets.overlay(edition.underlay or b"", top, name)


@lru_cache(maxsize=4)
def _parts(name: str) -> str:
    directory = Path(__file__).parent / "templates"
    return "".join((directory / f"{part}.typ").read_text(encoding="utf-8") for part in ("fields", name))


def _overflow(edition: Edition, refused: typesetting.Refused) -> Fault:
    reason, field_id, text = (*refused.words, "", "")[:3]
    field = next((one for one in edition.fields if one.id == field_id), None)
    if reason != "fit" or field is None:
        return Fault(
            file=edition.source,
            value=str(refused),
            reason="組版が止まりました。",
            remedy="組版を確かめてください。",
        )
    place = field.place
    return Fault(
        file=place.file, line=place.line, column=place.column, value=text,
        reason=f"欄「{field.label}」に入りきりません。字を切っては刷らないので、止めました。",
        remedy="手で書くか、欄の width・min_size・fit を直してください。",
    )  # fmt: skip


def _same_pages(form: PaperForm, edition: Edition, pdf: bytes) -> None:
    found = sheets.sizes(pdf, form.file)
    if len(found) != edition.pages or any(
        abs(seen - meant) > 1 for size in found for seen, meant in zip(size, edition.size, strict=True)
    ):
        raise Fault(
            file=f"{form.file}（{edition.source}）", value=f"{len(found)} ページ {found[0]}",
            reason=f"できた紙が、版の定め（{edition.pages} ページ {edition.size}）と違います。",
            remedy="組版があふれていないか、paper と pages を確かめてください。",
        )  # fmt: skip
