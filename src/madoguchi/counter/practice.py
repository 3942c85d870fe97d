"""練習。題をえらび、空いている架空の家族で窓口の仕事をし、終わりに足りなかったことと、そのわけを見る。

点は、本人が見るときに、本人の操作から数えるだけで、どこにも残さない。係長にも、統計にも、渡す道がない。
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from madoguchi.cases import practice as cases
from madoguchi.cases.ledger import NotFound
from madoguchi.cases.practice import Deeds, Run
from madoguchi.catalogue import exercises, shelf
from madoguchi.catalogue.exercises import ON_CASE, Exercise, Expected
from madoguchi.counter.desk import Desk, watching
from madoguchi.domain.calendar import bounds, wareki
from madoguchi.domain.errors import Fault
from madoguchi.domain.visits import RELATIONS, STANDINGS
from madoguchi.municipalities.scope import current
from madoguchi.residents import queries as residents

FAMILIES = 60
#: 行を動かす操作。いちばん後のものを、その行にしたこととする。
MOVING = ("receive", "hold", "refer", "mail", "decline", "set_aside", "take_back", "put_back")
DOING = {
    "receive": "受け付ける", "hold": "保留にする", "refer": "担当課へ", "mail": "郵送にする", "decline": "請求しない",
    "set_aside": "外す",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """選べる題。"""

    id: str
    title: str
    event: str
    scene: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """前にした練習。本人だけが見る。"""

    id: int
    title: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """練習をはじめる画面。"""

    exercises: tuple[ExerciseRow, ...]
    runs: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class ScenePage:
    """練習の場面。`find` は、さがす画面に渡す言葉。"""

    id: int
    title: str
    scene: str
    person: str
    birth: str
    find: str
    event: str
    says: tuple[exercises.Says, ...]
    finished: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """一つのことが、できたか。できていなければ、わけと根拠を読む。"""

    label: str
    done: bool
    why: str
    basis: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """ふりかえり。`done` と `of` は、できた数と全部の数。"""

    id: int
    title: str
    done: int
    of: int
    missed: tuple[Mark, ...]
    kept: tuple[Mark, ...]
    wording: tuple[str, ...]


def in_practice(code: str) -> bool:
    """練習の市か。"""
    return bool(code) and _practice_of(_root(), code)


def practice_page(user: Any) -> PracticePage:
    """題の一覧と、自分の練習。"""
    at = _desk(user)
    known = {one.id: one for one in _exercises()}
    return PracticePage(
        tuple(ExerciseRow(one.id, one.title, _event(at, one), one.scene) for one in known.values()),
        tuple(_run_row(one, known) for one in cases.runs(user.login)),
    )


def start(user: Any, exercise: str, key: str) -> int:
    """始める。その題の家族のうち、空いている一つを使う。"""
    at = _desk(user)
    one = _exercise(exercise)
    hits = residents.find(one.name, FAMILIES).hits
    families = sorted(hit.key for hit in hits if bounds(hit.birth) == (one.birth, one.birth))
    return cases.start(at.actor, one.id, one.event, families, key)


def scene_page(user: Any, run_id: int) -> ScenePage:
    """場面。だれが来て、何と言うか。"""
    at = _desk(user)
    run = cases.run(user.login, run_id)
    one = _exercise(run.exercise)
    person = residents.display(run.subject_key)
    return ScenePage(
        run.id, one.title, one.scene, person.name, wareki(one.birth), run.subject_key, _event(at, one), one.says,
        run.finished_at is not None,
    )  # fmt: skip


def finish(user: Any, run_id: int) -> None:
    """終えて、ふりかえる。"""
    cases.finish(_desk(user).actor, run_id)


def result_page(user: Any, run_id: int) -> ResultPage:
    """ふりかえり。まだ終えていなければ Fault。"""
    at = _desk(user)
    run = cases.run(user.login, run_id)
    if run.finished_at is None:
        raise Fault(
            "この練習は、まだ途中です。",
            remedy="場面の画面で「終えてふりかえる」を押してください。",
            value=run_id,
        )
    one = _exercise(run.exercise)
    marks = _marks(at, one, cases.deeds(user.login, run))
    kept = tuple(mark for mark in marks if mark.done)
    missed = tuple(mark for mark in marks if not mark.done)
    return ResultPage(run.id, one.title, len(kept), len(marks), missed, kept, one.wording)


def _marks(at: Desk, one: Exercise, deeds: Deeds) -> list[Mark]:
    return [_visitor(one, deeds), *(_mark(at, expected, deeds) for expected in one.expected)]


def _visitor(one: Exercise, deeds: Deeds) -> Mark:
    who = "　".join(part for part in (STANDINGS[one.standing], RELATIONS.get(one.relation, "")) if part)
    right = any(
        came.standing == one.standing
        and (not one.relation or came.relation == one.relation)
        and (bool(came.identity) or not one.identity)
        for came in deeds.visits
    )
    label = f"来た人を「{who}」とし、本人確認をする" if one.identity else f"来た人を「{who}」とする"
    return Mark(
        label, right, "立場で、渡せるものが決まります。取り違えると、渡してはならない人に渡ります。", ""
    )


def _mark(at: Desk, expected: Expected, deeds: Deeds) -> Mark:
    if not expected.procedure:
        did = any(act.kind == expected.do for act in deeds.acts)
        label = f"「{ON_CASE[expected.do]}」をしない" if expected.never else ON_CASE[expected.do]
        return Mark(label, did is not expected.never, expected.why, "")
    procedure = next(
        (one for one in at.definitions.procedures.values() if one.id == expected.procedure), None
    )
    name = procedure.name if procedure else expected.procedure
    things = f"（{'、'.join(expected.items)}を確かめる）" if expected.items else ""
    basis = "、".join(one.text for one in procedure.basis) if procedure else ""
    return Mark(f"{name}：{DOING[expected.do]}{things}", _moved(expected, deeds), expected.why, basis)


def _moved(expected: Expected, deeds: Deeds) -> bool:
    """その行に最後にしたことが、求めたことか。物は、受け付けた記録にあるか。"""
    acts = [
        act for act in deeds.acts if act.line.partition("@")[0] == expected.procedure and act.kind in MOVING
    ]
    if not acts or acts[-1].kind != expected.do:
        return False
    held = acts[-1].things
    return all(any(item in thing for thing in held) for item in expected.items)


def _run_row(run: Run, known: dict[str, Exercise]) -> RunRow:
    held = known.get(run.exercise)
    when = f"{run.started_at.month}月{run.started_at.day}日 {run.started_at.hour}:{run.started_at.minute:02d}"
    return RunRow(
        run.id, held.title if held else "いまはない題", when, "途中" if run.finished_at is None else "終えた"
    )


def _event(at: Desk, one: Exercise) -> str:
    return at.definitions.life_events[one.event].name


def _desk(user: Any) -> Desk:
    if not in_practice(user.municipality_id):
        raise NotFound(
            "練習は、練習市でします。", remedy="練習市の職員として入り直してください。", value=current()
        )
    return watching(user)


def _exercise(name: str) -> Exercise:
    found = next((one for one in _exercises() if one.id == name), None)
    if found is None:
        raise Fault("その練習の題はありません。", remedy="練習の画面から、えらび直してください。", value=name)
    return found


def _root() -> Path:
    held = getattr(settings, "CATALOGUE", None)
    return shelf.packaged_root() if held is None else Path(held)


def _exercises() -> tuple[Exercise, ...]:
    return _load(_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> tuple[Exercise, ...]:
    return exercises.load(root)


@lru_cache(maxsize=256)
def _practice_of(root: Path, code: str) -> bool:
    folder = shelf.municipality_folders(root).get(code)
    return folder is not None and bool(shelf.practice_of(folder))
