"""いまの一覧。今日さわった件と、待っている行。だれの件かの名前は持たない。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Q
from django.utils.timezone import get_current_timezone, localtime

from madoguchi.cases.models import Case, CaseLine, Visit
from madoguchi.cases.states import COUNTER, DEPARTMENT, SETTLED, CaseState


@dataclass(frozen=True, slots=True)
class BoardCase:
    """今日さわった件。`settled` / `lines` は、市の行のうち片づいたものと全部。`visitors` は何回めの来庁か。"""

    case_id: int
    number: str
    event_kind: str
    subject: str
    state: str
    place: str
    visitors: int
    began: datetime
    touched_at: datetime
    touched_by: str
    ended_today: bool
    lines: int
    settled: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """だれかを待っている行の数と、いちばん長く待っている行の時刻。`who` は課か窓口の略号。"""

    who: str
    lines: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """その日の一覧。`departments` は課を、`counters` は窓口を待つ行（窓口はその件のいまの来庁の窓口）。"""

    day: date
    cases: tuple[BoardCase, ...]
    departments: tuple[Waiting, ...]
    counters: tuple[Waiting, ...]

    def by_state(self) -> dict[str, int]:
        """件の状態ごとの数。"""
        return {state.value: sum(one.state == state for one in self.cases) for state in CaseState}


def board(day: date) -> Board:
    """その日さわった件と、いま待っている行。問い合わせは五つ、件が増えても変わらない。"""
    start = datetime.combine(day, time.min, get_current_timezone())
    touched = Q(touched_at__gte=start, touched_at__lt=start + timedelta(days=1))
    cases = list(Case.objects.filter(touched).order_by("opened_at"))
    places = _places(case.pk for case in cases)
    counts = _counts([case.pk for case in cases])
    return Board(
        day, tuple(_case(case, places, counts.get(case.pk, (0, 0, 0))) for case in cases), _departments(), _counters()
    )  # fmt: skip


def _case(
    case: Case, visits: dict[tuple[int, int], tuple[str, datetime]], counts: tuple[int, int, int]
) -> BoardCase:
    place, began = visits.get((case.pk, case.current_visit), ("", case.opened_at))
    lines, settled, waiting = counts
    return BoardCase(
        case.pk, case.number, case.event_kind, case.subject_key, case.state, place, case.current_visit, localtime(began),
        localtime(case.touched_at), case.touched_by, case.ended_visit == case.current_visit, lines, settled, waiting,
    )  # fmt: skip


def _places(cases: Iterable[int]) -> dict[tuple[int, int], tuple[str, datetime]]:
    rows = Visit.objects.filter(case_id__in=list(cases)).values_list("case_id", "number", "place", "at")
    return {(case_id, number): (place, at) for case_id, number, place, at in rows}


def _counts(cases: list[int]) -> dict[int, tuple[int, int, int]]:
    """件ごとの、市の行・片づいた行・だれかを待つ行の数。"""
    rows = (
        CaseLine.objects.filter(case_id__in=cases, holds=True, gone=False)
        .order_by()
        .values("case_id")
        .annotate(
            lines=Count("pk"),
            settled=Count("pk", filter=Q(state__in=SETTLED)),
            waiting=Count("pk", filter=~Q(waiting="")),
        )
    )
    return {row["case_id"]: (row["lines"], row["settled"], row["waiting"]) for row in rows}


def _departments() -> tuple[Waiting, ...]:
    rows = (
        CaseLine.objects.filter(waiting=DEPARTMENT)
        .order_by()
        .values("department")
        .annotate(lines=Count("pk"), oldest=Min("since"))
        .order_by("department")
    )
    return tuple(Waiting(row["department"], row["lines"], _local(row["oldest"])) for row in rows)


def _counters() -> tuple[Waiting, ...]:
    """窓口を待つ行を、その件のいまの来庁の窓口に分ける。"""
    rows = (
        CaseLine.objects.filter(waiting=COUNTER)
        .order_by()
        .values("case_id", "case__current_visit")
        .annotate(lines=Count("pk"), oldest=Min("since"))
    )
    held = list(rows)
    visits = _places(row["case_id"] for row in held)
    found: dict[str, Waiting] = {}
    for row in held:
        place = visits.get((row["case_id"], row["case__current_visit"]), ("", None))[0]
        found[place] = _with(found.get(place, Waiting(place, 0, None)), row["lines"], row["oldest"])
    return tuple(found[place] for place in sorted(found))


def _with(held: Waiting, lines: int, oldest: datetime | None) -> Waiting:
    times = [at for at in (held.oldest, _local(oldest)) if at is not None]
    return Waiting(held.who, held.lines + lines, min(times, default=None))


def _local(at: datetime | None) -> datetime | None:
    return None if at is None else localtime(at)
