"""来た人の立場から、何まで渡せるか。自治体の要綱だけで決まり、だれの件かでは決して変わらない。"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from madoguchi.catalogue.profiles import Disclosure as Rule
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.pages import Disclosure
from madoguchi.counter.receptions import reception_of
from madoguchi.domain.errors import Fault
from madoguchi.domain.visits import RELATIONS

LIST, GENERAL, NOBODY = "list", "general", "nobody"
#: 関係では渡せるものの変わらない立場。要綱に、その立場の定めがあるときだけ渡せる。
BY_STANDING = ("self", "messenger", "notifier", "proxy")
_LAST = "使者のときは、一般のご案内と引換票だけを渡します。"


def standing_of(at: Desk, event: str, standing: str, relation: str) -> tuple[str, str]:
    """立場と続き柄。出生では、えらんだ父か母ご本人は、お子さんと同じ世帯の父母になる。"""
    if standing == "self" and reception_of(at.definitions, event).enters == "newborn":
        return "same_household", "parent"
    return standing, relation


def rule_for(at: Desk, event: str, standing: str, relation: str) -> Rule | None:
    """この立場に当てはまる要綱の定め。なければ None。"""
    standings = reception_of(at.definitions, event).standings
    if standing not in standings:
        raise Fault(
            "来た人の立場を選んでください。",
            remedy=f"{'・'.join(standings.values())} のどれかです。",
            value="standing",
        )
    if relation and relation not in RELATIONS:
        raise Fault(
            "関係を選んでください。",
            remedy=f"{'・'.join(RELATIONS.values())} のどれかです。",
            value="relation",
        )
    standing, relation = standing_of(at, event, standing, relation)
    rules = {rule.standing: rule for rule in at.municipality.disclosure if event in rule.events}
    return rules.get(standing) or (None if standing in BY_STANDING else rules.get(relation))


def gives(at: Desk, event: str, standing: str, relation: str, papers: Collection[str]) -> tuple[str, str]:
    """渡せるもの（list か general）と、根拠。使者には、要綱が何と言っても一覧を渡さない。"""
    rule = rule_for(at, event, standing, relation)
    if rule is None or rule.gives != LIST or standing == "messenger" or _lacks(rule, papers):
        return GENERAL, rule.basis if rule else ""
    return LIST, rule.basis


def gives_for_all(
    at: Desk, kinds: Collection[str], standing: str, relation: str, papers: Collection[str]
) -> str:
    """いくつものできごとを扱う件で渡せるもの。どれか一つでも一覧を渡せなければ、一般の案内だけ。"""
    for kind in kinds:
        known = standing in reception_of(at.definitions, kind).standings
        if not known or gives(at, kind, standing, relation, papers)[0] != LIST:
            return GENERAL
    return LIST


def _lacks(rule: Rule, papers: Collection[str]) -> bool:
    """要る紙を、まだ見ていないか。"""
    return bool(rule.paper) and rule.paper not in papers


def disclosure(
    user: Any, standing: str, relation: str, event: str = "death", papers: Collection[str] = ()
) -> Disclosure:
    """この立場の人に、何まで渡せるかの一文。"""
    at = desk(user)
    given, basis = gives(at, event, standing, relation, papers)
    standings = reception_of(at.definitions, event).standings
    rule = rule_for(at, event, standing, relation)
    by_relation = relation and standing not in BY_STANDING and (rule is None or rule.standing == relation)
    who = RELATIONS[relation] if by_relation else standings[standing]
    last = _LAST if "messenger" in standings else ""
    if given == LIST:
        return Disclosure(LIST, "手続き一覧まで渡せます", f"{who}は、{basis}にあたります。{last}")
    said = f"{who}は、{basis}によります。" if basis else f"{who}に一覧を渡せる定めは、要綱にありません。"
    need = f"{rule.paper}を見たら、✓をつけてください。" if rule is not None and _lacks(rule, papers) else ""
    return Disclosure(GENERAL, "一般のご案内と引換票を渡せます", f"{said}{need}{last}")
