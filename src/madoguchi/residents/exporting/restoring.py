"""書き出した棚から、記録を元に戻す。行の指紋を数え直し、書き換えられた棚は受け取らない。"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope

from .. import generations, originals, snapshots
from ..comparing import Comparison, doubtful_in
from ..contents import row_hash
from ..feeds import refusals
from ..feeds.coding import dump_plain
from ..feeds.profiles import LossLimit
from ..feeds.refusals import Refusal
from ..feeds.row_reading import BETWEEN, CodedRow
from ..generations import Change, Source
from ..losses import loss_of
from ..manifests import FIRST
from ..models import Generation, LoadRun
from ..overriding import Override, record_override
from ..reports import Report
from ..staging import Stage
from .shelves import FORMAT, MANIFEST

_BATCH = 2000
_LIMIT = LossLimit(0.03, 20)
CHANGED = "書き出したあとに、書き換えられたか欠けています。"
_REMEDY = "書き出したままの棚を置いてください。"


def is_export(folder: Path) -> bool:
    """書き出しの棚か。基幹システムの出力の棚なら偽。"""
    path = folder / MANIFEST
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


def restore(folder: Path, municipality_code: str, override: Override | None = None) -> Report:
    """棚の全部の組を取り込む。ほかの自治体のものは `Fault`。古い・減りすぎた組は、二人の許しがあれば取り込む。"""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["municipality"] != municipality_code:
        raise Fault("ほかの自治体の書き出しです。", file=str(folder / MANIFEST), value=manifest["municipality"],
                    remedy=f"{municipality_code} の書き出しを指してください。")  # fmt: skip
    report = Report()
    order = {group: index for index, group in enumerate(FIRST)}
    with scope(municipality_code):
        for entry in sorted(manifest["groups"], key=lambda one: order.get(one["group"], len(order))):
            _Group(folder / entry["file"], entry, report, override).run()
        snapshots.catch_up()
    return report


class _Group:
    """一つの組を戻す。"""

    def __init__(
        self, path: Path, entry: Mapping[str, Any], report: Report, override: Override | None
    ) -> None:
        self.path, self.entry, self.report, self.override = path, entry, report, override
        self.stopping: list[Refusal] = []
        self.group: str = entry["group"]
        self.as_of = datetime.fromisoformat(entry["as_of"])

    def run(self) -> None:
        """確かめ、比べ、置き、切り替える。"""
        before = Generation.objects.filter(group=self.group).first()
        if before is not None and self.as_of < before.as_of:
            older = Refusal(self.path.name, None, None, self.as_of.isoformat(), refusals.OLDER, fatal=True)
            self.stopping.append(older)
        if not self.path.is_file() or self._digest() != self.entry["sha256"]:
            self._refuse([Refusal(self.path.name, None, None, "", CHANGED, _REMEDY, fatal=True)])
        elif self.stopping and self.override is None:
            self._refuse(self.stopping)
        else:
            self._load()

    def _digest(self) -> str:
        with self.path.open("rb") as source:
            found = sha256()
            while block := source.read(1 << 20):
                found.update(block)
        return found.hexdigest()

    def _load(self) -> None:
        source = Source(self.path.name, self.entry["sha256"], self.as_of, 0, self.entry["refused"])
        run, now = generations.begin(self.group, source), generations.snapshot()
        compared, stage = Comparison(self.group, now, full=True), Stage(run)
        for batch, encodings in self._batches():
            stage.put(compared.fresh(batch))
            for encoding in sorted(set(encodings.values())):
                named = [row for row in batch if encodings.get(row.key) == encoding]
                originals.keep(run, named, encoding)
        gone = list(compared.held)
        compared.close_gone({})
        self.stopping += loss_of(self.path.name, compared, gone, _LIMIT)
        if self.stopping and self.override is None:
            stage.discard()
            self._refuse(self.stopping)
            return
        self._switch(run, compared, stage, source)

    def _switch(self, run: LoadRun, compared: Comparison, stage: Stage, source: Source) -> None:
        """違いがあれば世代を切り替える。"""
        doubtful = dict(self.entry["doubtful"])
        now = compared.now
        run.accepted, run.unchanged, run.removed = compared.added, compared.unchanged, compared.removed
        source = replace(source, rows=compared.rows_after)
        self.report.count(self.path.name, compared)
        self.report.add([], self.stopping)
        same = not compared.added and not compared.closed and doubtful == doubtful_in(self.group)
        if same and self.group in now.runs:
            with transaction.atomic():
                self._write_down(run)
                run.state = run.SAME
                run.save()
                generations.refresh(self.group, source)
            return
        if self.group == "resident":
            stage.index(sorted(compared.touched), compared.closed, now.visible("resident"))
        change = Change(self.group, sorted(compared.closed), sorted(compared.touched), doubtful)
        with transaction.atomic():
            self._write_down(run)
            generations.switch(run, now.runs.get(self.group, 0), change, source)
            if self.entry["distrusted"]:
                generations.distrust(self.group, self.as_of + timedelta(microseconds=1))

    def _batches(self) -> Iterator[tuple[list[CodedRow], dict[str, str]]]:
        """行と、元のバイトのある行の文字コード（鍵 → 文字コード）。"""
        rows: list[CodedRow] = []
        encodings: dict[str, str] = {}
        with self.path.open(encoding="utf-8", newline="\n") as source:
            for number, line in enumerate(source, start=1):
                row, encoding = self._row(number, json.loads(line))
                rows.append(row)
                if encoding:
                    encodings[row.key] = encoding
                if len(rows) == _BATCH:
                    yield rows, encodings
                    rows, encodings = [], {}
        yield rows, encodings

    def _row(self, number: int, line: Mapping[str, Any]) -> tuple[CodedRow, str]:
        content = dump_plain(line["content"])
        if row_hash(content) != line["hash"]:
            raise Fault(CHANGED, file=self.path.name, line=number, value=line["hash"], remedy=_REMEDY)
        original = line.get("original", {})
        raw = b64decode(original["base64"]) if original else None
        key = line["person"] + BETWEEN + line["record"]
        row = CodedRow(key, line["person"], line["record"], content, number, raw)
        return row, original.get("encoding", "")

    def _write_down(self, run: LoadRun) -> None:
        """越えたなら、だれが何をなぜ越えたか。"""
        if self.stopping and self.override is not None:
            record_override(run, self.override, self.stopping)

    def _refuse(self, found: list[Refusal]) -> None:
        self.report.add(found)
        self.report.refuse(self.path.name)
