"""今日はここまでの画面と、静かに進める印。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.counter.conftest import load
from tests.support.cast import signed_in
from tests.web.matsuo import case, small_shelf

__all__ = ["case", "load", "small_shelf"]
ROOT = Path(__file__).parents[2]


def sent(client: Client, case_id: int, **more: Any) -> dict[str, Any]:
    """画面にある欄。"""
    text = client.get(reverse("end_today", args=[case_id])).content.decode()
    once, version = (re.search(rf'name="{name}" value="([^"]+)"', text) for name in ("once", "version"))
    assert once
    assert version
    return {"once": once[1].removesuffix(":quiet"), "version": version[1], **more}


def test_ending_and_going_on(case: int, sato: Any) -> None:
    client = signed_in(sato)
    address = reverse("end_today", args=[case])
    page = client.get(address).content.decode()
    proposed = re.findall(r'name="line" value="([^"]+)"[^>]* checked', page)
    assert proposed
    assert client.post(address, sent(client, case, line=proposed)).headers["Location"] == address
    ended = client.get(address).content.decode()
    assert "紙を印刷" in ended
    paper = client.get(reverse("ending_paper", args=[case]))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.headers["Cache-Control"] == "no-store"
    undone = client.post(reverse("go_on", args=[case]), sent(client, case))
    assert undone.status_code == 302
    assert "今日はここまでにする" in client.get(address).content.decode()


def test_too_many_lines_keep_the_ticks(case: int, sato: Any) -> None:
    client = signed_in(sato)
    values = sent(client, case, line=["a", "b", "c", "d", "e", "f"])
    answer = client.post(reverse("end_today", args=[case]), values)
    assert answer.status_code == 422
    assert "5つまで" in answer.content.decode()


def test_one_switch_without_a_reason(case: int, sato: Any) -> None:
    client = signed_in(sato)
    here = reverse("household", args=[case])
    assert "お祝いの言葉" not in client.get(here).content.decode()
    switched = client.post(reverse("go_quietly", args=[case]), {"once": "q", "on": "1", "back": here})
    assert switched.headers["Location"] == here
    page = client.get(here).content.decode()
    assert "静かに進めています" in page
    assert "ふつうに戻す" in page
    answer = client.post(reverse("go_quietly", args=[case]), {"once": "r", "back": "https://example.com/"})
    assert answer.headers["Location"] == reverse("case", args=[case])
    assert "静かに進めています" not in client.get(here).content.decode()


def test_no_screen_or_paper_congratulates() -> None:
    places = [*(ROOT / "src").rglob("*"), *(ROOT / "catalogue").rglob("*")]
    kinds = {".py", ".html", ".js", ".typ", ".yaml", ".md"}
    said = [path.name for path in places if path.suffix in kinds and "おめでとう" in path.read_text("utf-8")]
    assert said == []
