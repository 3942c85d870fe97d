"""棚の検査。見つけたことを、誤り（直すまで使えない）と注意（使えるが残っている仕事）に分けて全部返す。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from madoguchi.catalogue import exercises
from madoguchi.catalogue import shelf as shelves
from madoguchi.catalogue.arrangements import misarranged
from madoguchi.catalogue.aside import set_aside, shaken, unread
from madoguchi.catalogue.assembly import Assembly, assemble
from madoguchi.catalogue.completeness import gaps, unverified
from madoguchi.catalogue.duplicates import doubled, doubled_conditions
from madoguchi.catalogue.exercises import Exercise, strays
from madoguchi.catalogue.findings import ERROR, Finding, errors, notices
from madoguchi.catalogue.logic import groundless, unsound
from madoguchi.catalogue.moments import Period
from madoguchi.catalogue.periods import aged, untimely
from madoguchi.catalogue.presumptions import leaking
from madoguchi.catalogue.proofs import failures
from madoguchi.catalogue.releases import unset
from madoguchi.catalogue.shelf import Shelf
from madoguchi.catalogue.touched import Touched, touched, uses
from madoguchi.catalogue.usage import idle, idle_departments, unknown_starts, with_inputs
from madoguchi.domain.conditions import Condition, facts_in
from madoguchi.domain.errors import Fault

__all__ = ["Asked", "Finding", "check", "examine"]
Also = Callable[[Shelf, Assembly], Iterable[Fault]]


def _nothing(_shelf: Shelf, _assembly: Assembly) -> Iterable[Fault]:
    return ()


@dataclass(frozen=True)
class Asked:
    """検査の注文。`today` は今日。`also` は上の部屋が足す検査（様式など）。"""

    today: date
    municipality: str | None = None
    mutate: bool = True
    also: Also = _nothing


def check(root: Path | None, asked: Asked) -> list[Fault]:
    """棚の誤りだけを返す（注意は含まない）。"""
    return [finding.fault for finding in examine(root, asked) if finding.severity == ERROR]


def examine(root: Path | None, asked: Asked) -> list[Finding]:
    """棚を検査する。自治体を言わなければ、国の段のあと全部の自治体を重ねて検査する。"""
    base = shelves.packaged_root() if root is None else root
    national = shelves.read(shelves.layers(base, None))
    found = _findings(national, None, asked)
    codes = [asked.municipality] if asked.municipality else list(shelves.municipality_folders(base))
    for code in codes:
        try:
            folders, drills = shelves.layers(base, code)[1:], _drills(base, code)
        except Fault as fault:
            if asked.municipality:
                raise
            found.extend(errors([fault]))
            continue
        found.extend(_local(base, code))
        found.extend(_findings(shelves.read(folders, national), national, asked, drills))
    return _once(found)


def _findings(
    read: Shelf, below: Shelf | None, asked: Asked, drills: tuple[Exercise, ...] = ()
) -> list[Finding]:
    """一そろいの検査。`below` があれば、そこから変わった定義だけ例を走らせ直す。`drills` はここでする練習の題。"""
    shelf = set_aside(read)
    assembly, period = assemble(shelf), Period.until(asked.today)
    untimed = list(untimely(shelf, assembly, period))
    steady = _steady(assembly, touched(assembly, shelf, below), shaken(shelf, [*assembly.faults, *untimed]))
    logic = list(unsound(assembly, steady, period))
    flawed = {name for name, finding in logic if finding.severity == ERROR}
    fit = _steady(assembly, steady, flawed)
    # 読めない手続きが引く条件は、気づくはずの例が欠けているので、変異を試さない。
    fit = replace(fit, conditions=tuple(sorted(set(fit.conditions) - unread(shelf, assembly))))
    return [
        *errors([*assembly.faults, *gaps(shelf, assembly), *untimed, *doubled(assembly)]),
        *errors([*leaking(shelf, assembly), *groundless(shelf, assembly), *misarranged(shelf, assembly)]),
        *errors(failures(assembly, fit, period, mutate=asked.mutate)),
        *errors([*asked.also(shelf, assembly), *strays(drills, assembly.definitions)]),
        *(finding for _, finding in logic),
        *notices([*unverified(assembly), *aged(shelf, asked.today), *doubled_conditions(assembly)]),
        *notices(_unfinished(shelf, below, assembly)),
    ]


def _steady(assembly: Assembly, chosen: Touched, shaky: set[str]) -> Touched:
    """`shaky`（誤りのある定義の名）に頼らないものだけ。"""
    definitions = assembly.definitions

    def rests(name: str, condition: Condition) -> bool:
        refs, values = uses(condition, definitions.conditions)
        facts = with_inputs(set(facts_in(condition, definitions.conditions)))
        groups = {fact.partition(".")[0] for fact in facts}
        return not shaky & {name, *refs, *values, *facts, *groups}

    return Touched(
        tuple(name for name in chosen.procedures if rests(name, definitions.procedures[name].condition)),
        tuple(name for name in chosen.conditions if rests(name, definitions.conditions[name])),
    )


def _unfinished(shelf: Shelf, below: Shelf | None, assembly: Assembly) -> Iterator[Fault]:
    """使われないもの（国の段）と、自治体の残した仕事（自治体の段）。"""
    yield from unknown_starts(assembly)
    if below is None:
        yield from idle(shelf, assembly)
    else:
        yield from unset(shelf)
        yield from idle_departments(shelf, assembly)


def _local(root: Path, code: str) -> Iterable[Finding]:
    """自治体の段そのものに要る書類があるか。練習のための市は、課も借りる。"""
    folder = shelves.municipality_folders(root)[code]
    needed = (
        ("municipality.yaml",) if shelves.practice_of(folder) else ("municipality.yaml", "departments.yaml")
    )
    for name in needed:
        if not (folder / name).is_file():
            yield Finding(ERROR, Fault(
                f"{name} がありません。", file=shelves.shown(folder), value=code, remedy="自治体の名と課を書いてください。"
            ))  # fmt: skip


def _drills(root: Path, code: str) -> tuple[Exercise, ...]:
    """練習のための市なら、練習の題。"""
    practice = shelves.practice_of(shelves.municipality_folders(root)[code])
    return exercises.load(root) if practice else ()


def _once(found: list[Finding]) -> list[Finding]:
    """同じ所の同じ言い分は一度だけにし、ファイルと行の順に並べる。"""
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        fault = finding.fault
        unique.setdefault((fault.file, fault.line, fault.column, str(fault.value), fault.reason), finding)
    return sorted(
        unique.values(),
        key=lambda one: (one.severity, one.fault.file or "", one.fault.line or 0, one.fault.column or 0),
    )
