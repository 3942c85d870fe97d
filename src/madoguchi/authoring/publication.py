"""だれでも読めるデータとして出してよい手続きを選ぶ。職員だけの手続きは、ここから先へ出さない。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from madoguchi.authoring import wording
from madoguchi.authoring.around import yen_on
from madoguchi.authoring.outlines import condition_names, outline
from madoguchi.catalogue.guards import proposed_in
from madoguchi.catalogue.profiles import Department, MunicipalityProfile
from madoguchi.catalogue.releases import Release
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Fee, Procedure

#: 子育ての制度として出す出来事と話題。
CHILD_EVENTS = frozenset({"birth"})
CHILD_TOPICS = frozenset({"child"})
#: 悲しみの出来事。アプリの知らせになるので、遺された子の給付のほかは、子育ての制度としては出さない。
GRIEF = frozenset({"death", "stillbirth"})
_ARTICLE = re.compile(r"(?P<name>\D+?)(?P<article>\d.*)", re.DOTALL)


@dataclass(frozen=True)
class Published:
    """公開する手続き一件。`text` は家族への文、`condition` は条件の文（行に分けたもの）。"""

    procedure: Procedure
    title: str
    text: str
    condition: str
    deadline: str
    costs: tuple[tuple[Fee, int | None], ...]
    department: Department | None
    municipality: MunicipalityProfile | None

    @property
    def summary(self) -> str:
        """家族への文の、初めの段落。"""
        return self.text.split("\n\n", 1)[0]

    @property
    def laws(self) -> Iterator[tuple[str, str]]:
        """根拠を、法令の名と条に分けたもの。条の書かれていない根拠は、条が空。"""
        for reference in self.procedure.basis:
            found = _ARTICLE.fullmatch(reference.text)
            yield (found["name"].strip(), found["article"]) if found else (reference.text, "")


def published(release: Release, on: date) -> list[Published]:
    """その日に使う版の、家族に見せる手続きの全部。一つもなければ `Fault`。"""
    names = condition_names(release)
    found = [
        _published(release, key, procedure, names, on)
        for key, procedure in release.definitions.procedures.items()
        if procedure.audience == "family" and procedure.in_force(on, on)
    ]
    return _some(sorted(found, key=lambda one: one.procedure.id), on)


def of_children(found: list[Published], on: date) -> list[Published]:
    """子育ての手続き。聞かれたときだけ出す手続きと、悲しみの出来事だけの手続き（遺された子の給付のほか）は除く。"""
    return _some([one for one in found if _for_children(one.procedure)], on)


def _for_children(procedure: Procedure) -> bool:
    events = set(procedure.events)
    for_bereaved_child = procedure.kind == "right" and "death" in events
    if procedure.listing == "only_if_asked" or (events <= GRIEF and not for_bereaved_child):
        return False
    return procedure.topic in CHILD_TOPICS or bool(CHILD_EVENTS & events)


def _some(found: list[Published], on: date) -> list[Published]:
    if not found:
        raise Fault(
            "公開する手続きが一つもありません。", value=on.isoformat(), remedy="日付と棚を確かめてください。"
        )
    return found


def _published(
    release: Release, key: str, procedure: Procedure, names: dict[str, str], on: date
) -> Published:
    place = release.municipality
    return Published(
        procedure=replace(procedure, events=proposed_in(procedure)),
        title=procedure.title_for_family or procedure.name,
        text=(release.text(key) or procedure.title_for_family or procedure.name).strip(),
        condition="\n".join(outline(procedure.condition, release.definitions, names)),
        deadline="\n".join(wording.deadline_lines(procedure, release.definitions)),
        costs=tuple((fee, yen_on(fee, release.definitions, on)) for fee in procedure.fees),
        department=place.departments.get(procedure.department) if place else None,
        municipality=place,
    )
