"""基幹システムへ渡すファイルの書式。渡す順・欄・符号・結果の読み方を、YAML から読む。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from madoguchi.domain.errors import Fault

#: 渡してよい値。氏名・住所・番号は、ここにない。
VALUES = frozenset({"receipt", "person", "code", "received_on", "case"})


@dataclass(frozen=True, slots=True)
class Entry:
    """渡す組。`procedures` は手続きの id から、相手の符号。`order` は渡す順。"""

    id: str
    name: str
    file: str
    procedures: Mapping[str, str]
    order: int


@dataclass(frozen=True, slots=True)
class ResultForm:
    """結果のファイルの欄の見出しと、済・エラーの書き方。"""

    receipt: str
    state: str
    message: str
    done: str
    error: str


@dataclass(frozen=True, slots=True)
class CoreProfile:
    """一つの基幹システムの書式。`columns` は（見出し, 値の名）。"""

    id: str
    name: str
    encoding: str
    newline: str
    columns: tuple[tuple[str, str], ...]
    result: ResultForm
    entries: tuple[Entry, ...]

    def entry(self, name: str) -> Entry:
        """渡す組。なければ Fault。"""
        found = next((one for one in self.entries if one.id == name), None)
        if found is None:
            raise Fault(
                "その組の書式がありません。", remedy=f"{'・'.join(one.id for one in self.entries)} のどれかにしてください。",
                value=name,
            )  # fmt: skip
        return found

    def before(self, entry: Entry) -> tuple[Entry, ...]:
        """先に入力を済ませる組。"""
        return tuple(one for one in self.entries if one.order < entry.order)


@lru_cache(maxsize=8)
def profile(system: str) -> CoreProfile:
    """その基幹システムの書式。なければ Fault。渡してはならない値を書いた書式も Fault。"""
    shelf = resources.files("madoguchi.cases") / "core_systems"
    known = sorted(one.name.removesuffix(".yaml") for one in shelf.iterdir() if one.name.endswith(".yaml"))
    if system not in known:
        raise Fault(
            "その基幹システムの書式がありません。",
            remedy=f"{'・'.join(known)} のどれかにしてください。",
            value=system,
        )
    return read(system, yaml.safe_load((shelf / f"{system}.yaml").read_text(encoding="utf-8")))


def read(system: str, raw: Mapping[str, Any]) -> CoreProfile:
    """YAML の中身から書式を作る。"""
    columns = tuple((one["header"], one["value"]) for one in raw["columns"])
    wrong = [value for _, value in columns if value not in VALUES]
    if wrong:
        raise Fault(
            "基幹システムへ渡してはならない値が、書式にあります。", remedy=f"{'・'.join(sorted(VALUES))} だけを書いてください。",
            value="・".join(wrong),
        )  # fmt: skip
    entries = tuple(Entry(**one, order=order) for order, one in enumerate(raw["files"]))
    return CoreProfile(
        system, raw["name"], raw["encoding"], raw["newline"], columns, ResultForm(**raw["result"]), entries
    )
