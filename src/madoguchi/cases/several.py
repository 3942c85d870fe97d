"""一度の来庁で扱うできごとを足すことと、新しい世帯の続柄を決めること。どちらも件の操作になる。"""

from __future__ import annotations

from datetime import date

from madoguchi.cases.actions import Done, Frozen, keep_release
from madoguchi.cases.ledger import Deed, Entry, commit
from madoguchi.cases.projection import Home


def add_event(
    deed: Deed, event_kind: str, on: date, frozen: Frozen, changes: tuple[tuple[str, str, str], ...]
) -> Done:
    """同じ方の、もう一つのできごとを足し、両方で判定し直す。"""
    keep_release(frozen.release, deed)
    body = {"event_kind": event_kind, "event_on": on.isoformat(), "changes": [list(one) for one in changes]}
    return commit(deed, frozen.entry("add_event", body))


def choose_heads(deed: Deed, homes: tuple[Home, ...]) -> Done:
    """新しい世帯ごとの、世帯主と続柄を書く。決まらない続柄は空のまま。"""
    body = {"homes": [[head, [list(pair) for pair in words]] for head, words in homes]}
    return commit(deed, Entry("choose_heads", body))
