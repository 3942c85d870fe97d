"""一つの組の出力を、読み、比べ、置き、確かめて、切り替える。"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from . import generations, joining, matching, originals
from .comparing import Comparison, doubtful_in
from .feeds import refusals
from .feeds.profiles import FeedProfile
from .feeds.reading import FeedReader, ReadFeed
from .feeds.refusals import Refusal
from .feeds.row_reading import CodedRow
from .generations import Change, Source
from .losses import loss_of
from .manifests import Manifest
from .models import Generation, LoadRun
from .overriding import Override, record_override
from .reports import Progress, Report, Tell, keep_findings
from .staging import Stage

_TOLD_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """一つの書式で読む、一つのファイル。"""

    profile: FeedProfile
    path: Path


class GroupLoad:
    """一つの組の取り込み一回。"""

    def __init__(
        self, group: str, sheets: Sequence[Sheet], manifest: Manifest, code: str, report: Report
    ) -> None:
        self.group, self.sheets, self.manifest, self.code, self.report = group, sheets, manifest, code, report
        self.name = sheets[0].profile.file
        self.before = Generation.objects.filter(group=group).first()
        self.full = manifest.kind == "full" and all(sheet.profile.kind == "full" for sheet in sheets)
        self.found = ReadFeed()

    def run(self, digest: str, tell: Tell, override: Override | None) -> None:
        """取り込む。断ったときは、前の世代のまま。"""
        source = Source(self.name, digest, self.manifest.as_of, 0, 0)
        if self._same(source):
            return
        if self.before is not None and source.as_of < self.before.as_of:
            older = Refusal(self.name, None, None, source.as_of.isoformat(), refusals.OLDER, fatal=True)
            self.found.refused.append(older)
            if override is None:
                self._refuse(generations.begin(self.group, source))
                return
        run = generations.begin(self.group, source)
        now = generations.snapshot()
        compared = Comparison(self.group, now, full=self.full)
        stage = Stage(run)
        self._read(run, compared, stage, tell)
        self._settle(compared, stage)
        stopping = [one for one in self.found.refused if one.whole_file and not _overridden(one, override)]
        if stopping:
            stage.discard()
            self._refuse(run)
            return
        self._switch((run, compared, stage), now, source, override)

    def _same(self, source: Source) -> bool:
        """前と同じファイルなら、何も動かさない。"""
        before = self.before
        if before is None or before.source_hash != source.source_hash or before.refused:
            return False
        if source.as_of < before.as_of:
            return False
        generations.refresh(self.group, replace(source, rows=before.rows))
        self.report.keep(self.name, before.rows)
        return True

    def _read(self, run: LoadRun, compared: Comparison, stage: Stage, tell: Tell) -> None:
        told = 0
        with _uncollected():
            for batch in self._batches():
                stage.put(compared.fresh(batch))
                originals.keep(run, batch, self.manifest.feed_set.encoding)
                if self.found.count >= told + _TOLD_EVERY:
                    told = self.found.count
                    LoadRun.objects.filter(pk=run.pk).update(read=told)
                    tell(Progress(self.name, self.group, told))
        run.read = self.found.count
        tell(Progress(self.name, self.group, self.found.count, done=True))

    def _batches(self) -> Iterator[list[CodedRow]]:
        """全部の出力の行。欄を足すだけの出力は、先に全部読んでおく。"""
        seen: dict[str, int] = {}
        decided = matching.decided(self.group)
        extra = joining.Extra(self.name)
        for sheet in [one for one in self.sheets if one.profile.adds]:
            for batch in self._sheet(sheet, FeedReader(sheet.profile, self.manifest.feed_set, self.code)):
                extra.take(batch)
        for sheet in [one for one in self.sheets if not one.profile.adds]:
            reader = FeedReader(sheet.profile, self.manifest.feed_set, self.code, seen, decided)
            for batch in self._sheet(sheet, reader):
                yield extra.join(batch)
        for refusal, subject in extra.left():
            self.found.refused.append(refusal)
            self.found.doubtful[subject] = ""

    def _sheet(self, sheet: Sheet, reader: FeedReader) -> Iterator[list[CodedRow]]:
        base = self.found.count
        with sheet.path.open("rb") as source:
            for batch in reader.batches(source):
                self.found.count = base + reader.result.count
                yield batch
        result = reader.result
        self.found.count = base + result.count
        self.found.refused += result.refused
        self.found.noted += result.noted
        self.found.doubtful |= result.doubtful
        self.found.unmatched += result.unmatched
        told = self.manifest.counts.get(sheet.path.name)
        if told is not None and told != result.count:
            value = f"送り状は{told}行、読めたのは{result.count}行"
            self.found.refused.append(Refusal(sheet.path.name, None, None, value, refusals.ROW_COUNT))

    def _settle(self, compared: Comparison, stage: Stage) -> None:
        """読み終えてから分かることで、数え直す。"""
        doubtful = self.found.doubtful
        compared.leave(doubtful, stage.withdraw(doubtful) if doubtful else 0)
        if self.found.whole_refused and any(
            one.reason not in refusals.MAY_OVERRIDE for one in self.found.refused if one.whole_file
        ):
            return
        gone = list(compared.held) if self.full else []
        if self.full:
            compared.close_gone(doubtful)
        limit = self.manifest.feed_set.loss_limit(self.group)
        self.found.refused += loss_of(self.name, compared, gone, limit)

    def _refuse(self, run: LoadRun) -> None:
        run.state, run.refused, run.noted = LoadRun.REFUSED, len(self.found.refused), len(self.found.noted)
        with transaction.atomic():
            run.save()
            keep_findings(run, self.manifest.feed_set, self.found.refused, noted=False)
            keep_findings(run, self.manifest.feed_set, self.found.noted, noted=True)
            generations.distrust(self.group, self.manifest.as_of)
        self.report.add(self.found.refused)
        self.report.refuse(self.name)

    def _switch(
        self, placed: tuple[LoadRun, Comparison, Stage], now: generations.Snapshot, source: Source,
        override: Override | None,
    ) -> None:  # fmt: skip
        """違いがあれば世代を切り替える。"""
        run, compared, stage = placed
        overridden = [one for one in self.found.refused if _overridden(one, override)]
        refused = [one for one in self.found.refused if one not in overridden]
        noted = self.found.noted + overridden
        source = replace(source, rows=compared.rows_after, refused=len(refused))
        run.accepted, run.unchanged, run.removed = compared.added, compared.unchanged, compared.removed
        run.refused, run.noted = len(refused), len(noted)
        self.report.count(self.name, compared)
        self.report.add(refused, noted)
        same = not compared.added and not compared.closed and self.found.doubtful == doubtful_in(self.group)
        with transaction.atomic():
            keep_findings(run, self.manifest.feed_set, refused, noted=False)
            keep_findings(run, self.manifest.feed_set, noted, noted=True)
            self.report.unmatched += matching.keep(run, self.found.unmatched, full=self.full)
        if self.group == "resident" and not same:
            stage.index(sorted(compared.touched), compared.closed, now.visible("resident"))
        with transaction.atomic():
            if override is not None and overridden:
                record_override(run, override, overridden)
            if same and self.group in now.runs:
                run.state = LoadRun.SAME
                run.save()
                generations.refresh(self.group, source)
                return
            change = Change(
                self.group, sorted(compared.closed), sorted(compared.touched), self.found.doubtful,
                None if self.full else compared.heard,
            )  # fmt: skip
            generations.switch(run, now.runs.get(self.group, 0), change, source)


@contextmanager
def _uncollected() -> Iterator[None]:
    """行は輪を作らないので、ごみ集めは要らない。百万行では、止めると六分の一ほど速い。"""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _overridden(refusal: Refusal, override: Override | None) -> bool:
    return override is not None and refusal.reason in refusals.MAY_OVERRIDE
