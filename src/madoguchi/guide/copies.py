"""証明書が全部で何通要るか。返してもらえるかが相手による分は、幅で言う。市が自分で見られる分は要らない。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from madoguchi.domain.judgement import NEEDED, Judgement, Line
from madoguchi.domain.procedures import Certificate
from madoguchi.guide.timing import for_family

LABELS = {
    "koseki_full": "戸籍（生まれてから亡くなるまで）", "koseki_death": "戸籍（亡くなったこと）", "koseki_heir": "戸籍（相続人など）",
    "koseki_own": "戸籍（ご本人）", "juminhyo": "住民票", "juminhyo_joho": "除票", "fuhyo": "戸籍の附票", "inkan": "印鑑証明",
    "income": "所得の証明", "property_value": "固定資産の評価証明", "juri": "受理証明", "kisai_jiko": "届の記載事項証明",
}  # fmt: skip
#: 左の証明書は、右の証明書があれば、それで足りる。
INCLUDED_IN = {"koseki_death": "koseki_full"}


@dataclass(frozen=True, slots=True)
class Copies:
    """一種類の証明書。`least` から `most` 通。`perhaps` は、当てはまれば加わる通数。"""

    kind: str
    label: str
    least: int
    most: int
    perhaps: int = 0

    @property
    def text(self) -> str:
        """「2通」「1〜3通」。要ると決まったものがなければ、当てはまるときの数。"""
        unit = "組" if self.kind == "koseki_full" else "通"
        if not self.most:
            return f"当てはまれば{self.perhaps}{unit}"
        if self.least == self.most:
            return f"{self.most}{unit}"
        return f"{self.least}〜{self.most}{unit}" if self.least else f"{self.most}{unit}まで"


@dataclass(frozen=True, slots=True)
class Bundle:
    """証明書の全部と、安くすむ道。`seen_by_city` は、市が自分の記録で見られるので要らないもの。"""

    copies: tuple[Copies, ...]
    heir_list: bool = False
    wide_area: bool = False
    seen_by_city: tuple[str, ...] = ()


def bundle(judgement: Judgement) -> Bundle:
    """家族に要る手続きの証明書を数える。まだ決まらない手続きの分は、当てはまれば加わる数にする。"""
    needed: list[Certificate] = []
    perhaps: list[Certificate] = []
    for line in judgement.lines:
        if for_family(line):
            (needed if line.result == NEEDED else perhaps).extend(line.procedure.certificates)
    wanted, maybe = _of_kinds(needed), _of_kinds(perhaps)
    counted = {
        kind: _counted(kind, wanted.get(kind, []), maybe.get(kind, [])) for kind in {**wanted, **maybe}
    }
    routes = {one.substitute for one in needed if one.copies}
    shown = tuple(_contained(counted[kind], counted) for kind in LABELS if kind in counted)
    seen = dict.fromkeys(LABELS[one.kind] for one in needed if one.substitute == "city_record")
    return Bundle(shown, "heir_list" in routes, "wide_area" in routes, tuple(seen))


def _of_kinds(certificates: Iterable[Certificate]) -> dict[str, list[Certificate]]:
    found: dict[str, list[Certificate]] = {}
    for one in certificates:
        if one.copies and one.substitute != "city_record":
            found.setdefault(one.kind, []).append(one)
    return found


def _counted(kind: str, uses: list[Certificate], maybe: list[Certificate]) -> Copies:
    """戻らない分は足し合わせ、戻る分は一通を使い回す。相手による分は、少なくて0、多くて全部。"""
    kept = sum(one.copies for one in uses if one.returned == "no")
    varies = sum(one.copies for one in uses if one.returned == "varies")
    shared = max((one.copies for one in uses if one.returned == "yes"), default=0)
    least = max(kept, max((one.copies for one in uses), default=0))
    return Copies(kind, LABELS[kind], least, kept + varies + shared, sum(one.copies for one in maybe))


def _contained(one: Copies, counted: dict[str, Copies]) -> Copies:
    """もっと広い証明書を取るなら、返してもらえる限り、それで足りる。"""
    wider = counted.get(INCLUDED_IN.get(one.kind, ""))
    return one if wider is None or not wider.most else Copies(one.kind, one.label, 0, one.most, one.perhaps)


def of_line(line: Line) -> str:
    """一行の証明書を、一文で。"""
    told = "、".join(_said(one) for one in line.procedure.certificates)
    routes = {one.substitute for one in line.procedure.certificates}
    cheaper = {"heir_list": "戸籍は法定相続情報でも足ります", "wide_area": "戸籍は広域交付で取れます"}
    return "。".join(
        [*([told] if told else []), *(text for route, text in cheaper.items() if route in routes)]
    )


def _said(one: Certificate) -> str:
    label = LABELS[one.kind]
    if one.substitute == "city_record" or not one.copies:
        return f"{label}は市の記録で確かめるので要りません"
    back = {"yes": "返ります", "no": "戻りません", "varies": "返すかは相手によります"}[one.returned]
    return f"{label} {one.copies}{'組' if one.kind == 'koseki_full' else '通'}（{back}）"
