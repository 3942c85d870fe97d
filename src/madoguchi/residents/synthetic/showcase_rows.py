"""見本の家族の行を決まった値にする。くじに左右されずに、いつも同じ手続きが出るように。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..feeds.reading import FeedRow
from .people import City, Person

#: 松雄の決まった行。（組 → 記録の鍵でない欄）
_MATSUO: Mapping[str, dict[str, Any]] = {
    "latter_elderly": {
        "insured": True, "acquired_on": date(2019, 6, 5), "insured_no": "04460519", "burden": "1割",
        "kogaku_pending": True,
    },
    "ltc": {
        "insured_kind": "1", "care_level": "22", "burden_cert": True, "limit_cert": False,
        "insured_no": "0000044605", "acquired_on": date(2009, 6, 4), "certified_from": date(2026, 4, 1),
        "certified_to": date(2028, 3, 31), "burden_ratio": "1割", "income_stage": 5,
    },
    "fixed_asset": {
        "owns_land": True, "owns_house": True, "land_class": frozenset(["residential", "field"]),
        "notice_no": "K44605",
    },
    "dog": {"reg_no": "第1944号", "name": "コタロウ", "breed": "柴", "vaccinated_fy": 2026},
    "seal_reg": {"registered": True, "reg_no": "I0044605", "reg_on": date(1990, 4, 2)},
    "light_vehicle": {"kind": "kei4", "exempt": False, "plate": "あおば580あ4605"},
    "collection": {
        "auto_debit": True, "unpaid": False, "debit_items": "市税、水道料金", "bank": "あおば銀行",
        "account_last4": "0605", "holder_kana": "サトウ マツオ",
    },
}  # fmt: skip
#: 行の有無もくじに任せない組。
_NONE = (
    "disability",
    "elder_welfare",
    "public_assist",
    "welfare_loan",
    "city_contract",
    "waste",
    "med_subsidy",
)


def settle_showcase(city: City) -> None:
    """松雄の行を置き換える。"""
    for household in city.households:
        if "matsuo" in household.traits:
            _settle(city, household.head)


def _settle(city: City, person: Person) -> None:
    for group in (*_MATSUO, *_NONE):
        city.rows[group] = [row for row in city.rows.get(group, []) if row.subject != person.key]
    for group, fields in _MATSUO.items():
        since = fields.get("acquired_on", person.since)
        values = {f"{group}.{name}": value for name, value in fields.items()}
        city.rows[group].insert(0, FeedRow(person.key, "", since, date.max, values))
