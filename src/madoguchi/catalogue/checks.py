"""棚の検査。見つけたことを、誤り（直すまで使えない）と注意（使えるが残っている仕事）に分けて全部返す。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from madoguchi.catalogue import shelf as shelves
from madoguchi.catalogue.assembly import assemble
from madoguchi.catalogue.completeness import gaps, unverified
from madoguchi.catalogue.proofs import failures
from madoguchi.catalogue.releases import unset
from madoguchi.catalogue.shelf import Shelf
from madoguchi.catalogue.touched import touched
from madoguchi.domain.errors import Fault


@dataclass(frozen=True)
class Finding:
    """見つけたこと。`severity` は error か notice。"""

    severity: str
    fault: Fault


def check(root: Path | None = None) -> list[Fault]:
    """棚の誤りだけを返す（注意は含まない）。"""
    return [finding.fault for finding in examine(root) if finding.severity == "error"]


def examine(root: Path | None = None, municipality: str | None = None) -> list[Finding]:
    """棚を検査する。`municipality` がなければ、国の段のあと全部の自治体を重ねて検査する。"""
    base = shelves.packaged_root() if root is None else root
    national = shelves.read(shelves.layers(base, None))
    found = _findings(national, None)
    codes = [municipality] if municipality else list(shelves.municipality_folders(base))
    for code in codes:
        local = shelves.read(shelves.layers(base, code)[1:], national)
        found.extend(_local(base, code))
        found.extend(_findings(local, national))
    return _once(found)


def _findings(shelf: Shelf, below: Shelf | None) -> list[Finding]:
    """一そろいの検査。`below` があれば、そこから変わった定義だけ例を走らせ直す。"""
    if shelf.groundless:
        return [Finding("error", fault) for fault in shelf.faults]
    assembly = assemble(shelf)
    errors = [*assembly.faults, *gaps(shelf, assembly), *failures(assembly, touched(assembly, shelf, below))]
    notices = [*unverified(assembly), *(unset(shelf) if below else ())]
    return [*(Finding("error", fault) for fault in errors), *(Finding("notice", fault) for fault in notices)]


def _local(root: Path, code: str) -> Iterable[Finding]:
    """自治体の段そのものに要る書類があるか。"""
    folder = shelves.municipality_folders(root)[code]
    for name in ("municipality.yaml", "departments.yaml"):
        if not (folder / name).is_file():
            yield Finding("error", Fault(
                f"{name} がありません。", file=shelves.shown(folder), value=code, remedy="自治体の名と課を書いてください。"
            ))  # fmt: skip


def _once(found: list[Finding]) -> list[Finding]:
    """同じ所の同じ言い分は一度だけにし、ファイルと行の順に並べる。"""
    unique = {str(finding.fault): finding for finding in found}
    return sorted(
        unique.values(),
        key=lambda one: (one.severity, one.fault.file or "", one.fault.line or 0, one.fault.column or 0),
    )
