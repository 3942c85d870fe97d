"""画面に出す日付・時刻・名前の言い方。"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from madoguchi.domain import calendar
from madoguchi.domain.calendar import Span, wareki, weekday
from madoguchi.residents.queries import DeathNotice, PersonDisplay

SEXES = {"M": "男", "F": "女"}
WAITING_NOTE = "戸籍は登録待ち"


def long_day(value: Any) -> str:
    """和暦の日付と曜日。不詳なら両端。

    >>> long_day(date(2026, 11, 12))
    '令和8年11月12日（木）'
    """
    if value is None:
        return "わかりません"
    if isinstance(value, Span):
        return f"{wareki(value.low)}から{wareki(value.high)}のあいだ"
    return f"{wareki(value)}（{weekday(value)}）"


def birth_text(value: Any) -> str:
    """生年月日。"""
    return "生年月日不詳" if value is None or isinstance(value, Span) else wareki(value)


def age_text(birth: Any, on: date) -> str:
    """満年齢。生年月日が不詳なら空。"""
    if birth is None or isinstance(birth, Span):
        return ""
    return f"{calendar.age_by_birthday(birth, on)}歳"


def day_of(value: datetime | date, on: date) -> str:
    """年の同じ日は「11月20日」、ほかは和暦。"""
    day = value.date() if isinstance(value, datetime) else value
    return f"{day.month}月{day.day}日" if day.year == on.year else wareki(day)


def moment(value: datetime, on: date) -> str:
    """「11月20日 9時42分」。今日なら「今日 9時42分」、0分は略す。"""
    minute = f"{value.minute}分" if value.minute else ""
    day = "今日" if value.date() == on else day_of(value, on)
    return f"{day} {value.hour}時{minute}"


def stored_moment(text: str | None, on: date) -> str:
    """記録の時点（ISO の文字）を、画面の言い方にする。日だけのものは日だけ。"""
    if not text:
        return ""
    if len(text) == len("2026-11-20"):
        return day_of(date.fromisoformat(text), on)
    value = localtime(datetime.fromisoformat(text))
    minute = f"{value.minute}分" if value.minute else ""
    return f"{day_of(value, on)} {value.hour}時{minute}"


def called(name: str) -> str:
    """呼び名。名があれば名で、なければ全部で。

    >>> called("佐藤　松雄")
    '松雄さん'
    """
    parts = name.replace("\u3000", " ").split()
    return f"{parts[-1]}さん" if parts else "この方"


def notice_text(death: DeathNotice | None, on: date) -> tuple[str, str]:
    """死亡届の状態と、添え書き。"""
    if death is None or death.notified_on is None:
        return "なし", ""
    note = WAITING_NOTE if death.registered_on is None else "戸籍は登録済"
    return f"{day_of(death.notified_on, on)} 受理", note


def person_name(person: PersonDisplay) -> str:
    """氏名。記録がなければ、ないと言う。"""
    return person.name or "（氏名の記録がありません）"
