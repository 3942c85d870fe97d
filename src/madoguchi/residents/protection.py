"""支援措置で守られる人の、居どころの分かる値を取り除く。取り除くのは、ここの `withdraw` だけ。"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from madoguchi.config import clock

from .comparing import doubtful_in, visible
from .contents import decode_row
from .generations import Snapshot
from .models import Generation, SearchEntry

GROUP = "support_measure"
#: 住所のほか、学校や水道の使用場所のように、居どころをたどれる値。
WHEREABOUTS = frozenset([
    "resident.address", "resident.address_town", "resident.katagaki", "resident.postal_code", "resident.phone",
    "resident.previous_address", "resident.addr_code", "resident.dest_address_planned",
    "resident.dest_address_fixed", "voter.district", "school.school", "childcare.facility", "afterschool.club",
    "water.site_address", "housing.unit", "city_contract.place", "cemetery.plot", "collection.bank",
])  # fmt: skip


#: この間に新しい出力が来なければ、だれが守られるか分からないとみなす。辞書の `stale_after_days` より長くしない。
GOOD_FOR = timedelta(days=2)


class Protection:
    """いま守られている人。だれが守られるか分からないときは、全員とみなす。

    分からないのは、支援措置の出力が一度も来ていない、古くなった、または新しい出力を断ったとき。
    時刻は、渡し忘れた口から住所が出ることのないよう、ここで読む。
    """

    def __init__(self, now: Snapshot) -> None:
        pointer = Generation.objects.filter(group=GROUP).first() if GROUP in now.runs else None
        self.good_until = None if pointer is None or pointer.distrusted else pointer.as_of + GOOD_FOR
        self.keys = frozenset() if self.good_until is None else _protected(now)

    @property
    def unsure(self) -> bool:
        """だれが守られるか、分からないか。"""
        return self.good_until is None or clock.now() > self.good_until

    def covers(self, person: str) -> bool:
        """この人の居どころを出してはいけないか。"""
        return person in self.keys or self.unsure

    def withdraw(self, person: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """守られる人なら、居どころの値を跡を残さずに除く。"""
        if not self.covers(person):
            return dict(values)
        return {name: value for name, value in values.items() if name not in WHEREABOUTS}


def _protected(now: Snapshot) -> frozenset[str]:
    """申出者・併せて求める人と、いま同じ世帯にいる人。行を断られた人も、守られるとみなす。"""
    named = set(doubtful_in(GROUP))
    for row in visible(GROUP, now):
        values = decode_row(row.subject_key, row.record, row.content).values
        if _in_force(values):
            named.add(row.subject_key)
    return frozenset(named | _housemates(named, now))


def _in_force(values: Mapping[str, Any]) -> bool:
    """終了の処理をされていないか。期日が過ぎただけでは終わらない（標準仕様書 3.1）。空欄は続いているとみなす。"""
    active = values.get("support_measure.active", True)
    return active is not False or bool(values.get("support_measure.provisional"))


def _housemates(named: Collection[str], now: Snapshot) -> set[str]:
    entries = SearchEntry.objects.filter(now.visible("resident"), current=True)
    homes = entries.filter(subject_key__in=named).exclude(household_no="")
    numbers = set(homes.values_list("household_no", flat=True))
    return set(entries.filter(household_no__in=numbers).values_list("subject_key", flat=True))
