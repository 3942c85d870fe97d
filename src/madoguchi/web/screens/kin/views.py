"""別に暮らす家族を、一人一行で書く・直す・消す。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.counter import kin as counter
from madoguchi.counter.kin import MOST, KinInput, NotKept
from madoguchi.web.page import case_page
from madoguchi.web.sent import once_of, version_of

TYPED = ("name", "kana", "relation", "birth", "address", "key")


@require_http_methods(["GET", "POST"])
def kin(request: HttpRequest, case_id: int) -> HttpResponse:
    """書いてある方と、空の一行。「もう一人」は行を足すだけで、「書く」で残す。"""
    if request.method == "GET":
        return _page(request, case_id, None, {})
    rows = _rows(request)
    if request.POST.get("do") == "add":
        return _page(request, case_id, (*(row for row in rows if not row.is_blank), KinInput()), {})
    try:
        counter.keep(request.user, case_id, version_of(request), once_of(request), rows)
    except NotKept as refused:
        return _page(request, case_id, rows, refused.errors)
    return redirect("household", case_id)


def _rows(request: HttpRequest) -> tuple[KinInput, ...]:
    form = request.POST
    count = sum(1 for index in range(MOST) if f"k{index}-name" in form)
    return tuple(
        KinInput(
            *(form.get(f"k{index}-{name}", "")[:120] for name in TYPED),
            mourner=form.get("mourner") == str(index),
            remove=f"k{index}-remove" in form,
        )
        for index in range(count)
    )


def _page(
    request: HttpRequest, case_id: int, typed: tuple[KinInput, ...] | None, errors: dict[str, str]
) -> HttpResponse:
    found = counter.kin_page(request.user, case_id, typed)
    rows = [
        (f"k{index}", str(index), index + 1, row, {name for name in TYPED if f"k{index}-{name}" in errors})
        for index, row in enumerate(found.rows)
    ]
    nobody = not any(row.mourner for row in found.rows)
    context = {"page": found, "rows": rows, "errors": errors, "nobody": nobody}
    return case_page(request, "kin/kin.html", "household", context, status=422 if errors else 200)
