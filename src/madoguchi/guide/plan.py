"""判定から、いつ・どこへ・何を持って行けばよいかの予定を組む。来庁はいちばん少ない回数にする。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from madoguchi.catalogue.profiles import Window
from madoguchi.domain.judgement import NEEDED, Judgement, Line
from madoguchi.guide.bringing import BringItem, bring
from madoguchi.guide.timing import Calling, Key, Start, for_family, key_of, predecessors, starts, visited
from madoguchi.guide.trips import Errand, trips
from madoguchi.guide.windows import last_able, together

#: 予定の並び。informed は届のいらないこと、confirm は確かめてから知らせること。
KINDS = ("today", "again", "outside", "mail", "online", "informed", "confirm")


@dataclass(frozen=True, slots=True)
class Act:
    """予定の中の一つの手続き。`late` は、いちばん早くても期限に間に合わないこと。"""

    procedure_id: str
    person: str | None
    title: str
    due: date | None = None
    why_not_today: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    late: bool = False
    lead_time: str = ""
    rank: str = "none"
    sure: bool = True
    listed: bool = True

    @property
    def key(self) -> Key:
        """行の鍵。"""
        return (self.procedure_id, self.person)


@dataclass(frozen=True, slots=True)
class Stop:
    """行き先一つ。`first` から `last` までの間に（None は、日を言えない）。`windows` は全部を一度に受けられる窓口。"""

    kind: str
    place: str
    first: date | None
    last: date | None
    acts: tuple[Act, ...]
    windows: tuple[Window, ...] = ()
    bring: tuple[BringItem, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """今日できない訳を、重ねずに。"""
        return tuple(dict.fromkeys(why for act in self.acts for why in act.why_not_today))


@dataclass(frozen=True, slots=True)
class Choice:
    """一緒には請求できない、二つの手続き。"""

    one: str
    other: str
    rule: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """予定。`stops` は今日、次の来庁、市役所の外、郵送、届のいらないこと、確かめることの順。"""

    stops: tuple[Stop, ...]
    choices: tuple[Choice, ...] = ()

    def of(self, *kinds: str) -> tuple[Stop, ...]:
        """ある種類の行き先。"""
        return tuple(stop for stop in self.stops if stop.kind in kinds)


def plan(judgement: Judgement, now: Calling) -> Plan:
    """予定を組む。職員だけの行は入れず、入れないことで何も変わらない。"""
    lines = {key_of(line): line for line in judgement.lines if for_family(line) and _planned(line)}
    drawn = _Drawn(now, starts(judgement, now), lines)
    kinds = {key: _kind(line, drawn.starts[key]) for key, line in lines.items()}
    held = {kind: [key for key in lines if kinds[key] == kind] for kind in KINDS}
    found = [
        *_today(drawn, held["today"]),
        *_again(drawn, held["again"]),
        *(stop for kind in ("outside", "mail", "online") for stop in _bodies(drawn, kind, held[kind])),
        *(_plain(drawn, kind, held[kind]) for kind in ("informed", "confirm") if held[kind]),
    ]
    return Plan(tuple(found), choices(lines.values()))


def _planned(line: Line) -> bool:
    """予定に入れるか。当てはまるかを家族だけが知る行は、要ると決まるまで入れない。"""
    return line.result == NEEDED or line.procedure.listing == "judged"


def _kind(line: Line, start: Start) -> str:
    procedure = line.procedure
    if procedure.place == "city" and line.result != NEEDED:
        return "confirm"
    if procedure.kind == "information":
        return "informed"
    if procedure.channel in ("mail", "online"):
        return procedure.channel
    if procedure.place == "outside":
        return "outside"
    return "today" if start.today else "again"


@dataclass(frozen=True)
class _Drawn:
    """組む途中の値。"""

    now: Calling
    starts: Mapping[Key, Start]
    lines: Mapping[Key, Line]

    def acts(self, keys: Iterable[Key]) -> tuple[Act, ...]:
        """先に済ませるものを先に並べた手続き。"""
        wanted = list(keys)
        return tuple(self.act(key) for key in _ordered(wanted, {key: self.lines[key] for key in wanted}))

    def act(self, key: Key) -> Act:
        line, start = self.lines[key], self.starts[key]
        due = line.deadline.date if line.deadline else None
        before = predecessors(line, self.lines.values())
        return Act(
            *key, title(line), due, start.reasons, tuple(title(one) for one in before),
            late=due is not None and start.known and due < start.day,
            lead_time=line.procedure.lead_time or "", rank=line.deadline.rank if line.deadline else "none",
            sure=line.result == NEEDED, listed=line.listed,
        )  # fmt: skip

    def errand(self, key: Key) -> Errand:
        line = self.lines[key]
        due = line.deadline.date if line.deadline else None
        if due is not None and visited(line):
            due = last_able(line.procedure, due, self.now.windows, self.now.open_days)
        start = self.starts[key]
        return Errand(key, start.day, due, start.known)


def title(line: Line) -> str:
    """家族に見せる題。"""
    return line.procedure.title_for_family or line.procedure.name


def _ordered(keys: list[Key], lines: Mapping[Key, Line]) -> list[Key]:
    """先に済ませるものが前に来る並び。ほかは元のまま。"""
    waits = {key: {key_of(one) for one in predecessors(lines[key], lines.values())} for key in keys}
    found: list[Key] = []
    while len(found) < len(keys):
        ready = [key for key in keys if key not in found and waits[key] <= set(found)]
        found.extend(ready or [key for key in keys if key not in found])
    return found


def _today(drawn: _Drawn, keys: list[Key]) -> list[Stop]:
    if not keys:
        return []
    now, on = drawn.now, drawn.now.on
    here = now.standing_at()
    windows = together((drawn.lines[key].procedure for key in keys), on, on, here, now.open_days) or here
    return [
        Stop("today", _names(windows), on, on, drawn.acts(keys), windows, _bring(drawn, keys, today=True))
    ]


def _again(drawn: _Drawn, keys: list[Key]) -> list[Stop]:
    """もう一度の来庁。回数はいちばん少なく。"""
    found = []
    for trip in trips(drawn.errand(key) for key in keys):
        procedures = [drawn.lines[key].procedure for key in trip.keys]
        windows = together(procedures, trip.first, trip.last, drawn.now.windows, drawn.now.open_days)
        wanted = [key for key in keys if key in trip.keys]
        found.append(
            Stop(
                "again",
                _names(windows[:1]),
                trip.first if trip.known else None,
                trip.last,
                drawn.acts(wanted),
                windows,
                _bring(drawn, wanted),
            )
        )
    return found


def _names(windows: Iterable[Window]) -> str:
    return "、".join(f"{one.place} {one.name}" if one.place != one.name else one.name for one in windows)


def _bring(drawn: _Drawn, keys: list[Key], *, today: bool = False) -> tuple[BringItem, ...]:
    uses = [(key[0], drawn.lines[key].procedure.items) for key in keys]
    return bring(uses, []) if today else bring([], uses)


def _bodies(drawn: _Drawn, kind: str, keys: list[Key]) -> list[Stop]:
    """相手ごとに。日付の早い順。市への郵送は、相手の名を空にする。"""
    by_body = sorted(keys, key=lambda key: _body(drawn.lines[key]))
    found = []
    for body, same in groupby(by_body, key=lambda key: _body(drawn.lines[key])):
        own = sorted(same, key=list(drawn.lines).index)
        acts = drawn.acts(own)
        ends = [act.due for act in acts if act.due is not None and not act.late]
        begins = [drawn.starts[key] for key in own]
        first = max(one.day for one in begins) if all(one.known for one in begins) else None
        found.append(Stop(kind, body, first, min(ends, default=None), acts))
    return sorted(found, key=lambda stop: stop.last or date.max)


def _body(line: Line) -> str:
    return (line.procedure.agency or "") if line.procedure.place == "outside" else ""


def _plain(drawn: _Drawn, kind: str, keys: list[Key]) -> Stop:
    """届のいらないこと、確かめてから知らせること。日は決めない。"""
    return Stop(kind, "", None, None, drawn.acts(keys))


def choices(lines: Iterable[Line]) -> tuple[Choice, ...]:
    """両方とも家族に出ている手続きのうち、どちらか一つになるもの。二度は言わない。"""
    shown = {line.procedure.id: line for line in lines}
    found: dict[frozenset[str], Choice] = {}
    for name, line in shown.items():
        for link in line.procedure.links:
            other = shown.get(link.procedure)
            if link.rule not in ("choose_one", "excludes") or other is None:
                continue
            pair = frozenset((name, link.procedure))
            found.setdefault(
                pair, Choice(title(line), title(other), link.rule, link.text, link.basis or "")
            )  # fmt: skip
    return tuple(found.values())
