"""取り込みの結果。断った所は全部、ファイル・行・欄・値・理由・直し方を言う。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .comparing import Comparison
from .feeds.profiles import FeedSet
from .feeds.refusals import REMEDIES, Refusal
from .models import LoadFinding, LoadRun
from .protection import WHEREABOUTS

_MOST_KEPT = 5000
_WITHHELD = "（居どころの欄なので残しません）"


@dataclass(frozen=True, slots=True)
class Progress:
    """いま読んでいるところ。"""

    file: str
    group: str
    rows: int
    done: bool = False


Tell = Callable[[Progress], None]


@dataclass(slots=True)
class Report:
    """取り込みの結果。`accepted` は新しい行と変わった行、`unchanged` は前と同じ行、`noted` は受け取ったが知らせること。"""

    accepted: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: list[Refusal] = field(default_factory=list)
    noted: list[Refusal] = field(default_factory=list)
    unmatched: int = 0
    files: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON にする形。"""
        return {
            "accepted": self.accepted, "unchanged": self.unchanged, "removed": self.removed,
            "refused": [one.as_dict() for one in self.refused], "noted": [one.as_dict() for one in self.noted],
            "unmatched": self.unmatched, "files": self.files,
        }  # fmt: skip

    def add(self, refused: Iterable[Refusal], noted: Iterable[Refusal] = ()) -> None:
        """断った所を足す。一つの出力を組ごとに読むので、同じ所は一度だけ。"""
        known = set(self.refused)
        self.refused += [one for one in dict.fromkeys(refused) if one not in known]
        self.noted += noted

    def refuse_file(self, name: str, reason: str, remedy: str = "", value: str = "") -> None:
        """ファイルの全部を断る。"""
        self.add([Refusal(name, None, None, value, reason, remedy, fatal=True)])
        self.refuse(name)

    def refuse(self, name: str) -> None:
        """受け取らなかったファイル。"""
        self.files.append({"file": name, "state": "refused"})

    def keep(self, name: str, rows: int) -> None:
        """前と同じファイルだった。"""
        self.unchanged += rows
        self.files.append({"file": name, "state": "unchanged", "rows": rows})

    def count(self, name: str, compared: Comparison) -> None:
        """取り込んだ行を数える。"""
        self.accepted += compared.added
        self.unchanged += compared.unchanged
        self.removed += compared.removed
        self.files.append({
            "file": name, "state": "loaded", "accepted": compared.added,
            "unchanged": compared.unchanged, "removed": compared.removed,
        })  # fmt: skip


def keep_findings(run: LoadRun, feed_set: FeedSet, found: Iterable[Refusal], *, noted: bool) -> None:
    """あとから画面で見られるように残す。居どころの欄の値は残さない。"""
    hidden = _hidden(feed_set)
    rows = [
        LoadFinding(
            municipality_id=run.municipality_id, run=run.pk, noted=noted, file=one.file[:120], line=one.line,
            column=(one.column or "")[:120], value=_WITHHELD if (one.file, one.column) in hidden else one.value,
            reason=one.reason, remedy=one.remedy or REMEDIES.get(one.reason, ""),
        )
        for one in list(found)[:_MOST_KEPT]
    ]  # fmt: skip
    LoadFinding.objects.bulk_create(rows, batch_size=500)


def _hidden(feed_set: FeedSet) -> Mapping[tuple[str, str], bool]:
    return {
        (profile.file, column.header): True
        for profile in feed_set.profiles.values()
        for column in profile.columns
        if column.field in WHEREABOUTS
    }
