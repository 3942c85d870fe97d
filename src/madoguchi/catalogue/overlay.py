"""国・都道府県・市町村の書類を重ねる。上の段は違う所だけを書き、どの値も出どころを覚えている。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from madoguchi.catalogue.documents import Document, Place, Steps, nearest
from madoguchi.domain.errors import Fault

#: 一部だけを差し替えると意味の変わる表。丸ごと置き換える。
WHOLE = ("condition", "when", "then", "length", "opens")


def merge(base: Document, over: Document) -> Document:
    """`base` に `over` を重ねる。

    表は鍵ごとに重ねる。id を持つ項目の並びは id ごとに重ね、条件の木・期間・ほかの並び・値は丸ごと置き換える。
    """
    if over.value is None:
        return base
    layers = _Layers(base, over)
    value = layers.merged((), (), (), base.value, over.value)
    return Document(value=value, file=base.file, places=layers.places)


def strays(base: Document, over: Document) -> Iterator[Fault]:
    """外す（enabled: false）つもりなのに、下の段にない持ち物。"""
    if not isinstance(base.value, dict):
        return
    known = sorted(item["id"] for item in base.value.get("items", []))
    for index, item in enumerate(over.value.get("items", [])):
        if item.get("enabled") is False and item.get("id") not in known:
            yield over.fault(
                ("items", index, "id"), item.get("id"), "その id の持ち物は、下の段にありません。",
                nearest(item.get("id"), known) or f"あるのは {'・'.join(known) or 'まだ一つもありません'} です。",
            )  # fmt: skip


class _Layers:
    def __init__(self, base: Document, over: Document) -> None:
        self.base = base
        self.over = over
        self.places: dict[Steps, Place] = {}

    def merged(self, to: Steps, low: Steps, high: Steps, under: Any, value: Any) -> Any:
        """下の値 `under` と上の値 `value` を重ねる。`to` `low` `high` は結果・下・上での道筋。"""
        if isinstance(under, dict) and isinstance(value, dict):
            self.places[to] = self.base.at(low)
            return {
                key: self._entry((*to, key), (*low, key), (*high, key), (under, value), key)
                for key in [*under, *(key for key in value if key not in under)]
            }
        if keyed(under) and keyed(value):
            self.places[to] = self.base.at(low)
            return self._keyed(to, low, high, under, value)
        return self._taken(self.over, to, high, value)

    def _entry(
        self, to: Steps, low: Steps, high: Steps, tables: tuple[dict[str, Any], dict[str, Any]], key: str
    ) -> Any:
        under, value = tables
        if key not in value:
            return self._taken(self.base, to, low, under[key])
        if key not in under or key in WHOLE:
            return self._taken(self.over, to, high, value[key])
        return self.merged(to, low, high, under[key], value[key])

    def _keyed(self, to: Steps, low: Steps, high: Steps, under: list[Any], value: list[Any]) -> list[Any]:
        above = {item["id"]: index for index, item in enumerate(value)}
        result: list[Any] = []
        for index, item in enumerate(under):
            place = (*to, len(result))
            if item["id"] in above:
                at = above.pop(item["id"])
                result.append(self.merged(place, (*low, index), (*high, at), item, value[at]))
            else:
                result.append(self._taken(self.base, place, (*low, index), item))
        for index in above.values():
            result.append(self._taken(self.over, (*to, len(result)), (*high, index), value[index]))
        return result

    def _taken(self, source: Document, to: Steps, steps: Steps, value: Any) -> Any:
        """片方の値をそのまま取り、その下の場所も写す。"""
        self.places[to] = source.at(steps)
        if isinstance(value, dict):
            return {key: self._taken(source, (*to, key), (*steps, key), item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._taken(source, (*to, i), (*steps, i), item) for i, item in enumerate(value)]
        return value


def keyed(value: Any) -> bool:
    """どの項目も id を持つ並びか。"""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)
    )
