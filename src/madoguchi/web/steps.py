"""件の帯に並ぶ段を、開ける画面の住所に結ぶ。"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from madoguchi.counter.pages import CaseBand, Step

#: 段の番号 → 画面の住所の名。ここにない段は、まだ画面がない。
SCREENS = {
    "visitor": "visits",
    "household": "household",
    "interview": "interview",
    "list": "result",
    "receive": "receive",
    "hand_over": "papers",
    "general": "papers",
}


@dataclass(frozen=True, slots=True)
class StepLink:
    """帯の一段。`url` が空なら文字だけ。"""

    name: str
    state: str
    url: str
    here: bool


def links(band: CaseBand, here: str) -> tuple[StepLink, ...]:
    """いま開いている画面（`here`）を示し、開いたことのある段は押せるようにする。"""
    return tuple(_link(band, step, here) for step in band.steps)


def current_url(band: CaseBand) -> str:
    """続きから開くときの画面。世帯と聞き取りの、まだのほう。どちらも済んでいれば手続き一覧。"""
    if band.gives == "nobody":
        return reverse("result", args=[band.case_id])
    if band.gives != "list":
        return reverse("papers", args=[band.case_id])
    waiting = [
        step.id for step in band.steps if step.state == "next" and step.id in ("household", "interview")
    ]
    return reverse(SCREENS[waiting[0] if waiting else "list"], args=[band.case_id])


def _link(band: CaseBand, step: Step, here: str) -> StepLink:
    known = step.id in SCREENS and (step.state != "next" or step.id == here)
    url = reverse(SCREENS[step.id], args=[band.case_id]) if known else ""
    state = "done" if step.state == "now" and step.id != here else step.state
    return StepLink(step.name, state, url, step.id == here)
