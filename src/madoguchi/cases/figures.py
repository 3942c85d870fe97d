"""一月の数。来庁と操作の流れから数える。人にも職員にも結ばず、足し合わせられる数だけを持つ。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

#: これだけ操作があいたら、その来庁は終わったとみなす。
PAUSE = timedelta(minutes=60)
#: 課の仕事。来た人の前で行うことではないので、来庁の時間に入れない。
BEHIND = frozenset({
    "acknowledge", "ask_back", "answer_back", "send_back", "forward", "complete", "registered", "note_register", "bundle",
    "hand_over",
})  # fmt: skip
#: もう一度の来庁が要ったわけ。上から順に、当てはまる一つを採る。
REASONS = {
    "messenger": "届のときは使者だった",
    "wait_register": "戸籍の登録を待った",
    "hold": "足りないものがあった",
    "refer": "担当課で確かめた",
    "end_today": "その日はそこまでにした",
    "other": "そのほか",
}


@dataclass(frozen=True, slots=True)
class Step:
    """来庁のあいだの一つの操作。`department` はその行の担当課、`questions` は答えていただいた問いの数。"""

    kind: str
    at: datetime
    line: str = ""
    department: str = ""
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """一回の来庁。`returned_for` は、日を改めて来たわけ（初めての日なら空）。"""

    at: datetime
    steps: Sequence[Step]
    returned_for: str = ""


@dataclass(frozen=True)
class Figures:
    """一つの月・できごと・窓口の数。どれも足し合わせられる。"""

    opened: int = 0
    visits: int = 0
    returns: int = 0
    closed: int = 0
    closed_at_once: int = 0
    receiving: int = 0
    received: int = 0
    avoided: int = 0
    asking: int = 0
    questions: int = 0
    minutes: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    referred: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """表に置く形。"""
        return asdict(self)

    @property
    def timed(self) -> int:
        """時間の測れた来庁。"""
        return sum(self.minutes.values())

    @property
    def median_minutes(self) -> int | None:
        """来庁の時間の中央値（分）。測れた来庁がなければ None。

        >>> Figures(minutes={"30": 1, "48": 1, "90": 1}).median_minutes
        48
        """
        half, passed = (self.timed + 1) // 2, 0
        for minute, count in sorted((int(key), count) for key, count in self.minutes.items()):
            passed += count
            if passed >= half:
                return minute
        return None


def total(rows: Iterable[Figures]) -> Figures:
    """全部の和。"""
    sums: dict[str, Any] = {
        one.name: Counter() if one.default_factory is not MISSING else 0 for one in fields(Figures)
    }
    for row in rows:
        for name in sums:
            value = getattr(row, name)
            if isinstance(value, int):
                sums[name] += value
            else:
                sums[name].update(value)
    return Figures(**{name: value if isinstance(value, int) else dict(value) for name, value in sums.items()})


def from_json(body: Mapping[str, Any]) -> Figures:
    """`as_json` の逆。前の版にあって今はない数は使わない。"""
    known = {one.name for one in fields(Figures)}
    return Figures(**{key: value for key, value in body.items() if key in known})


def of_visit(seen: Seen) -> Figures:
    """一回の来庁の数。"""
    steps = at_the_counter(seen)
    received = _received(steps)
    referred = Counter(one.department for one in steps if one.kind == "refer" and one.department)
    asked = sum(one.questions for one in steps)
    minutes = round((steps[-1].at - seen.at).total_seconds() / 60) if len(steps) > 1 else None
    return Figures(
        visits=1, returns=int(bool(seen.returned_for)), receiving=int(bool(received)), received=len(received),
        avoided=max(0, len(set(received.values())) - 1), asking=int(asked > 0), questions=asked,
        minutes={} if minutes is None else {str(minutes): 1}, hours={f"{seen.at.weekday()}-{seen.at.hour}": 1},
        reasons={seen.returned_for: 1} if seen.returned_for else {}, referred=dict(referred),
    )  # fmt: skip


def at_the_counter(seen: Seen) -> list[Step]:
    """来た人の前で行った操作。日をまたがず、あいだが一時間あくまで。"""
    found: list[Step] = []
    last = seen.at
    for step in seen.steps:
        if step.kind in BEHIND:
            continue
        if step.at.date() != seen.at.date() or step.at - last > PAUSE:
            break
        found.append(step)
        last = step.at
    return found


def reason_of(gave_list: bool, kinds: Iterable[str]) -> str:
    """前の来庁で渡せたもの（一覧か）と行った操作から、もう一度の来庁が要ったわけ。"""
    done = set(kinds)
    if not gave_list:
        return "messenger"
    return next(
        (reason for reason in ("wait_register", "hold", "refer", "end_today") if reason in done), "other"
    )


def _received(steps: Iterable[Step]) -> dict[str, str]:
    """受け付けた行と、その担当課。取り消した行は数えない。"""
    found: dict[str, str] = {}
    for step in steps:
        if step.kind == "receive":
            found[step.line] = step.department
        elif step.kind == "take_back":
            found.pop(step.line, None)
    return found
