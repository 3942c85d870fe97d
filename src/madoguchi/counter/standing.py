"""来た人の立場から、何まで渡せるか。自治体の要綱だけで決まり、だれの件かでは決して変わらない。"""

from __future__ import annotations

from typing import Any

from madoguchi.catalogue.profiles import Disclosure as Rule
from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.counter.desk import desk
from madoguchi.counter.pages import Disclosure
from madoguchi.domain.errors import Fault
from madoguchi.domain.visits import RELATIONS, STANDINGS

LIST, GENERAL = "list", "general"
#: 関係を聞いても一覧は渡せない立場。要綱に定めがあるときだけ渡せる。
BY_STANDING = ("messenger", "notifier", "proxy")
_LAST = "使者のときは、一般のご案内と引換票だけを渡します。"


def rule_for(municipality: MunicipalityProfile, standing: str, relation: str) -> Rule | None:
    """この立場に当てはまる要綱の定め。なければ None。"""
    if standing not in STANDINGS:
        raise Fault(
            "来た人の立場を選んでください。",
            remedy=f"{'・'.join(STANDINGS.values())} のどれかです。",
            value="standing",
        )
    if relation and relation not in RELATIONS:
        raise Fault(
            "関係を選んでください。",
            remedy=f"{'・'.join(RELATIONS.values())} のどれかです。",
            value="relation",
        )
    wanted = standing if standing in BY_STANDING else relation
    return next((rule for rule in municipality.disclosure if rule.standing == wanted), None)


def gives(municipality: MunicipalityProfile, standing: str, relation: str) -> tuple[str, str]:
    """渡せるもの（list か general）と、根拠。使者には、要綱が何と言っても一覧を渡さない。"""
    rule = rule_for(municipality, standing, relation)
    if rule is None or rule.gives != LIST or standing == "messenger":
        return GENERAL, rule.basis if rule else ""
    return LIST, rule.basis


def disclosure(user: Any, standing: str, relation: str) -> Disclosure:
    """この立場の人に、何まで渡せるかの一文。"""
    municipality = desk(user).municipality
    given, basis = gives(municipality, standing, relation)
    who = STANDINGS[standing] if standing in BY_STANDING or not relation else RELATIONS[relation]
    if given == LIST:
        return Disclosure(LIST, "手続き一覧まで渡せます", f"{who}は、{basis}にあたります。{_LAST}")
    said = f"{who}は、{basis}によります。" if basis else f"{who}に一覧を渡せる定めは、要綱にありません。"
    return Disclosure(GENERAL, "一般のご案内と引換票を渡せます", f"{said}{_LAST}")
