"""手続き一件の定義を、言葉にした一まとまりにする。表も文書も、この同じまとまりから作る。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from madoguchi.authoring import around, wording, worked
from madoguchi.authoring.outlines import condition_names, outline
from madoguchi.catalogue.documents import Document, nearest
from madoguchi.catalogue.editions import is_edition, key_of, main_key
from madoguchi.catalogue.profiles import Department, open_days
from madoguchi.catalogue.releases import Release
from madoguchi.catalogue.shapes import UNSET
from madoguchi.domain.calendar import OpenDays, wareki
from madoguchi.domain.conditions import Leaf, ParameterOperand, walk
from madoguchi.domain.errors import Fault
from madoguchi.domain.parameters import Parameter
from madoguchi.domain.procedures import LifeEvent, Procedure

Lines = tuple[str, ...]
OUTSIDE = "（市役所の外）"
#: 担当課のない（市役所の外の）手続きを絞るときの id。
OUTSIDE_ID = "outside"
UNKNOWN_TOPIC = 999


@dataclass(frozen=True)
class Entry:
    """一件（版）。`key` は id か id.日付、`owner` は担当課の id（市役所の外なら空）。"""

    key: str
    procedure: Procedure
    owner: str
    events: Lines
    condition: Lines
    values: Lines
    deadline: Lines
    worked: Lines
    around: Lines
    text: str
    examples: Lines
    unset: Lines

    @property
    def staff_only(self) -> bool:
        """家族の紙にも画面にも出さない行か。"""
        return self.procedure.audience == "staff"

    @property
    def is_edition(self) -> bool:
        """いまの版のほかの、前（か先）の法の版か。"""
        return is_edition(self.key)

    @property
    def verified(self) -> Lines:
        """原典で確かめた日と読んだもの。まだなら 未確認。"""
        day = self.procedure.verified_on
        return (wareki(day), self.procedure.verified_in or "") if day else (wording.UNVERIFIED,)

    @property
    def period(self) -> str:
        """いつの出来事に使う版か（法が変わったときの版だけ）。"""
        procedure = self.procedure
        since = "" if procedure.valid_from.year == 1 else wareki(procedure.valid_from)
        until = "" if procedure.valid_to is None else f"{wareki(procedure.valid_to)}の前日"
        by = "判定する日" if procedure.chosen_by == "on" else "出来事の日"
        return f"{by}が{since}から{until}まで" if until else f"{by}が{since}から" if since else ""


class Shelf:
    """版の手続きを言葉にして並べる棚。"""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.definitions = release.definitions

    def entries(self, event: str | None = None, department: str | None = None) -> list[Entry]:
        """出来事の順、話題の順、id の順。絞る id が棚になければ `Fault`。"""
        self._check(event, department)
        wanted = [
            (key, procedure)
            for key, procedure in self.definitions.procedures.items()
            if event in (None, *procedure.events) and department in (None, procedure.department or OUTSIDE_ID)
        ]
        if not wanted:
            raise Fault(
                "当てはまる手続きがありません。", value="・".join(filter(None, (event, department))),
                remedy="出来事と課の組み合わせを確かめてください。",
            )  # fmt: skip
        wanted.sort(key=lambda pair: (*self._order(pair[1], event), main_key(pair[0]), pair[0]))
        return [self._entry(key, procedure) for key, procedure in wanted]

    def events(self, event: str | None = None) -> list[LifeEvent]:
        """手続きのある出来事。"""
        used = {name for procedure in self.definitions.procedures.values() for name in procedure.events}
        return [
            one
            for name, one in self.definitions.life_events.items()
            if name in used and event in (None, name)
        ]

    def owners(self, entries: Iterable[Entry]) -> list[str]:
        """担当課の id。自治体の課の並び順、棚だけなら id の順で、市役所の外は最後。"""
        listed = list(self._departments())
        used = {entry.owner for entry in entries}
        return sorted(
            used, key=lambda name: (name == "", listed.index(name) if name in listed else len(listed), name)
        )

    def owner_name(self, owner: str) -> str:
        """担当課の名。自治体を重ねていなければ id のまま。"""
        if not owner:
            return OUTSIDE
        known = self._departments().get(owner)
        return known.name if known else owner

    @cached_property
    def _condition_names(self) -> dict[str, str]:
        return condition_names(self.release)

    @cached_property
    def _written(self) -> dict[str, Document]:
        """手続き（版）の名から、その書類へ。"""
        return {
            key_of(path): document
            for path, document in self.release.documents.items()
            if path.startswith("procedures/")
        }

    def _calendar(self) -> OpenDays:
        """開庁日の暦。自治体を重ねていなければ、土日・祝日・年末年始だけを閉庁日にする。"""
        place = self.release.municipality
        return open_days(place.closing_days if place else frozenset())

    def _departments(self) -> Mapping[str, Department]:
        return self.release.municipality.departments if self.release.municipality else {}

    def _order(self, procedure: Procedure, event: str | None) -> tuple[int, int, str]:
        """出来事の順と、その出来事での話題の順。"""
        events = list(self.definitions.life_events)
        first = event or min(procedure.events, key=events.index)
        topics = {topic.id: topic.order for topic in self.definitions.life_events[first].topics}
        return events.index(first), topics.get(procedure.topic, UNKNOWN_TOPIC), procedure.topic

    def _check(self, event: str | None, department: str | None) -> None:
        if event is not None:
            _known(event, self.definitions.life_events, "その id の出来事はありません。")
        if department is not None:
            used = {one.department or OUTSIDE_ID for one in self.definitions.procedures.values()}
            _known(department, used | self._departments().keys(), "その id の課はありません。")

    def _entry(self, key: str, procedure: Procedure) -> Entry:
        names = self.definitions.life_events
        return Entry(
            key=key,
            procedure=procedure,
            owner=procedure.department,
            events=tuple(names[name].name for name in procedure.events),
            condition=outline(procedure.condition, self.definitions, self._condition_names),
            values=tuple(wording.parameter_text(one) for one in self._parameters(procedure)),
            deadline=wording.deadline_lines(procedure, self.definitions),
            worked=tuple(str(one) for one in self._worked(procedure)),
            around=around.lines(procedure, self.definitions),
            text=(self.release.text(key) or "").strip(),
            examples=tuple(_example(raw) for raw in self._written[key].value.get("examples", [])),
            unset=tuple(self._unset(procedure)),
        )

    def _worked(self, procedure: Procedure) -> tuple[worked.Worked, ...]:
        return worked.examples(procedure.deadline, self._calendar(), worked.period_of(procedure))

    def _parameters(self, procedure: Procedure) -> list[Parameter]:
        """条件が比べる、日付で変わる値。"""
        parts = walk(procedure.condition, self.definitions.conditions)
        operands = [one for part in parts if isinstance(part, Leaf) for one in part.operands]
        names = dict.fromkeys(one.id for one in operands if isinstance(one, ParameterOperand))
        return [self.definitions.parameters[name] for name in names]

    def _unset(self, procedure: Procedure) -> Iterator[str]:
        """自治体がまだ決めていないところ。"""
        yield from procedure.unset
        yield from (one.label for one in self._parameters(procedure) if not one.values)
        if UNSET in (self.release.text(procedure.id) or ""):
            yield "家族への文"


def _known(value: str, known: Iterable[str], reason: str) -> None:
    names = sorted(known)
    if value not in names:
        raise Fault(
            reason, value=value, remedy=nearest(value, names) or f"あるのは {'・'.join(names)} です。"
        )


def _example(raw: Mapping[str, Any]) -> str:
    """具体例の名と、出るべき結果。"""
    if "result" in raw:
        return f"{raw['name']} → {wording.RESULTS[raw['result']]}"
    each = "、".join(
        f"{person} {wording.RESULTS[result]}" for person, result in raw.get("results", {}).items()
    )
    return f"{raw['name']} → {each}"
