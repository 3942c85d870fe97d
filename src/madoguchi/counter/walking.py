"""受け付ける行の並び。手続き一覧と同じ順で、行のいまの状態と、次に開く行を言う。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from madoguchi.cases.projection import LineNow, line_key
from madoguchi.cases.states import LINE_LABELS, SETTLED, LineState
from madoguchi.counter.adjusting import adjusted, four_parts, stage
from madoguchi.counter.lines import key_of, title_of
from madoguchi.counter.numbering import numbers
from madoguchi.counter.opened import Opened
from madoguchi.counter.receiving_pages import LineStatus, WalkPart, WalkRow
from madoguchi.counter.texts import moment
from madoguchi.domain.judgement import NEEDED, NOT_NEEDED, Line
from madoguchi.guide.parts import FourParts
from madoguchi.guide.wording import mark_of

TITLES = {"today": "今日ここで", "again": "もう一度", "confirm": "確認してから", "before": "前に手のついた行"}
#: 職員の画面の札。家族が断ったことは「請求しない」とだけ言う。
MARKS = {**LINE_LABELS, LineState.DROPPED: "不要"}
NOT_CLAIMED = "今回はしない"


@dataclass(frozen=True)
class Walk:
    """受け付ける行の全部。`parts` は（まとまり, 行の鍵の並び）、`lines` は鍵から判定の行。"""

    case: Opened
    numbers: Mapping[str, int]
    lines: Mapping[str, Line]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    registered: bool
    arranged: FourParts

    @property
    def keys(self) -> tuple[str, ...]:
        """並びの順の、行の鍵。"""
        return tuple(key for _, keys in self.parts for key in keys)

    def status(self, key: str) -> LineStatus:
        """行のいま。"""
        return status_of(self.case, key, self.lines.get(key), registered=self.registered)

    def owed(self, key: str) -> bool:
        """件を終えるまでに、どうするかを決める行か。お知らせするだけの行は入らない。"""
        now = self.case.now.lines.get(key)
        return now is not None and now.holds

    def left(self) -> tuple[str, ...]:
        """まだ決めていない行。"""
        return tuple(key for key in self.keys if self.owed(key) and not self.status(key).settled)

    def ready(self) -> tuple[str, ...]:
        """いま決められる行。登録を待つと決めた行は、登録が済むまで入らない。"""
        waits = frozenset() if self.registered else {LineState.AFTER_REGISTER}
        return tuple(key for key in self.left() if self.status(key).state not in waits)

    def told(self) -> tuple[Line, ...]:
        """お知らせするだけの行。"""
        return tuple(
            self.lines[key]
            for key in self.keys
            if key in self.lines and self.lines[key].procedure.kind == "information"
        )

    def next_after(self, key: str) -> str | None:
        """次に開く、まだ決めていない行。後ろになければ前に戻り、一つもなければ None。"""
        left, keys = set(self.ready()) - {key}, self.keys
        at = keys.index(key) + 1 if key in keys else 0
        return next((one for one in (*keys[at:], *keys[:at]) if one in left), None)

    def title(self, key: str) -> str:
        """行の題。"""
        line = self.lines.get(key)
        if line is not None:
            return title_of(self.case, line)
        procedure = self.case.procedure(key.partition("@")[0])
        return key.partition("@")[0] if procedure is None else procedure.name

    def row(self, key: str, here: str = "") -> WalkRow:
        """左の一行。"""
        return WalkRow(self.numbers[key], self.title(key), self.status(key), key == here)

    def views(self, here: str = "") -> tuple[WalkPart, ...]:
        """左に並ぶまとまり。"""
        left = set(self.left())
        return tuple(
            WalkPart(
                name, TITLES[name], tuple(self.row(key, here) for key in keys), len(left & set(keys)), here in keys
            )
            for name, keys in self.parts
            if keys
        )  # fmt: skip

    def progress(self) -> str:
        """「12件のうち5件 受付済」。"""
        owed = [key for key in self.keys if self.owed(key)]
        done = sum(self.status(key).settled for key in owed)
        received = sum(bool(self.status(key).receipt) for key in owed)
        more = f"、ほかに決まったもの {done - received}件" if done > received else ""
        return f"{len(owed)}件のうち{received}件 受付済{more}"


def walk(case: Opened, parts: FourParts | None = None) -> Walk:
    """一覧と同じ順の、市の行。職員だけの行も入り、もう判定に出ない行も、手がついていれば残る。"""
    lines = {key_of(line): line for line in adjusted(case).lines}
    parts = parts or four_parts(case)
    staff = [key for key, line in lines.items() if _is_for_staff(line)]
    found = {
        name: [key for one in shown if _is_city(lines[key := line_key(one.procedure_id, one.person)])]
        for name, shown in parts.all
        if name != "outside"
    }
    for key in staff:
        found["today" if lines[key].result == NEEDED else "confirm"].append(key)
    shown_keys = {key for keys in found.values() for key in keys}
    outside = {key for key, line in lines.items() if not _is_city(line)}
    before = [
        key
        for key, line in case.now.lines.items()
        if key not in shown_keys | outside and line.state is not LineState.OPEN
    ]
    ordered = tuple((name, tuple(keys)) for name, keys in {**found, "before": before}.items())
    return Walk(case, numbers(case), lines, ordered, stage(case).registered, parts)


def _is_city(line: Line) -> bool:
    return line.procedure.place == "city"


def _is_for_staff(line: Line) -> bool:
    procedure = line.procedure
    shown = procedure.listing == "judged" and line.result != NOT_NEEDED
    return procedure.audience == "staff" and shown and _is_city(line)


def status_of(case: Opened, key: str, line: Line | None, *, registered: bool) -> LineStatus:
    """行のいま。まだなら、判定の札のまま。"""
    now = case.now.lines.get(key, LineNow(key))
    if now.state is LineState.OPEN:
        mark = "まだ" if line is None or line.result == NOT_NEEDED else mark_of(line, registered)
        return LineStatus(now.state, mark, now.receipt, now.note, told(case, now))
    return LineStatus(
        now.state, mark_now(now, line), now.receipt, now.note, told(case, now), now.state in SETTLED
    )


def mark_now(now: LineNow, line: Line | None) -> str:
    """手のついた行の札。"""
    if now.state is LineState.DECLINED and (line is None or line.procedure.kind != "right"):
        return NOT_CLAIMED
    return MARKS[now.state]


def told(case: Opened, now: LineNow) -> str:
    """だれが、いつ。"""
    if not now.by:
        return ""
    since: datetime | None = now.since
    return f"{now.by}　{moment(localtime(since), case.at.today)}" if since else now.by
