"""打ちかけの欄を、画面の裏で控え、開き直した画面に戻す。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from madoguchi.accounts import drafts
from madoguchi.web import keeping


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """一つの送り先の欄を控える。送り先がなければ、職員が動いたことだけを受け取る。"""
    page = request.POST.get("page", "")
    if page:
        keeping.keep(request.user, page, keeping.fields_of(request.POST.get("fields", "[]")))
    return HttpResponse(status=204)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """この画面の送り先の入れかけ。`drop` があれば、渡さずに消す。"""
    pages = request.POST.getlist("page")[:20]
    if "drop" in request.POST:
        drafts.forget(request.user, *pages)
        return HttpResponse(status=204)
    return JsonResponse(keeping.take(request, pages))
