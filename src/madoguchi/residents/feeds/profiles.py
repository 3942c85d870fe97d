"""出力の書式。どの欄がどの事実か、符号と日付の形は何かを、YAML から読む。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from madoguchi.domain.errors import Fault

TYPES = frozenset(["text", "code", "bool", "int", "date", "wareki", "person"])


@dataclass(frozen=True, slots=True)
class Column:
    """一つの欄。`empty` は空欄の意味（absent は値なし、unknown は不明）。"""

    header: str
    field: str
    type: str
    multiple: bool = False
    codes: Mapping[str, Any] | None = None
    empty: str = "absent"


@dataclass(frozen=True, slots=True)
class FeedProfile:
    """一つの出力の書式。鍵は `subject` と `record` の欄の組。"""

    group: str
    name: str
    file: str
    municipality: str
    subject: str
    record: str
    valid_from: str
    valid_to: str
    columns: tuple[Column, ...]
    household: str | None = None
    kind: str = "full"

    @property
    def headers(self) -> tuple[str, ...]:
        """見出しの並び。"""
        lead = (self.municipality, self.subject)
        body = tuple(column.header for column in self.columns)
        return lead + body + (self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class FeedSet:
    """出力一式の書式。"""

    id: str
    name: str
    encoding: str
    newline: str
    dates: str
    profiles: Mapping[str, FeedProfile]

    def by_file(self, name: str) -> FeedProfile | None:
        """ファイルの名から書式を引く。"""
        return next((profile for profile in self.profiles.values() if profile.file == name), None)


def _column(raw: Mapping[str, Any], place: str) -> Column:
    if raw.get("type") not in TYPES:
        raise Fault("欄の型が書式にありません。", file=place, value=raw.get("type"),
                    remedy="型は " + "・".join(sorted(TYPES)) + " のどれかです。")  # fmt: skip
    return Column(
        raw["header"], raw["field"], raw["type"], raw.get("multiple", False), raw.get("codes"),
        raw.get("empty", "absent"),
    )  # fmt: skip


def parse_profile(text: str, place: str) -> FeedProfile:
    """書式の YAML を読む。欄の名が重なれば断る。"""
    raw = yaml.safe_load(text)
    columns = tuple(_column(one, place) for one in raw["columns"])
    profile = FeedProfile(
        raw["group"], raw["name"], raw["file"], raw["municipality"], raw["subject"], raw["record"],
        raw["validity"]["from"], raw["validity"]["to"], columns, raw.get("household"), raw.get("kind", "full"),
    )  # fmt: skip
    twice = sorted({header for header in profile.headers if profile.headers.count(header) > 1})
    if twice:
        raise Fault(
            "同じ見出しの欄が二つあります。", file=place, value=twice[0], remedy="見出しを分けてください。"
        )
    return profile


@lru_cache(maxsize=8)
def load_set(set_id: str) -> FeedSet:
    """書式の一式を読む。"""
    root = resources.files(__package__)
    sets = yaml.safe_load((root / "sets.yaml").read_text(encoding="utf-8"))
    if set_id not in sets:
        raise Fault("知らない書式の一式です。", file="manifest.json", value=set_id,
                    remedy="使えるのは " + "・".join(sorted(sets)) + " です。")  # fmt: skip
    raw = sets[set_id]
    found = [
        parse_profile(path.read_text(encoding="utf-8"), path.name)
        for path in sorted((root / raw["profiles"]).iterdir(), key=lambda one: one.name)
        if path.name.endswith(".yaml")
    ]
    profiles = {profile.group: profile for profile in found}
    return FeedSet(set_id, raw["name"], raw["encoding"], raw["newline"], raw["dates"], profiles)
