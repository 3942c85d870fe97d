"""子育ての手続きを、公開されている子育て支援制度レジストリの項目の形にする（CSV と JSON）。

項目の名（JSON の鍵）は、東京都と GovTech 東京が公開するレジストリのファイルで使われているもの。番号や
符号の表（PSID、分類の符号）は公開された定義を読めていないので、作らずに空のままにする。
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi.authoring import wording
from madoguchi.authoring.around import fee_text
from madoguchi.authoring.publication import Published

Value = Callable[[Published], str | None]


@dataclass(frozen=True, slots=True)
class Item:
    """一つの項目。`path` は JSON の鍵の道筋、`title` は CSV の見出し、`origin` は定義のどこから来るか。"""

    path: str
    title: str
    origin: str
    value: Value


def _nothing(_: Published) -> None:
    return None


def _area(one: Published) -> str | None:
    place = one.municipality
    return f"{place.code};{place.name}" if place else None


def _support(one: Published) -> str | None:
    """権利のものは、決める所を言い、約束はしない。"""
    if one.procedure.kind != "right":
        return None
    agency = one.procedure.agency
    return f"請求できる場合があります。決定は{agency}です。" if agency else "請求できる場合があります。"


def _persons(one: Published) -> str | None:
    return "\n".join(wording.claimant_lines(one.procedure.claimant)) or None


def _belongings(one: Published) -> str | None:
    return "\n".join(wording.item_lines(one.procedure.items)) or None


def _method(one: Published) -> str:
    return f"{wording.PLACES[one.procedure.place]}・{wording.CHANNELS[one.procedure.channel]}"


def _counter(one: Published) -> str | None:
    """市役所の窓口。市役所の外なら、決める所。"""
    place = one.department
    if place is None:
        return one.procedure.agency
    floor = f"{place.floor}階" if place.floor else ""
    window = f"{place.window}番窓口" if place.window else ""
    return " ".join(filter(None, (place.name, floor, window)))


def _cost(one: Published) -> str | None:
    return "\n".join(fee_text(fee, yen) for fee, yen in one.costs) or None


def _contact(name: str) -> Value:
    return lambda one: getattr(one.department, name) if one.department else None


def _hours(one: Published) -> str | None:
    return one.municipality.hours if one.municipality and one.department else None


def _law(part: int) -> Value:
    return lambda one: "\n".join(law[part] for law in one.laws) or None


ITEMS = (
    Item("institutionName.canonicalName", "制度名", "scheme（なければ name）", lambda one: one.procedure.scheme or one.procedure.name),
    Item("institutionName.shortName", "手続き名", "name", lambda one: one.procedure.name),
    Item("summary", "概要", "texts の初めの段落", lambda one: one.summary),
    Item("description", "説明", "texts の全文", lambda one: one.text),
    Item("target.targetPersons", "対象者", "condition（文にしたもの）", lambda one: one.condition),
    Item("support.description", "支援の内容", "kind が right のときだけ、決まった言い方と agency", _support),
    Item("procedureMethod", "申請の方法", "place と channel", _method),
    Item("procedurePeriod.conditions", "申請の期限", "deadline（text と、数え方の言葉）", lambda one: one.deadline),
    Item("procedureCounter", "申請の窓口", "department の名・階・窓口（市役所の外なら agency）", _counter),
    Item("procedurePersons", "申請する人", "claimant", _persons),
    Item("belongings", "必要なもの", "items", _belongings),
    Item("cost", "費用", "fees（その日の金額）", _cost),
    Item("regulation.regulationName", "根拠法令", "basis の法令の名（一行に一つ）", _law(0)),
    Item("regulation.regulationArticle", "根拠の条", "basis の条（同じ順に一行ずつ）", _law(1)),
    Item("contact.contactName", "問い合わせ先", "departments.yaml の name", _contact("name")),
    Item("contact.contactPhone", "電話番号", "departments.yaml の telephone", _contact("telephone")),
    Item("contact.contactEx", "内線", "departments.yaml の extension", _contact("extension")),
    Item("contact.contactComment", "受付時間", "municipality.yaml の hours", _hours),
    Item("area.areaCode", "対象地域", "municipality.yaml の code と name（「団体コード;名」）", _area),
    Item("basicInformation.compartment", "担当課", "departments.yaml の name", _contact("name")),
    Item("basicInformation.psid", "PSID", "なし（番号は作らない。登録のときに割り当てられるものを入れる）", _nothing),
    Item("basicInformation.organization", "法人番号", "なし（棚に法人番号がない）", _nothing),
    Item("tag.categoryCode", "分類", "なし（符号の表を読めていない）", _nothing),
    Item("tag.targetCode", "対象の分類", "なし（符号の表を読めていない）", _nothing),
    Item("tag.contentsCode", "内容の分類", "なし（符号の表を読めていない）", _nothing),
)  # fmt: skip
#: 棚の id。相手の項目ではないが、届いたデータを棚と突き合わせるために CSV の先頭に置く。
OWN_ID = "手続きid"


def as_csv(found: Sequence[Published]) -> bytes:
    """UTF-8（BOM つき）の CSV。表計算の道具でそのまま開ける。"""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow((OWN_ID, *(item.title for item in ITEMS)))
    for one in found:
        writer.writerow((one.procedure.id, *(item.value(one) or "" for item in ITEMS)))
    return made.getvalue().encode("utf-8-sig")


def as_json(found: Sequence[Published]) -> bytes:
    """制度一件に一つの表を並べた JSON。ない項目は null。"""
    return (json.dumps([_record(one) for one in found], ensure_ascii=False, indent=1) + "\n").encode()


def _record(one: Published) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for item in ITEMS:
        folder, _, name = item.path.rpartition(".")
        place = record.setdefault(folder, {}) if folder else record
        place[name] = item.value(one)
    return record
