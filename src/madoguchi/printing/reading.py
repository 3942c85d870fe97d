"""form.yaml を読み、様式の定義にする。誤りは、ファイルと行を付けて一つ残らず挙げる。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from madoguchi.catalogue.documents import Document, Steps, nearest
from madoguchi.catalogue.loading import load_yaml
from madoguchi.catalogue.shapes import mismatches
from madoguchi.catalogue.shelf import shown
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions
from madoguchi.paper import sheets
from madoguchi.printing.binding import Binding, When, complaint
from madoguchi.printing.definition import Box, Edition, Field, PaperForm
from madoguchi.printing.kinds import BY_HAND
from madoguchi.printing.schema import FIELDS, FORM

FORM_FILE = "form.yaml"
NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")
IN_LAYOUT = re.compile(r"#?\b(?:field|part)\(\s*\"([a-z0-9_]+)\"")
LENGTHS = ("size", "min_size", "width", "pitch", "side", "height")
OUTSIDE_SPEC = ("label", "kind", "bind", "value", "when", "at", "boxes", "columns", "options")


class Reader:
    """一つの form.yaml を読む。見つけた誤りは `faults` にたまる。"""

    def __init__(self, form_id: str, files: Mapping[str, Path], definitions: Definitions | None) -> None:
        self.form_id = form_id
        self.files = files
        self.document: Document = load_yaml(files[FORM_FILE], shown(files[FORM_FILE]))
        self.definitions = definitions
        self.faults: list[Fault] = []

    def read(self) -> PaperForm | None:
        """様式の定義。誤りがあれば None（`faults` を見る）。"""
        self.faults.extend(mismatches(self.document, FORM))
        if self.faults:
            return None
        value = self.document.value
        if value["id"] != self.form_id:
            self._blame(("id",), value["id"], "フォルダの名と違います。", f"{self.form_id} にしてください。")
        editions = tuple(self._edition(("editions", at), one) for at, one in enumerate(value["editions"]))
        self._overlaps(editions)
        if self.faults:
            return None
        return PaperForm(
            value["id"], value["title"], tuple(value.get("procedures", ())), editions, self.document.file
        )

    def _blame(self, steps: Steps, value: object, reason: str, remedy: str) -> None:
        self.faults.append(self.document.fault(steps, value, reason, remedy))

    def _blame_at(self, field: Field, value: object, reason: str, remedy: str) -> None:
        place = field.place
        self.faults.append(Fault(
            reason, remedy=remedy, file=place.file, line=place.line, column=place.column, value=value
        ))  # fmt: skip

    def _edition(self, steps: Steps, value: dict[str, Any]) -> Edition:
        fields = tuple(
            field
            for name, spec in value["fields"].items()
            for field in self._field((*steps, "fields", name), name, spec)
        )
        layout, underlay = self._layout(steps, value, fields), self._underlay(steps, value)
        if (layout is None) == (underlay is None) and not self.faults:
            self._blame(
                steps,
                value["id"],
                "layout か underlay の、どちらか一つが要ります。",
                "一つだけ書いてください。",
            )
        if underlay is not None:
            self._placed(value.get("pages", 1), fields)
        return Edition(
            id=value["id"], label=value["label"], valid_from=date.fromisoformat(value["valid_from"]),
            valid_to=date.fromisoformat(value["valid_to"]) if value.get("valid_to") else None,
            paper=value["paper"], landscape=value.get("landscape", False), tray=value.get("tray", "plain"),
            pages=value.get("pages", 1), layout=layout, underlay=underlay,
            source=value.get("layout") or value.get("underlay") or "", fields=fields,
            parts={
                name: self._when((*steps, "parts", name), one)
                for name, one in value.get("parts", {}).items()
            },
        )  # fmt: skip

    def _field(self, steps: Steps, name: str, spec: Any) -> Iterator[Field]:
        kind = spec.get("kind") if isinstance(spec, dict) else None
        shape = FIELDS.get(kind, FIELDS["text"]) if isinstance(kind, str) else FIELDS["text"]
        found = list(mismatches(self.document, shape, steps))
        self.faults.extend(found)
        if found or not isinstance(kind, str):
            return
        if kind in BY_HAND and ("bind" in spec or "value" in spec):
            self._blame(
                (*steps, "bind"),
                spec.get("bind", spec.get("value")),
                "本人か職員が手で書く欄に、値は入れられません。",
                "bind と value を消してください。",
            )
        yield Field(
            id=name, kind=kind, label=spec["label"], place=self.document.at(steps),
            bind=self._bind((*steps, "bind"), spec["bind"]) if "bind" in spec else None,
            when=self._when((*steps, "when"), spec["when"]) if "when" in spec else None,
            at=self._box((*steps, "at"), spec["at"]) if "at" in spec else None,
            boxes={
                str(key): self._box((*steps, "boxes", key), box) for key, box in spec.get("boxes", {}).items()
            },
            spec=self._spec(steps, spec),
            columns=tuple(
                column
                for key, one in spec.get("columns", {}).items()
                for column in self._field((*steps, "columns", key), key, one)
            ),
        )  # fmt: skip

    def _spec(self, steps: Steps, spec: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in spec.items() if key not in OUTSIDE_SPEC}
        kept |= {key: self._number((*steps, key), spec[key]) for key in LENGTHS if key in spec}
        if "cell" in spec:
            kept["cell"] = [self._number((*steps, "cell", at), one) for at, one in enumerate(spec["cell"])]
        if "value" in spec:
            kept["value"] = spec["value"]
        if "options" in spec:
            kept["options"] = [_option(one) for one in spec["options"]]
        return kept

    def _bind(self, steps: Steps, written: Any) -> Binding:
        paths = written if isinstance(written, list) else [written]
        for path in paths:
            blamed = complaint(str(path), self.definitions)
            if blamed:
                reason, known = blamed
                self._blame(
                    steps,
                    path,
                    reason,
                    nearest(path, known) or "様式の手引きの「値の引き方」から選んでください。",
                )
        return Binding(tuple(str(path) for path in paths))

    def _when(self, steps: Steps, written: dict[str, Any]) -> When:
        return When(self._bind((*steps, "bind"), written["bind"]), frozenset(written["in"]))

    def _box(self, steps: Steps, written: dict[str, Any]) -> Box:
        edges = [self._number((*steps, name), written[name]) for name in ("x", "y", "w", "h")]
        return Box(written.get("page", 1), *edges)

    def _number(self, steps: Steps, written: Any) -> float:
        if isinstance(written, bool) or not NUMBER.match(str(written)):
            self._blame(
                steps, written, "長さを書く所です。", "12 や 6.5 のように、単位を付けずに書いてください。"
            )
            return 0.0
        return float(written)

    def _layout(self, steps: Steps, value: dict[str, Any], fields: tuple[Field, ...]) -> str | None:
        if "layout" not in value:
            return None
        text = self._beside((*steps, "layout"), value["layout"]).decode("utf-8")
        known = {field.id for field in fields} | set(value.get("parts", {}))
        used = set(IN_LAYOUT.findall(text))
        for name in sorted(used - known):
            self._blame(
                (*steps, "layout"), name, "組版が使う欄が、fields にありません。", nearest(name, known)
            )
        for name in sorted(known - used):
            section = "fields" if name in value["fields"] else "parts"
            self._blame(
                (*steps, section, name),
                name,
                "組版のどこにも出てきません。",
                "組版に置くか、消してください。",
            )
        return text

    def _underlay(self, steps: Steps, value: dict[str, Any]) -> bytes | None:
        if "underlay" not in value:
            return None
        pdf = self._beside((*steps, "underlay"), value["underlay"])
        if not pdf:
            return None
        try:
            return sheets.normalise(pdf, f"{self.document.file}（{value['underlay']}）")
        except Fault as fault:
            self.faults.append(fault)
            return None

    def _beside(self, steps: Steps, name: str) -> bytes:
        path = self.files.get(name)
        if path is None:
            self._blame(steps, name, "ファイルがありません。", f"{self.form_id} フォルダに置いてください。")
            return b""
        return path.read_bytes()

    def _placed(self, pages: int, fields: tuple[Field, ...]) -> None:
        for field in (one for held in fields for one in (held.columns or (held,))):
            boxes = [*([field.at] if field.at else []), *field.boxes.values()]
            if not boxes and field.kind not in BY_HAND:
                self._blame_at(
                    field,
                    field.id,
                    "下敷きのどこに置くかがありません。",
                    "at か boxes に、左上からの mm を書いてください。",
                )
            for box in boxes:
                if box.page > pages:
                    self._blame_at(
                        field,
                        f"page: {box.page}",
                        f"この版は {pages} ページです。",
                        "page か pages を直してください。",
                    )

    def _overlaps(self, editions: tuple[Edition, ...]) -> None:
        ordered = sorted(enumerate(editions), key=lambda pair: pair[1].valid_from)
        for (_, before), (at, after) in pairwise(ordered):
            if before.valid_to is None or after.valid_from < before.valid_to:
                self._blame(
                    ("editions", at, "valid_from"),
                    after.valid_from,
                    f"{before.label}の期間と重なります。",
                    f"{before.label}の valid_to を {after.valid_from} より後にしないでください。",
                )


def _option(written: dict[str, Any]) -> dict[str, Any]:
    value = written.get("value")
    values = value if isinstance(value, list) else [] if value is None else [value]
    key = str(values[0]) if values else "other"
    return {"key": key, "label": written["label"], "values": values, "other": written.get("other", False)}
