"""一行の段取り。今日できない訳、先に済ませること、どちらか一つ、窓口、前もって、証明書、お金。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from madoguchi.counter.heads import written
from madoguchi.counter.opened import Opened
from madoguchi.counter.pages import Arranged
from madoguchi.domain.judgement import NOT_NEEDED, Line
from madoguchi.domain.procedures import Procedure
from madoguchi.guide import copies, fees
from madoguchi.guide.parts import FourParts
from madoguchi.guide.plan import Act
from madoguchi.guide.timing import Key, for_family, key_of, visited
from madoguchi.guide.windows import answers

CHOICES = ("choose_one", "excludes", "excluded_by")


@dataclass(frozen=True)
class Arranging:
    """一覧ぜんたいから、行ごとの段取りを引くもの。"""

    case: Opened
    acts: Mapping[Key, Act]
    shown: frozenset[str]

    def of(self, line: Line) -> tuple[Arranged, ...]:
        """その行の段取り。家族に見せない行と要らない行には言わず、閉じた項目の行はどの家でも同じに、何も言わない。"""
        if line.withheld or not for_family(line):
            return ()
        return tuple(Arranged(label, text) for label, text in self._pairs(line) if text)

    def _pairs(self, line: Line) -> Iterator[tuple[str, str]]:
        procedure = line.procedure
        act = self.acts.get(key_of(line))
        links = [one for one in procedure.links if one.procedure in self.shown]
        yield "今日できない訳", "。".join(act.why_not_today) if act and act.sure else ""
        yield "期限", "いちばん早くても間に合いません" if act and act.late else ""
        yield "先に", "。".join(dict.fromkeys(one.text for one in links if one.rule == "after"))
        for one in links:
            if one.rule in CHOICES:
                yield "選ぶ", f"{one.text}{f'（{one.basis}）' if one.basis else ''}"
        yield "窓口", self._windows(line)
        yield "書くこと", "。".join(written(self.case)) if _writes_relations(procedure) else ""
        yield "前もって", procedure.lead_time or ""
        yield "証明書", copies.of_line(line)
        prices = fees.of_line(line, self.case.definitions.parameters, self.case.at.today)
        yield "お金", "。".join(f"{one.label} {one.text}" for one in prices)

    def _windows(self, line: Line) -> str:
        """できない窓口があるときだけ、できる窓口と、できない訳を言う。"""
        found = answers(line.procedure, self.case.at.municipality.windows) if visited(line) else ()
        if all(not one.why_not for one in found):
            return ""
        able = "、".join(f"{one.window.name}（{one.hours}）" for one in found if not one.why_not)
        unable = "、".join(f"{one.window.name}は、{one.why_not}" for one in found if one.why_not)
        return f"{able or '受けられる窓口が決まっていません'}。{unable}"


def _writes_relations(procedure: Procedure) -> bool:
    """世帯主と続柄を書く届か（住民基本台帳の、世帯の届）。"""
    return procedure.scheme == "住民基本台帳" and procedure.per == "household"


def arranging(case: Opened, parts: FourParts, lines: Mapping[str, Line]) -> Arranging:
    """一覧の予定から。"""
    acts = {act.key: act for stop in parts.outlook.plan.stops for act in stop.acts}
    shown = {line.procedure.id for line in lines.values() if for_family(line) and line.result != NOT_NEEDED}
    return Arranging(case, acts, frozenset(shown))
