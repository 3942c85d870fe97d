"""探す言葉を生年月日として読む。どの書き方でも、考えられる日を全部（不詳なら区間を）返す。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from madoguchi.domain.calendar import ERAS, Span, bounds
from madoguchi.domain.errors import Fault

from .feeds.dates import parse_date
from .folding import kanji_number

Birth = tuple[date, date]
_NAMES = {key.lower(): name for _, name, letter in ERAS for key in (name, letter)}
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr])"
_DAY = re.compile(
    rf"{_ERA}?(?P<y>元|\d{{1,4}})[年./-](?P<m>\d{{1,2}})[月./-](?P<d>\d{{1,2}})日?(?P<about>頃)?"
)
_PACKED = re.compile(rf"{_ERA}?(?P<y>\d{{2}}|\d{{4}})(?P<m>\d{{2}})(?P<d>\d{{2}})")
_PART = re.compile(
    rf"(?:{_ERA}(?P<y>元|\d{{1,2}})年?|(?P<west>\d{{4}})年)"
    r"(?:(?P<m>\d{1,2})月)?(?P<third>[上中下]旬)?(?P<about>頃)?(?:月日不詳|日不詳|不詳日|不詳)?"
)
_END = re.compile("(生まれ|うまれ|生)$")
_KANJI = re.compile("[〇一二三四五六七八九十]+(?=[年月日])")
_STARTS_WITH_ERA = re.compile("明治|大正|昭和|平成|令和")


def births_of(part: str) -> tuple[Birth, ...]:
    """考えられる生年月日。日付として読めなければ空。"""
    plain = _END.sub("", part.replace("ごろ", "頃"))
    if _STARTS_WITH_ERA.match(plain):
        plain = _KANJI.sub(lambda found: kanji_number(found.group()), plain)
    for pattern in (_DAY, _PACKED):
        if found := pattern.fullmatch(plain):
            about = found.groupdict().get("about") or ""
            return tuple(_read(_days(found["era"], found["y"], found["m"], found["d"], about)))
    if found := _PART.fullmatch(plain):
        return tuple(_read([_unsure(found)]))
    return ()


def _days(era: str | None, year: str, month: str, day: str, about: str) -> Iterable[str]:
    """元号を言わない二桁までの年は、ありうる元号の全部。"""
    if len(year) > 2:
        return [f"{year}-{int(month):02d}-{int(day):02d}"] if len(year) == 4 and not era else []
    eras = [_NAMES[era.lower()]] if era else [name for _, name, _ in ERAS]
    count = year if year == "元" else int(year)
    return [f"{name}{count}年{int(month)}月{int(day)}日{about}" for name in eras]


def _unsure(found: re.Match[str]) -> str:
    """月や日を言わない書き方を、不詳日の書き方にする。"""
    if found["west"]:
        return f"{found['west']}-{int(found['m'] or 0):02d}-00"
    count = found["y"] if found["y"] == "元" else int(found["y"])
    month = f"{int(found['m'])}月" if found["m"] else ""
    rest = found["third"] or found["about"] or ("日不詳" if month else "月日不詳")
    return f"{_NAMES[found['era'].lower()]}{count}年{month}{rest}"


def _read(texts: Iterable[str]) -> Iterable[Birth]:
    """暦や元号にない日なら、生年月日とはみなさない。"""
    for text in texts:
        try:
            value: date | Span | None = parse_date(text, "wareki")
        except (Fault, ValueError):
            continue
        if value is not None:
            yield bounds(value)
