"""お客さまの画面に出すもの。ここの欄にないものは、映しようがない。名前も住所も件番号も、欄がない。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from madoguchi.cases.projection import line_key
from madoguchi.counter.adjusting import four_parts
from madoguchi.counter.desk import note_read
from madoguchi.counter.opened import opened
from madoguchi.counter.pages import InterviewPage, QuestionView
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import FactDefinition
from madoguchi.guide.parts import TITLES, PartLine

AUTO, PRESS, NEVER = "auto", "press", "never"
#: 慎重さ（辞書の sensitivity）。支援措置、生活保護、障害の等級などは、決して映さない。
TOO_SENSITIVE, SENSITIVE = 4, 3
#: 職員が「見せる」を押したときだけ映す話題。
RESERVED_TOPICS = frozenset({"care", "tax", "inheritance"})
UNKNOWN_LABEL = "わからない"


@dataclass(frozen=True, slots=True)
class Sheet:
    """一枚。`place` は小さな見出し、`title` は大きな文、`choices` は（言葉, えらんだか）、`rows` は（何, 中身）。"""

    kind: str
    place: str
    title: str
    step: str = ""
    choices: tuple[tuple[str, bool], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """席の手元にある紙。`now` は映している一枚（なければ -1）。`case` の話で、ほかの件には移さない。"""

    case: int
    sheets: tuple[Sheet, ...]
    pressed_only: tuple[int, ...] = ()
    now: int = -1

    @property
    def front(self) -> Sheet | None:
        """映している一枚。"""
        return self.sheets[self.now] if 0 <= self.now < len(self.sheets) else None

    def turned(self, index: int, chosen: Sequence[int], pressed: bool) -> Stack:
        """`index` の紙を映す。押したときだけの紙は押されなければ、決して映さない紙は押されても、白くなる。"""
        if not 0 <= index < len(self.sheets):
            raise Fault("映す問いがありません。", remedy="画面を開き直してください。", value=index)
        if not self.sheets[index].title or (index in self.pressed_only and not pressed):
            return replace(self, now=-1)
        found = self.sheets[index]
        choices = tuple((label, at in chosen) for at, (label, _) in enumerate(found.choices))
        sheets = (*self.sheets[:index], replace(found, choices=choices), *self.sheets[index + 1 :])
        left = tuple(one for one in self.pressed_only if one != index)
        return Stack(self.case, sheets, left, index)

    def stored(self) -> dict[str, Any]:
        """残せる形。"""
        return asdict(self)


def restored(raw: Any) -> Stack | None:
    """`Stack.stored` の逆。何もなければ None。"""
    if not raw:
        return None
    sheets = tuple(
        Sheet(
            one["kind"], one["place"], one["title"], one["step"],
            tuple((label, bool(chosen)) for label, chosen in one["choices"]),
            tuple((label, text) for label, text in one["rows"]),
        )
        for one in raw["sheets"]
    )  # fmt: skip
    return Stack(raw["case"], sheets, tuple(raw["pressed_only"]), raw["now"])


def allowed(definition: FactDefinition) -> str:
    """その問いを映してよいか。"""
    if definition.sensitivity >= TOO_SENSITIVE or definition.field_class == "protection":
        return NEVER
    if definition.sensitivity >= SENSITIVE or definition.topic in RESERVED_TOPICS:
        return PRESS
    return AUTO


def questions(page: InterviewPage) -> Stack:
    """聞き取りの一画面を、問いごとの紙にする。初めに映すのは、押さずに映してよいはじめの問い。"""
    count = len(page.questions)
    sheets = tuple(
        _question(page.topic_name, one, number, count) for number, one in enumerate(page.questions, 1)
    )
    pressed = tuple(at for at, one in enumerate(page.questions) if one.display != AUTO)
    first = next((at for at in range(count) if at not in pressed), -1)
    return Stack(page.band.case_id, sheets, pressed, first)


def line(user: Any, case_id: int, key: str) -> Stack:
    """手続き一覧の一行。家族に渡す紙と同じ言葉だけで、理由も事実も、職員だけの行も入らない。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.display")
    note_read(case.at, "counter.display", case.now.number, case.seen())
    for name, lines in four_parts(case).all:
        for one in lines:
            if line_key(one.procedure_id, one.person) == key:
                return Stack(case_id, (_line(TITLES[name], one),), (), 0)
    raise Fault(
        "この行は、お客さまの画面に映せません。", remedy="紙の一覧にのる行だけを映せます。", value=key
    )


def _line(place: str, one: PartLine) -> Sheet:
    bring = "、".join(item.label for item in one.items)
    rows = (
        ("いつまで", one.deadline_text), ("持ち物", bring), ("窓口", one.department_name),
        ("確かめること", one.open_text), ("ほかに", one.note),
    )  # fmt: skip
    return Sheet("line", place, one.title, rows=tuple(row for row in rows if row[1]))


def ticket(user: Any, case_id: int) -> Stack:
    """受け付けの番号。その日の続き番号だけで、引換票の合言葉は出さない。"""
    case = opened(user, case_id)
    number = str(int(case.now.number.rsplit("-", 1)[-1]))
    rows = (("", "次にお越しのときは、引換票をお持ちください。"),)
    return Stack(case_id, (Sheet("ticket", "受け付けの番号", f"{number}番", rows=rows),), (), 0)


def _question(topic: str, one: QuestionView, number: int, count: int) -> Sheet:
    if one.display == NEVER:
        return Sheet("question", "", "")
    choices = tuple((choice.label, choice.chosen) for choice in one.choices) if one.display_choices else ()
    last = ((UNKNOWN_LABEL, one.unknown_chosen),) if choices else ()
    step = f"{count}つのうち {number}つめ" if count > 1 else ""
    return Sheet("question", f"{topic}のこと" if topic else "", one.plain, step, (*choices, *last))
