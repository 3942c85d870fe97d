"""不明のまま残る条件について、いちばん短い場合を一つ選び、日本語で言う。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dd.autoref import Function

from madoguchi.catalogue.atoms import Key
from madoguchi.catalogue.cells import OTHER, Cells
from madoguchi.catalogue.diagrams import Diagram
from madoguchi.catalogue.sentences import SCOPES
from madoguchi.domain.conditions import Condition
from madoguchi.domain.facts import ABSENT, FactDefinition

Chosen = dict[str, bool]


def left_open(diagram: Diagram, whole: Condition) -> str | None:
    """「A のとき、B がどちらでも『当てはまる』」の形の文。残る所がなければ None。"""
    open_ = diagram.undecided(whole)
    if open_ == diagram.false:
        return None
    sure = open_ & diagram.every(~diagram.loose | diagram.plain(whole))
    answer, place = ("当てはまる", sure) if sure != diagram.false else ("当てはまらない", open_)
    # 人びとの条件の中の事実は、数の条件の中身でしかない。
    keys = [key for key in diagram.cells if key.whose != "each" and not key.whose.startswith("record")]
    shown = {name for key in keys for name in (*diagram.bits(key), diagram.asked.get(key, ""))}
    place = diagram.bdd.exist(set(diagram.bdd.vars) - shown, place)
    for name in diagram.unknowns():
        if (place & diagram.var(name)) != diagram.false:
            place &= diagram.var(name)
    chosen: Chosen = diagram.bdd.pick(place, diagram.bdd.support(place))
    dark = dict.fromkeys(_about(diagram, key) for key in keys if not _lit(diagram, key, chosen))
    needed = [key for key in keys if _lit(diagram, key, chosen) and _drop(diagram, place, key, chosen)]
    when = "、".join(_said(diagram, key, chosen) for key in needed)
    return f"{when + 'のとき、' if when else ''}「{'」「'.join(dark)}」が何でも「{answer}」"


def _drop(diagram: Diagram, place: Function, key: Key, chosen: Chosen) -> bool:
    """その事実の値がなくては言えないか。なくてもよければ、場合から外す。"""
    names = [name for name in diagram.bits(key) if name in chosen]
    rest = {name: value for name, value in chosen.items() if name not in names}
    if not names or diagram.bdd.let(rest, place) == diagram.true:
        for name in names:
            del chosen[name]
        return False
    return True


def _lit(diagram: Diagram, key: Key, chosen: Mapping[str, bool]) -> bool:
    """選んだ場合に、その事実が分かっているか。"""
    return key not in diagram.asked or chosen.get(diagram.asked[key], True)


def _said(diagram: Diagram, key: Key, chosen: Chosen) -> str:
    cells, names = diagram.cells[key], diagram.bits(key)
    about, definition = _about(diagram, key), diagram.frame.facts.get(key.fact)
    if cells.free:
        yes = [point for point, name in zip(cells.points, names, strict=True) if chosen.get(name)]
        return f"{about}に{'・'.join(_value(definition, point) for point in yes) or 'どれもない'}"
    code = sum(1 << bit for bit, name in enumerate(names) if chosen.get(name))
    index = min(code, len(cells.points) - 1)
    return f"{about}が{_range(cells, index) or _value(definition, cells.points[index])}"


def _range(cells: Cells, index: int) -> str:
    """整数の区画を、下の端と上の端で言う。"""
    if type(cells.points[index]) is not int:
        return ""
    low, high = cells.bounds(index)
    ends = [f"{low}以上" if low > float("-inf") else "", f"{high}以下" if high < float("inf") else ""]
    return str(low) if low == high else "".join(ends)


def _value(definition: FactDefinition | None, point: Any) -> str:
    if point is ABSENT:
        return "記録なし"
    return "ほかの値" if point == OTHER or definition is None else definition.value_label(point)


def _about(diagram: Diagram, key: Key) -> str:
    definition = diagram.frame.facts.get(key.fact)
    if key.where is not None or definition is None:
        return f"{SCOPES.get(key.fact, key.fact)}のうち当てはまる数"
    whose = "本人の" if key.whose == "subject" and not diagram.frame.one_person else ""
    return whose + definition.label
