"""断りを、平たい日本語の画面と正しい番号にする。"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from madoguchi.cases.actions import Conflict
from madoguchi.cases.queries import NotFound
from madoguchi.counter.desk import Denied
from madoguchi.domain.errors import Fault
from madoguchi.web.faults import explained

CONFLICT = Conflict("この件は、画面を開いたあとに変わりました。", changes=("山本さんが答えを書いた",))


def _refusing(fault: Exception) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, case_id: int) -> HttpResponse:
        raise fault

    return explained(view)


def _answer(fault: Exception, path: str = "/cases/7/list/aside") -> HttpResponse:
    request = RequestFactory().post(path)
    request.resolver_match = resolve(path)
    request.user = AnonymousUser()
    answer = _refusing(fault)(request, case_id=7)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (CONFLICT, 409, "山本さんが答えを書いた"),
        (
            Denied("この来庁の方には渡せません。", remedy="来た人を決めてください。"),
            403,
            "来た人を決めてください。",
        ),
        (Fault("字がありません。", remedy="管理者に伝えてください。"), 400, "管理者に伝えてください。"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(fault: Fault, status: int, told: str) -> None:
    answer = _answer(fault)
    assert answer.status_code == status
    assert told in answer.content.decode()


def test_a_case_of_nobody_here_is_not_found() -> None:
    with pytest.raises(Http404):
        _answer(NotFound("その件はありません。"))


def test_a_defect_of_ours_is_not_hidden_as_a_refusal() -> None:
    with pytest.raises(ZeroDivisionError):
        _answer(ZeroDivisionError())


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/cases/7/household/confirm", "/cases/7/household"),
        ("/cases/7/interview/topics/pension", "/cases/7/interview"),
        ("/cases/7/list/hint", "/cases/7/list"),
        ("/cases/7/papers/forms.pdf", "/cases/7/papers"),
    ],
)
def test_the_way_back_leads_to_the_screen_that_was_open(path: str, back: str) -> None:
    assert f'href="{back}"' in _answer(CONFLICT, path).content.decode()
