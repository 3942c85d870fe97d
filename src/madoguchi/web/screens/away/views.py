"""席を離れる。画面を白くして席を閉じ、同じ人がパスワードだけで続きに戻れるようにする。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from madoguchi.accounts import locking
from madoguchi.config import clock
from madoguchi.web.locking import close, closed_page, own

#: 画面の時計と、ここの時計のずれを許す秒。
GRACE = 5.0


@require_POST
def away(request: HttpRequest) -> HttpResponseBase:
    """席を閉じて白い画面を返す。画面の時計から来たとき、ほかの窓で動いていれば、閉じずに 204。"""
    by_clock = "idle" in request.POST
    if by_clock and not locking.is_idle(request.session, clock.now(), GRACE):
        return HttpResponse(status=204)
    close(request, locking.LEFT_IDLE if by_clock else locking.AWAY)
    return closed_page(request, own(request.POST.get("next", "")))
