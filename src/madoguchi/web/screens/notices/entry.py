"""届の控えに打たれたもの。読めない日付は、打ったまま返して直してもらう。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from madoguchi.cases.notice_states import PLACES
from madoguchi.cases.notices import NoticeText
from madoguchi.domain.calendar import wareki
from madoguchi.domain.errors import Fault
from madoguchi.web.screens.search.entry import day_of

DAYS = {"birth": "生年月日", "event_on": "できごとの日", "received_on": "受け取った日"}


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """画面の値。誤りのときも、打ちなおさせないために持つ。"""

    event: str = "death"
    name: str = ""
    kana: str = ""
    birth: str = ""
    event_on: str = ""
    place: str = "night"
    place_name: str = ""
    received_on: str = ""

    def errors(self) -> dict[str, str]:
        """欄の名 → 直し方。"""
        found: dict[str, str] = {}
        if not self.name:
            found["name"] = "氏名を、届のとおりに入れてください。"
        if self.place == "elsewhere" and not self.place_name:
            found["place_name"] = "届を送ってきた市町村の名を入れてください。"
        for field in DAYS:
            try:
                day_of(getattr(self, field))
            except Fault as fault:
                found[field] = str(fault)
        if not self.received_on:
            found["received_on"] = "受け取った日を入れてください。"
        return found

    def text(self) -> NoticeText:
        """窓口の言葉にする。"""
        return NoticeText(
            self.event, self.name, self.place, day_of(self.received_on) or date.max, self.kana,
            day_of(self.birth), day_of(self.event_on), self.place_name,
        )  # fmt: skip


def entry_of(form: QueryDict, events: tuple[tuple[str, str], ...]) -> NoticeEntry:
    """送られた欄を読む。"""
    event, place = form.get("event", ""), form.get("place", "")
    return NoticeEntry(
        event if event in dict(events) else events[0][0], _text(form, "name", 60), _text(form, "kana", 80),
        _text(form, "birth", 30), _text(form, "event_on", 30), place if place in PLACES else "night",
        _text(form, "place_name", 40), _text(form, "received_on", 30),
    )  # fmt: skip


def entry_from(text: NoticeText) -> NoticeEntry:
    """控えに書いてあることを、欄に戻す。"""
    return NoticeEntry(
        text.event_kind, text.name, text.kana, wareki(text.birth) if text.birth else "",
        wareki(text.event_on) if text.event_on else "", text.place, text.place_name, wareki(text.received_on),
    )  # fmt: skip


def _text(form: QueryDict, name: str, longest: int) -> str:
    return form.get(name, "").strip()[:longest]
