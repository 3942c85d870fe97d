"""課との受け渡しの画面の、手続きと人の言い方。件を開かずに、行だけから言う。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from madoguchi.cases.queries import QueueLine
from madoguchi.counter.desk import Desk, note_read
from madoguchi.counter.lines import named
from madoguchi.counter.texts import called
from madoguchi.domain.procedures import Definitions, Procedure
from madoguchi.municipalities import queries as municipalities
from madoguchi.municipalities.queries import DepartmentEntry
from madoguchi.residents import queries as residents
from madoguchi.residents.queries import PersonName

NO_NAME = "（氏名の記録がありません）"
GONE = "いまはない課"


def people(lines: Iterable[QueueLine]) -> dict[str, PersonName]:
    """行に出る人の氏名。"""
    return residents.names(key for line in lines for key in (line.subject, line.person) if key)


def procedure_of(definitions: Definitions, name: str) -> Procedure | None:
    """手続きの、いちばん新しい版。なければ None。一つの定義の中では一度だけ並べる。"""
    kept = definitions.prepared
    if "latest editions" not in kept:
        ordered = sorted(definitions.procedures.values(), key=lambda one: one.valid_from)
        kept["latest editions"] = {one.id: one for one in ordered}
    found: Procedure | None = kept["latest editions"].get(name)
    return found


def title_of(definitions: Definitions, line: QueueLine, names: Mapping[str, PersonName] | None = None) -> str:
    """制度の名から始まる、手続きの名。できごとの本人でない人の行には、だれのことかを添える。"""
    procedure = procedure_of(definitions, line.procedure)
    if procedure is None:
        return f"いまの定義にない手続き（{line.procedure}）"
    title = " ".join(part for part in named(procedure) if part)
    whose = (names or {}).get(line.person) if line.person != line.subject else None
    return title + (f"（{called(whose.name)}）" if whose is not None and whose.name else "")


def title_for_counter(definitions: Definitions, line: QueueLine) -> str:
    """窓口の、背後から見える画面での名。職員だけの行の中身は、そこに出さない。"""
    procedure = procedure_of(definitions, line.procedure)
    is_staff = procedure is not None and procedure.audience == "staff"
    return "職員だけの行" if is_staff else title_of(definitions, line)


def name_of(names: Mapping[str, PersonName], key: str) -> str:
    """氏名。記録がなければ、ないと言う。"""
    found = names.get(key)
    return found.name if found is not None and found.name else NO_NAME


def note(at: Desk, action: str, number: str, persons: Iterable[str]) -> None:
    """見た住民を書き残す。だれのことも出ていない（空の）画面では、書くことがない。"""
    shown = tuple(sorted(set(persons)))
    if shown:
        note_read(at, action, number, shown)


def departments() -> Mapping[str, DepartmentEntry]:
    """課の略号から。なくなった課は入らない。"""
    return {one.key: one for one in municipalities.departments()}
