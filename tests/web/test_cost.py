"""手続きが増えても、一覧の画面は軽いまま。"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from django.template.loader import render_to_string
from django.test import RequestFactory

from madoguchi.web.screens.result.views import result_context
from madoguchi.web.steps import links
from tests.web import samples
from tests.web.drawing import TOP

BUDGET_MS = 25
LINES, NOT_NEEDED = 40, 120


def test_a_list_of_forty_lines_is_drawn_within_the_budget() -> None:
    listed = samples.result()
    parts = (replace(listed.parts[0], lines=(listed.parts[0].lines * 6)[:LINES]), *listed.parts[1:])
    page = replace(listed, parts=parts, not_needed=(listed.not_needed * NOT_NEEDED)[:NOT_NEEDED])
    context = {**result_context(page), "top": TOP, "once": "key", "steps": links(page.band, "list")}
    spent = []
    for _ in range(9):
        start = time.process_time()
        html = render_to_string("result/result.html", context, RequestFactory().get("/"))
        spent.append((time.process_time() - start) * 1000)
    assert html.count('class="line') >= LINES
    assert statistics.median(spent) <= BUDGET_MS
