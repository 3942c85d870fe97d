"""手続きのまわり（ほかの手続きとの順、証明書、お金、前もって要ること）を、担当課が読む言葉にする。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from madoguchi.authoring.wording import parameter_text
from madoguchi.domain.conditions import ParameterOperand
from madoguchi.domain.procedures import Certificate, Definitions, Fee, Link, Procedure

RULES = {
    "after": "済んでから",
    "choose_one": "どちらか一つ",
    "excludes": "これがあれば、相手は請求できない",
    "excluded_by": "相手があれば、請求できない",
}
SYSTEMS = {
    "juki_net": "住基ネット",
    "koseki": "戸籍の端末",
    "koseki_net": "戸籍の広域交付の端末",
    "card": "カードの端末",
}
CERTIFICATES = {
    "koseki_death": "亡くなったことの分かる戸籍",
    "koseki_full": "出生から死亡までの戸籍",
    "koseki_heir": "相続人の戸籍",
    "koseki_own": "手続きする人の戸籍",
    "juminhyo": "住民票",
    "juminhyo_joho": "住民票の除票",
    "fuhyo": "戸籍の附票",
    "inkan": "印鑑登録証明書",
    "income": "所得・課税証明書",
    "property_value": "固定資産評価証明書",
    "juri": "届の受理証明書",
    "kisai_jiko": "死亡届の記載事項証明書",
}
RETURNED = {"yes": "原本は返る", "no": "原本は返らない", "varies": "原本が返るかは相手による"}
SUBSTITUTES = {
    "heir_list": "法定相続情報で代えられる",
    "wide_area": "広域交付でとれる",
    "city_record": "市が自分の記録で見る",
    "none": "",
}
FEES = {"fee": "手数料", "revenue_stamp": "収入印紙", "certificate_stamp": "県の証紙"}
_STAFF_STEP = "職員の手順"


def lines(procedure: Procedure, definitions: Definitions) -> tuple[str, ...]:
    """まわりの全部。何もなければ空。"""
    return tuple(_lines(procedure, definitions))


def _lines(procedure: Procedure, definitions: Definitions) -> Iterator[str]:
    for link in procedure.links:
        yield f"・{RULES[link.rule]}: {_partner(link, definitions)}。{link.text}"
    if procedure.not_before == "event":
        yield "・出来事の日より前にはできない"
    if procedure.needs:
        yield f"・窓口に要る仕組み: {'・'.join(SYSTEMS[name] for name in procedure.needs)}"
    if procedure.lead_time:
        yield f"・前もって: {procedure.lead_time}"
    for certificate in procedure.certificates:
        yield f"・証明書: {_certificate(certificate)}"
    for fee in procedure.fees:
        yield f"・{FEES[fee.kind]}: {fee.label} {_amount(fee, definitions)}"


def _partner(link: Link, definitions: Definitions) -> str:
    """相手の名。職員だけの手続きは、ほかの課の表に名が出ないようにする。"""
    other = definitions.procedures.get(link.procedure)
    if other is None:
        return link.procedure
    return f"{other.name}（{other.id}）" if other.audience == "family" else _STAFF_STEP


def _certificate(certificate: Certificate) -> str:
    about = (RETURNED[certificate.returned], SUBSTITUTES[certificate.substitute])
    copies = f"{certificate.copies}通" if certificate.copies else "要らない"
    return f"{CERTIFICATES[certificate.kind]} {copies}（{'、'.join(filter(None, about))}）"


def _amount(fee: Fee, definitions: Definitions) -> str:
    if isinstance(fee.yen, ParameterOperand):
        amount = parameter_text(definitions.parameters[fee.yen.id])
    else:
        amount = "金額は分からない" if fee.yen is None else f"{fee.yen:,}円"
    per = f"（{fee.per}につき）" if fee.per else ""
    basis = f"、{fee.basis}" if fee.basis else ""
    return f"{amount}{per}{basis}"


def yen_on(fee: Fee, definitions: Definitions, on: date) -> int | None:
    """その日の金額（円）。決まっていない（要設定の）値と、分からない金額は None。"""
    if not isinstance(fee.yen, ParameterOperand):
        return fee.yen
    parameter = definitions.parameters[fee.yen.id]
    return int(parameter.at(on).value) if parameter.values else None


def fee_text(fee: Fee, yen: int | None) -> str:
    """公開する、一つのお金の文。"""
    amount = "金額はお問い合わせください" if yen is None else f"{yen:,}円"
    return f"{fee.label} {amount}{f'（{fee.per}につき）' if fee.per else ''}"
