"""来た人が、その手続きを出せるか。出せなければ、だれか・何の紙があればよいかを言う。"""

from __future__ import annotations

from dataclasses import dataclass

from .procedures import Claimant

#: 来た人の立場。できごとごとの言い方は life_events の reception にある。使者（葬儀社）は一般の案内と引換票だけを受け取る。
STANDINGS = {
    "self": "ご本人",
    "same_household": "同じ世帯のご家族",
    "relative": "別に暮らすご親族",
    "messenger": "葬儀社（届書を持ってきた使者）",
    "notifier": "施設の長、家主など届出人",
    "proxy": "代理人（委任状がある）",
}
RELATIONS = {
    "spouse": "配偶者", "child": "子", "parent": "父母", "grandchild": "孫", "grandparent": "祖父母",
    "sibling": "兄弟姉妹", "niece_nephew": "甥姪", "other_relative": "その他の親族", "other": "親族以外",
}  # fmt: skip
_HEIRS = ("spouse", "child", "parent", "grandchild", "grandparent", "sibling", "niece_nephew")


@dataclass(frozen=True, slots=True)
class Visitor:
    """来た人。`relation` はできごとの本人との関係、`roles` は喪主など、`papers` は見た紙。"""

    standing: str
    relation: str | None = None
    roles: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()

    @property
    def all_roles(self) -> frozenset[str]:
        """立場から言える役も含めた役。"""
        more = {self.relation} if self.relation else set()
        if self.standing in ("self", "same_household"):
            more.add(self.standing)
        return self.roles | more


@dataclass(frozen=True, slots=True)
class Permission:
    """出せるか。`state` は yes・with_papers・ask・no。`need` は要る紙、またはだれが出すか。"""

    state: str
    need: tuple[str, ...] = ()


def may_file(claimant: Claimant, visitor: Visitor) -> Permission:
    """この人がこの手続きを出せるか。

    役を決めていない手続きは、使者のほかだれでもよい。相続人かどうかは関係だけでは決まらない
    （順位がある）ので、確かめる（ask）とする。
    """
    if visitor.standing == "messenger" and not claimant.messenger:
        return Permission("no", (claimant.who,))
    if not claimant.roles or visitor.all_roles & set(claimant.roles):
        return Permission("yes")
    if "heir" in claimant.roles and visitor.relation in _HEIRS:
        return Permission("ask", ("相続人であることの分かる戸籍",))
    if claimant.proxy_allowed:
        missing = tuple(paper for paper in claimant.papers if paper not in visitor.papers)
        return Permission("with_papers", missing) if missing else Permission("yes")
    return Permission("no", (claimant.who,))
