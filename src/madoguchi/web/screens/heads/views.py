"""新しい世帯主をえらび、導いた続柄を見て、書く。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.counter import heads as counter
from madoguchi.counter.heads import Chosen
from madoguchi.domain.errors import Fault
from madoguchi.web.page import case_page
from madoguchi.web.sent import once_of, version_of

HEAD, WORD = "head", "word-"


@require_http_methods(["GET", "POST"])
def heads(request: HttpRequest, case_id: int) -> HttpResponse:
    """世帯主と続柄。えらび直すたびに続柄を導き、「書く」で残す。"""
    if request.method == "GET":
        return _page(request, case_id, Chosen(), {})
    chosen = _chosen(request)
    if request.POST.get("do") == "save":
        try:
            counter.choose(request.user, case_id, version_of(request), once_of(request), chosen)
            return redirect("household", case_id)
        except Fault as fault:
            field = str(fault.value)
            if not field.startswith((HEAD, WORD, "apart")):
                raise
            return _page(request, case_id, chosen, {field: f"{fault.reason}{fault.remedy}"})
    # 世帯主をえらび直したので、続柄は導き直す。
    return _page(request, case_id, Chosen(chosen.apart, chosen.heads), {})


def _chosen(request: HttpRequest) -> Chosen:
    form = request.POST
    found = {int(name.removeprefix(HEAD)): str(form[name]) for name in form if name in ("head1", "head2")}
    words = {name.removeprefix(WORD): str(form[name])[:40] for name in form if name.startswith(WORD)}
    return Chosen(tuple(form.getlist("apart")), found, words)


def _page(request: HttpRequest, case_id: int, chosen: Chosen, errors: dict[str, str]) -> HttpResponse:
    found = counter.heads_page(request.user, case_id, chosen)
    context = {"page": found, "errors": errors}
    return case_page(request, "heads/heads.html", "household", context, status=422 if errors else 200)
