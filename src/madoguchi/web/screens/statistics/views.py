"""統計を見る、表を CSV で出す。住民も職員も出さないので、選んだものは URL に出てよい。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from madoguchi.office import statistics as office
from madoguchi.office.statistics import StatisticsPage
from madoguchi.web.charts import Columns, Point, bars, columns
from madoguchi.web.page import page


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """できごと・場所・期間の数。"""
    found = office.statistics_page(request.user, *_chosen(request))
    context = {
        "page": found,
        "chart": _chart(found),
        "desc": _desc(found),
        "reasons": bars([(one.label, one.count, one.text) for one in found.reasons]),
        "referred": bars([(one.label, one.count, one.text) for one in found.referred]),
        "csv": f"{reverse('statistics_csv')}?{request.GET.urlencode()}",
    }
    return page(request, "statistics/statistics.html", context)


@require_GET
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """同じ数の CSV。"""
    name = 'attachment; filename="madoguchi-statistics.csv"'
    return HttpResponse(
        office.statistics_csv(request.user, *_chosen(request)), "text/csv; charset=utf-8",
        headers={"Content-Disposition": name, "Cache-Control": "no-store"},
    )  # fmt: skip


def _chosen(request: HttpRequest) -> tuple[str, str, str]:
    given = request.GET
    return given.get("event", ""), given.get("place", ""), given.get("period", "")


def _chart(found: StatisticsPage) -> Columns:
    return columns([Point(one.label, one.year, one.minutes, one.text, one.now) for one in found.chart])


def _desc(found: StatisticsPage) -> str:
    """図の中身を、読み上げる人に言う一文。"""
    known = [one for one in found.chart if one.minutes is not None]
    if not known:
        return "どの月も、数が小さいので出していません。"
    first, last = known[0], known[-1]
    return f"{first.year}{first.label}は{first.minutes}分、{last.year}{last.label}は{last.minutes}分。数は下の表と同じ。"
