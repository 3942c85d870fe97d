"""それぞれの行が、いつからできるか。今日できないなら、なぜか。職員だけの行は見ない。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from madoguchi.catalogue.profiles import MunicipalityProfile, Window, open_days
from madoguchi.domain.calendar import OpenDays, bounds
from madoguchi.domain.judgement import NEEDED, NOT_NEEDED, Judgement, Line
from madoguchi.guide.windows import able_on, next_able, why_not
from madoguchi.guide.wording import day_text

Key = tuple[str, str | None]
#: 戸籍の登録のめやすを決めていない自治体で、登録がこれより後になることはまずないとみる日数。日としては言わない。
REGISTER_AT_MOST = 90
VISITED = ("counter", "consult")


@dataclass(frozen=True, slots=True)
class VisitStage:
    """いまが、どの段の来庁か。`returning` は届のあとの来庁、`registered` は戸籍の登録が済んだこと。

    `call_by` は、確かめてお知らせする日（窓口が約束したとき）。`here` は来ている窓口の id。
    """

    returning: bool = False
    registered: bool = False
    call_by: date | None = None
    here: str | None = None


@dataclass(frozen=True)
class Calling:
    """いまの来庁。窓口を言わなければ、その日に開いている窓口のどこかに来ている。"""

    on: date
    stage: VisitStage
    open_days: OpenDays
    windows: tuple[Window, ...] = ()
    register_days: int | None = None

    def standing_at(self) -> tuple[Window, ...]:
        """いま居る窓口。決まりの上では開いていない日に来ているなら、空（窓口では絞らない）。"""
        if self.stage.here is not None:
            return tuple(one for one in self.windows if one.id == self.stage.here)
        return tuple(one for one in self.windows if one.open_on(self.on, self.open_days.closed))

    def after_today(self) -> date:
        """次に来られる日。"""
        return self.open_days.next_open(self.on + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Start:
    """はじめてできる日（今日なら `reasons` は空）と、今日できない訳。`known` でなければ、日は言えない。"""

    day: date
    reasons: tuple[str, ...] = ()
    known: bool = True

    @property
    def today(self) -> bool:
        """今日できるか。"""
        return not self.reasons


def calling(municipality: MunicipalityProfile | None, on: date, stage: VisitStage) -> Calling:
    """自治体の窓口と閉庁日から。自治体が決まっていなければ、土日と祝日だけを見る。"""
    if municipality is None:
        return Calling(on, stage, open_days())
    days = open_days(municipality.closing_days)
    return Calling(on, stage, days, municipality.windows, municipality.register_days)


def key_of(line: Line) -> Key:
    """行の鍵。"""
    return (line.procedure.id, line.person)


def for_family(line: Line) -> bool:
    """家族に見せる行か。"""
    procedure = line.procedure
    shown = procedure.audience == "family" and procedure.listing != "only_if_asked"
    return shown and line.result != NOT_NEEDED


def starts(judgement: Judgement, now: Calling) -> dict[Key, Start]:
    """家族に見せる行の、はじめてできる日。先に済ませる手続きより前にはならない。"""
    lines = [line for line in judgement.lines if for_family(line)]
    around = _Around(now, _event_days(judgement), _registered_by(judgement, now))
    found = {key_of(line): _alone(line, around) for line in lines}
    pairs = [(line, before) for line in lines for before in predecessors(line, lines)]
    # 順序は輪にならないと検査で確かめてある。行の数だけ回れば、どの順に並んでいても行きわたる。
    for _ in lines if pairs else ():
        before_pass = dict(found)
        for line, before in pairs:
            found[key_of(line)] = _after(line, before, found, now)
        if found == before_pass:
            break
    return found


def predecessors(line: Line, lines: Iterable[Line]) -> tuple[Line, ...]:
    """先に済ませる行のうち、この家族に要るもの。人ごとの行どうしなら、同じ人のもの。

    ほかのできごとの同じ手続きにまとめられた行（`same_as`）も、その名で引く。
    """
    named = {link.procedure for link in line.procedure.links if link.rule == "after"}
    return tuple(
        one
        for one in lines if named
        if named & {one.procedure.id, one.procedure.same_as} and one.result == NEEDED and for_family(one)
        and not (_each(one) and _each(line) and one.person != line.person)
    )  # fmt: skip


def _each(line: Line) -> bool:
    return line.procedure.per in ("member", "mover")


def _event_days(judgement: Judgement) -> dict[str, date]:
    """できごとの日。不詳なら遅いほう。"""
    events = [facts.situation.event for facts in judgement.facts]
    return {event.kind: bounds(event.on)[1] for event in events}


@dataclass(frozen=True)
class _Around:
    """どの行にも同じ周り。`registered_by` は戸籍の登録が済むめやすの日。"""

    now: Calling
    event_days: Mapping[str, date]
    registered_by: date


def _alone(line: Line, around: _Around) -> Start:
    """ほかの行を見ずに。"""
    procedure, now, day = line.procedure, around.now, around.now.on
    reasons: list[str] = []
    waits = procedure.after_register and not now.stage.registered
    if waits:
        reasons.append("戸籍の登録が済んでから")
        day = around.registered_by
    opens = (line.deadline.opens if line.deadline else None) or now.on
    happens = _happens(line, around)
    if opens > now.on:
        reasons.append(f"{day_text(opens, now.on)}から")
    if happens > now.on:
        reasons.append(f"{day_text(happens, now.on)}になってから")
    day = max(day, opens, happens)
    if procedure.place == "city":
        reasons += [*_timing(line, now), *_not_here(line, now)]
    known = not waits or now.register_days is not None
    return Start(_reachable(line, day, now) if reasons else day, tuple(reasons), known)


def _happens(line: Line, around: _Around) -> date:
    """できごとの前にはできない手続き（引っ越す前の転入届など）なら、できごとの日。"""
    days = around.event_days
    waits = line.procedure.not_before == "event"
    return max((days[one] for one in line.events if waits and one in days), default=around.now.on)


def _reachable(line: Line, day: date, now: Calling) -> date:
    """その日から先で、今日より後の、窓口に来られる日。"""
    later = max(day, now.after_today())
    return next_able(line.procedure, later, now.windows, now.open_days) if visited(line) else later


def visited(line: Line) -> bool:
    """市の窓口に来てする行か。"""
    procedure = line.procedure
    return procedure.place == "city" and procedure.channel in VISITED and procedure.kind != "information"


def _registered_by(judgement: Judgement, now: Calling) -> date:
    """戸籍の登録が済むめやすの日。届がまだなら、今日出すとみる。"""
    if now.register_days is None:
        return now.open_days.next_open(now.on + timedelta(days=REGISTER_AT_MOST))
    notified = max(
        (day for one in judgement.facts if (day := one.situation.event.notified_on)), default=now.on
    )
    return max(now.open_days.next_open(notified + timedelta(days=now.register_days)), now.after_today())


def _timing(line: Line, now: Calling) -> list[str]:
    timing = line.procedure.timing
    opens = line.deadline.opens if line.deadline else None
    if timing == "at_notice" or (now.stage.returning and (timing == "return_visit" or opens is not None)):
        return []
    return ["書類をそろえてから" if timing == "return_visit" else "あとからでもよい"]


def _not_here(line: Line, now: Calling) -> list[str]:
    """いま居る窓口でできない訳。"""
    here = now.standing_at()
    if not visited(line) or not here or able_on(line.procedure, now.on, here, now.open_days.closed):
        return []
    said = dict.fromkeys(why for one in here if (why := why_not(one, line.procedure)))
    return ["、".join(said) or "この窓口は、今日は閉じています"]


def _after(line: Line, before: Line, found: Mapping[Key, Start], now: Calling) -> Start:
    """先にすることの後ろへずらす。市役所の外のことは、今日のうちには済まない。"""
    own, first = found[key_of(line)], found[key_of(before)]
    if before.procedure.place == "city" and first.today:
        return own
    said = f"「{before.procedure.title_for_family or before.procedure.name}」が済んでから"
    day = _reachable(line, max(own.day, first.day), now)
    known = own.known and first.known
    return replace(own, day=day, known=known, reasons=tuple(dict.fromkeys((*own.reasons, said))))
