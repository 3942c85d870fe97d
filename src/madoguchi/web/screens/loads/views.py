"""取り込みの予定・断った所・照らし合わせを、裏方の仕事に結ぶ。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from madoguchi.domain.errors import Fault
from madoguchi.office import loads, matches
from madoguchi.web.page import page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def schedule(request: HttpRequest) -> HttpResponse:
    """組ごとの、最後に届いた時点と限度。"""
    return page(request, "loads/schedule.html", {"page": loads.schedule_page(request.user)})


@require_GET
def findings(request: HttpRequest, run_id: int) -> HttpResponse:
    """取り込み一回の、断った所。"""
    return page(request, "loads/findings.html", {"page": loads.findings_page(request.user, run_id)})


@require_GET
def findings_sheet(request: HttpRequest, run_id: int) -> HttpResponse:
    """断った所の Excel。"""
    name = f'attachment; filename="load-{run_id}.xlsx"'
    return HttpResponse(
        loads.findings_sheet(request.user, run_id), _XLSX, headers={"Content-Disposition": name}
    )


@require_http_methods(["GET", "POST"])
def matching(request: HttpRequest) -> HttpResponse:
    """だれのものかを決める。"""
    if request.method == "POST":
        record, subject = request.POST.get("record", ""), request.POST.get("subject", "")
        if not record.isdigit() or subject == "":
            raise Fault(
                "だれのものかが、えらばれていません。", remedy="人か「だれのでもない」をえらんでください。"
            )
        matches.decide(request.user, int(record), "" if subject == "nobody" else subject)
        return redirect("matches")
    return page(request, "loads/matches.html", {"rows": matches.matches_page(request.user)})
