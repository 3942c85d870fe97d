"""出力の棚を取り込む。確かめてから置き、組ごとに一度で切り替える。断った所は全部知らせる。"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from madoguchi.municipalities.scope import scope

from . import generations
from .comparing import Compared, change_of, compare, doubtful_in
from .feeds.profiles import FeedProfile
from .feeds.reading import ReadFeed, read_feed
from .feeds.refusals import Refusal
from .generations import Source
from .manifests import Manifest, read_manifest
from .models import Generation


@dataclass(slots=True)
class Report:
    """取り込みの結果。`accepted` は新しい行と変わった行、`unchanged` は前と同じ行。"""

    accepted: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: list[Refusal] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON にする形。"""
        return {
            "accepted": self.accepted, "unchanged": self.unchanged, "removed": self.removed,
            "refused": [one.as_dict() for one in self.refused], "files": self.files,
        }  # fmt: skip

    def refuse_file(self, name: str, reason: str, remedy: str, value: str = "") -> None:
        """ファイルの全部を断る。"""
        self.refused.append(Refusal(name, None, None, value, reason, remedy, fatal=True))
        self.files.append({"file": name, "state": "refused"})

    def keep(self, name: str, rows: int) -> None:
        """前と同じファイルだった。"""
        self.unchanged += rows
        self.files.append({"file": name, "state": "unchanged", "rows": rows})

    def count(self, name: str, compared: Compared) -> None:
        """取り込んだ行を数える。"""
        self.accepted += len(compared.added)
        self.unchanged += compared.unchanged
        self.removed += compared.removed
        self.files.append({
            "file": name, "state": "loaded", "accepted": len(compared.added),
            "unchanged": compared.unchanged, "removed": compared.removed,
        })  # fmt: skip


def load_folder(folder: Path, municipality_code: str) -> Report:
    """棚の全部のファイルを取り込む。送り状が読めないときと、ほかの自治体のものは `Fault`。"""
    manifest = read_manifest(folder, municipality_code)
    report = Report()
    with scope(municipality_code):
        for name in manifest.files:
            _load_file(folder / name, manifest, municipality_code, report)
    for path in sorted(folder.glob("*.csv")):
        if path.name not in manifest.files:
            report.refuse_file(path.name, "送り状にないファイルです。",
                               "manifest.json の files に足すか、取り除いてください。")  # fmt: skip
    return report


def _load_file(path: Path, manifest: Manifest, code: str, report: Report) -> None:
    profile = manifest.feed_set.by_file(path.name)
    if profile is None:
        report.refuse_file(path.name, "書式の一式にないファイルです。", "書式を feeds に足してください。")
        return
    if not path.is_file():
        report.refuse_file(
            path.name, "送り状にあるファイルがありません。", "出力がそろってから取り込んでください。"
        )
        return
    before = Generation.objects.filter(group=profile.group).first()
    if before is not None and manifest.as_of < before.as_of:
        report.refuse_file(path.name, "もう取り込んだものより古い出力です。", "新しい出力を置いてください。",
                           manifest.as_of.isoformat())  # fmt: skip
        return
    raw = path.read_bytes()
    digest = sha256(f"{manifest.feed_set.id} {manifest.kind} ".encode() + raw).hexdigest()
    source = Source(path.name, digest, manifest.as_of, 0, 0)
    if before is not None and before.source_hash == digest and before.refused == 0:
        generations.refresh(profile.group, replace(source, rows=before.rows))
        report.keep(path.name, before.rows)
        return
    feed = read_feed(raw, profile, manifest.feed_set, code)
    report.refused += feed.refused
    if feed.whole_refused:
        report.files.append({"file": path.name, "state": "refused"})
        return
    _apply(profile, feed, manifest.kind, replace(source, refused=len(feed.refused)), report)


def _apply(profile: FeedProfile, feed: ReadFeed, kind: str, source: Source, report: Report) -> None:
    """比べて、違いがあれば世代を切り替える。"""
    group = profile.group
    now = generations.snapshot()
    full = kind == "full" and profile.kind == "full"
    compared = compare(group, feed, now, full=full)
    source = replace(source, rows=compared.rows_after)
    report.count(source.file, compared)
    same_doubts = feed.doubtful == doubtful_in(group)
    if group in now.runs and not compared.added and not compared.closed and same_doubts:
        generations.refresh(group, source)
        return
    change = change_of(group, feed, compared, now, full=full)
    run = generations.begin(group, source)
    run.accepted, run.unchanged = len(compared.added), compared.unchanged
    run.removed = compared.removed
    generations.stage(run, change)
    generations.switch(run, now.runs.get(group, 0), change, source)
