"""控え（セッション）を読み書きする入口。お客さまの画面の見に来る求めでは、職員の時間を延ばさない。"""

from __future__ import annotations

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PatientSessionMiddleware(SessionMiddleware):
    """`request.is_background` の求めでは、控えに触れない。"""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """職員の動きによる求めだけが、控えの期限を延ばす。"""
        if getattr(request, "is_background", False):
            return response
        return super().process_response(request, response)
