"""出力の書式。どの欄がどの事実か、符号と日付の形は何かを、YAML から読む。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from madoguchi.domain.errors import Fault

from .dates import FORMS
from .decoding import Form

TYPES = frozenset(["text", "code", "bool", "int", "date", "wareki", "person"])


@dataclass(frozen=True, slots=True)
class Column:
    """一つの欄。`empty` は空欄の意味（absent は値なし、unknown は不明）。`dates` は一式と違う日付の形。"""

    header: str
    field: str
    type: str
    multiple: bool = False
    codes: Mapping[str, Any] | None = None
    empty: str = "absent"
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """宛名番号のない行の、照らし合わせに使う欄。`key` は、その台帳の中で行を見分ける欄。"""

    key: str
    name: str
    kana: str = ""
    address: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """書いてある欄。"""
        return tuple(one for one in (self.key, self.name, self.kana, self.address) if one)


@dataclass(frozen=True, slots=True)
class FeedProfile:
    """一つの出力の書式。鍵は `subject` と `record` の欄の組。

    `where` は、いくつもの組が入る出力から取る行（欄 → 値）。`adds` は、同じ組のほかの出力の同じ鍵の行に欄を足す。
    `prefix` は、主が住民でないときに番号の頭につけ、宛名番号と取り違えないようにする字。
    """

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
    where: Mapping[str, str] = field(default_factory=dict)
    adds: bool = False
    match: Match | None = None
    prefix: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """見出しの並び。"""
        lead = (self.municipality, *self.where, self.subject)
        keys = () if self.record in self._held else (self.record,)
        body = tuple(column.header for column in self.columns)
        return tuple(dict.fromkeys([one for one in lead if one] + [*keys, *body, *self.validity]))

    @property
    def validity(self) -> tuple[str, ...]:
        """有効期間の欄。"""
        return tuple(one for one in (self.valid_from, self.valid_to) if one)

    @property
    def _held(self) -> frozenset[str]:
        return frozenset([*(one.header for one in self.columns), *self.validity, self.subject])


@dataclass(frozen=True, slots=True)
class Deletion:
    """差分の出力で、なくなった行を言う印。欄がなければ、印のついた行はない。"""

    header: str
    mark: str


@dataclass(frozen=True, slots=True)
class LossLimit:
    """一度に減ってよい割合と、割合にかかわらず減ってよい数。"""

    share: float = 0.03
    floor: int = 20


@dataclass(frozen=True, slots=True)
class FeedSet:
    """出力一式の書式。`profiles` は、書式のファイルの名から。"""

    id: str
    name: str
    encoding: str
    newline: str
    dates: str
    profiles: Mapping[str, FeedProfile]
    delimiter: str = ","
    quotes: str = "minimal"
    open_end: str = ""
    deletion: Deletion = Deletion("更新区分", "削除")
    losses: Mapping[str, LossLimit] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """字の並べ方。"""
        return Form(self.encoding, self.delimiter)

    def in_file(self, name: str) -> tuple[FeedProfile, ...]:
        """その出力に入っている組の書式。"""
        return tuple(profile for profile in self.profiles.values() if profile.file == name)

    def of_group(self, group: str) -> tuple[FeedProfile, ...]:
        """その組の書式。欄を足すだけのものは、あと。"""
        found = (profile for profile in self.profiles.values() if profile.group == group)
        return tuple(sorted(found, key=lambda one: one.adds))

    def loss_limit(self, group: str) -> LossLimit:
        """その組で、一度に減ってよい数。"""
        return self.losses.get(group, self.losses.get("*", LossLimit()))


def _column(raw: Mapping[str, Any], place: str) -> Column:
    if raw.get("type") not in TYPES:
        raise Fault("欄の型が書式にありません。", file=place, value=raw.get("type"),
                    remedy="型は " + "・".join(sorted(TYPES)) + " のどれかです。")  # fmt: skip
    _refuse_form(raw.get("dates", "iso"), place)
    return Column(
        raw["header"], raw["field"], raw["type"], raw.get("multiple", False), raw.get("codes"),
        raw.get("empty", "absent"), raw.get("dates", ""),
    )  # fmt: skip


def _refuse_form(form: str, place: str) -> None:
    if form not in FORMS:
        raise Fault("日付の形が書式にありません。", file=place, value=form,
                    remedy="形は " + "・".join(sorted(FORMS)) + " のどれかです。")  # fmt: skip


def parse_profile(text: str, place: str) -> FeedProfile:
    """書式の YAML を読む。欄の名が重なれば断る。"""
    raw = yaml.safe_load(text)
    columns = tuple(_column(one, place) for one in raw["columns"])
    validity = raw.get("validity", {})
    profile = FeedProfile(
        raw["group"], raw["name"], raw["file"], raw.get("municipality", ""), raw["subject"], raw["record"],
        validity.get("from", ""), validity.get("to", ""), columns, raw.get("household"), raw.get("kind", "full"),
        raw.get("where", {}), raw.get("adds", False), Match(**raw["match"]) if "match" in raw else None,
        raw.get("prefix", ""),
    )  # fmt: skip
    named = [column.header for column in columns] + [*profile.validity, profile.municipality, profile.subject]
    twice = sorted({header for header in named if header and named.count(header) > 1})
    if twice:
        raise Fault(
            "同じ見出しの欄が二つあります。", file=place, value=twice[0], remedy="見出しを分けてください。"
        )
    return profile


@lru_cache(maxsize=16)
def load_set(set_id: str) -> FeedSet:
    """書式の一式を読む。"""
    root = resources.files(__package__)
    sets = yaml.safe_load((root / "sets.yaml").read_text(encoding="utf-8"))
    if set_id not in sets:
        raise Fault("知らない書式の一式です。", file="manifest.json", value=set_id,
                    remedy="使えるのは " + "・".join(sorted(sets)) + " です。")  # fmt: skip
    raw = sets[set_id]
    _refuse_form(raw["dates"], "sets.yaml")
    profiles = {
        path.name.removesuffix(".yaml"): parse_profile(path.read_text(encoding="utf-8"), path.name)
        for path in sorted((root / raw["profiles"]).iterdir(), key=lambda one: one.name)
        if path.name.endswith(".yaml")
    }
    more = {name: raw[name] for name in ("delimiter", "quotes", "open_end") if name in raw}
    losses = {group: LossLimit(**limit) for group, limit in raw.get("losses", {}).items()}
    deletion = Deletion(**raw.get("deletion", {"header": "更新区分", "mark": "削除"}))
    return FeedSet(
        set_id, raw["name"], raw["encoding"], raw["newline"], raw["dates"], profiles,
        deletion=deletion, losses=losses, **more,
    )  # fmt: skip
