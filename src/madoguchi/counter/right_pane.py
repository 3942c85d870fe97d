"""聞き取りの右に出す「これで決まる手続き」。いまの問いが決めるものだけ。"""

from __future__ import annotations

from madoguchi.counter.opened import Opened
from madoguchi.counter.pages import DecidedLine
from madoguchi.domain.explanation import because
from madoguchi.domain.judgement import NEEDED, NOT_NEEDED, Line
from madoguchi.guide.wording import mark_of

Key = tuple[str, str | None]


def decided_lines(case: Opened, keys: tuple[Key, ...]) -> tuple[DecidedLine, ...]:
    """いまの問いのどれかが、決めた行か、決める行。職員だけの行は出さない。"""
    numbers = {key: number for number, key in enumerate(keys, 1)}
    found = []
    for line in case.judgement.lines:
        procedure = line.procedure
        if procedure.audience == "family" and procedure.listing == "judged":
            note = _note(case, line, numbers)
            if note:
                found.append(DecidedLine(_title(case, line), _mark(line), note))
    return tuple(dict.fromkeys(found))


def _title(case: Opened, line: Line) -> str:
    whose = line.person if line.procedure.per in ("member", "mover") else None
    return line.procedure.name + (f"（{case.names[whose]}さん）" if whose in case.names else "")


def _mark(line: Line) -> str:
    return "不要" if line.result == NOT_NEEDED else mark_of(line, registered=True)


def _note(case: Opened, line: Line, numbers: dict[Key, int]) -> str:
    waiting = [numbers[one.fact_id, one.person] for one in line.open if (one.fact_id, one.person) in numbers]
    if waiting:
        return f"問{min(waiting)}で決まります"
    decided = [
        numbers[ref.fact_id, ref.person] for ref in line.deciding if (ref.fact_id, ref.person) in numbers
    ]
    if not decided:
        return ""
    if line.result == NEEDED:
        return f"問{min(decided)}で決まりました"
    return because(line, case.definitions, case.names)
