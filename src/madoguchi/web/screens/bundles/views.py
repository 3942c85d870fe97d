"""件の紙を課ごとの束にし、送り状を刷り、窓口の画面でも渡せるようにする。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter.departments import bundles, slips
from madoguchi.counter.departments.bundles import Making
from madoguchi.web.page import case_page
from madoguchi.web.pdf import pdf
from madoguchi.web.sent import once_of, version_of
from madoguchi.web.signed import checked_of, signing_of


@require_GET
def case_bundles(request: HttpRequest, case_id: int) -> HttpResponse:
    """件の束と、まだ束にしていない紙。"""
    found = bundles.case_bundles(request.user, case_id)
    made = [
        (one, reverse("bundle_slip", args=[case_id, one.letter]), reverse("hand_over_bundle", args=[case_id, one.letter]))
        for one in found.made
    ]  # fmt: skip
    return case_page(request, "bundles/case_bundles.html", "receive", {"page": found, "made": made})


@require_POST
def make(request: HttpRequest, case_id: int) -> HttpResponse:
    """一つの課の束を作る。"""
    wanted = Making(
        request.POST.get("department", ""), tuple(request.POST.getlist("lines")), "no_copies" in request.POST
    )
    bundles.make(request.user, case_id, version_of(request), once_of(request), wanted)
    return redirect("case_bundles", case_id)


@require_GET
def slip(request: HttpRequest, case_id: int, letter: str) -> HttpResponse:
    """束の送り状。"""
    return pdf(
        slips.bundle_slip(request.user, bundles.one(request.user, case_id, letter, own=False)), "okurijo"
    )


@require_POST
def hand_over(request: HttpRequest, case_id: int, letter: str) -> HttpResponse:
    """受け取る課の方に、この画面で署名してもらう。"""
    bundle = bundles.one(request.user, case_id, letter, own=False)
    bundles.hand_over(request.user, bundle, once_of(request), checked_of(request), signing_of(request))
    return redirect("case_bundles", case_id)
