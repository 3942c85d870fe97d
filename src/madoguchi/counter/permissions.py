"""いまの来庁の人が、その手続きを出せるか。見た紙のうち、どれが今日も有効かを決める。

だれが相続人かを示す法定相続情報一覧図は、一度見れば、その件のどの行にも、あとの来庁にも有効。戸籍は見せた人の
続きの来庁に、委任状はその日の来庁だけに有効。
"""

from __future__ import annotations

from collections.abc import Iterable

from madoguchi.cases.queries import VisitView
from madoguchi.counter.opened import Opened
from madoguchi.domain.procedures import Procedure
from madoguchi.domain.visits import Permission, Visitor, may_file

HEIR_CHART, PROXY = "法定相続情報一覧図", "委任状"
CHART_SEEN = "前に見た法定相続情報一覧図に、来た人の名があること"


def papers_in_force(visits: Iterable[VisitView], visit: VisitView) -> frozenset[str]:
    """今日の来庁に有効な紙。"""
    found = set(visit.papers)
    for one in visits:
        if one.voice == visit.voice:
            found |= one.papers - {PROXY}
        found |= one.papers & {HEIR_CHART}
    return frozenset(found)


def permission_of(case: Opened, procedure: Procedure) -> Permission:
    """出せるか。相続人かどうかは、その人が一覧図を見せていれば確かめずに済む。"""
    visit = case.visit
    papers = papers_in_force(case.visits, visit)
    found = may_file(procedure.claimant, Visitor(visit.standing, visit.relation or None, visit.roles, papers))
    if found.state != "ask" or HEIR_CHART not in papers:
        return found
    shown = any(HEIR_CHART in one.papers for one in case.visits if one.voice == visit.voice)
    return Permission("yes") if shown else Permission("ask", (CHART_SEEN,))
