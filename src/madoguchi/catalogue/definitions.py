"""形の合った書類を domain の定義にする。書類どうしの食い違い（期間の重なり、ない名）はここで挙げる。"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from madoguchi.catalogue.conditions import TreeReader, Vocabulary
from madoguchi.catalogue.documents import Document, Steps
from madoguchi.catalogue.receptions import ReceivedEvent, Reception
from madoguchi.catalogue.shapes import UNSET
from madoguchi.catalogue.typed import value_of
from madoguchi.domain.conditions import Named, ParameterOperand, expand
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import FactDefinition, Group, Implication
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.procedures import (
    Certificate,
    Claimant,
    DeadlineRule,
    Evidence,
    Fee,
    FormUse,
    Link,
    Procedure,
    Reference,
    Topic,
)
from madoguchi.domain.procedures import Steps as ClerkSteps

_FACT_KEYS = (
    "multiple", "codes", "connected_absence", "deciding", "topic", "order", "question", "why", "sensitivity",
    "standard",
)  # fmt: skip
_GROUP_KEYS = (
    "name",
    "kind",
    "cardinality",
    "as_of",
    "as_of_for",
    "covers",
    "stale_after_days",
    "field_class",
    "key",
)
_PROCEDURE_KEYS = (
    "id", "name", "per", "kind", "listing", "audience", "place", "channel", "timing", "judged_by", "department",
    "scheme", "topic", "agency", "after_register", "same_as", "chosen_by", "verified_in", "title_for_family",
    "not_before", "lead_time",
)  # fmt: skip
_DEADLINE_KEYS = ("start", "count_first_day", "closing_day", "rank", "basis", "text", "law")


def given(raw: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """書かれていて null でない鍵だけを取り出す（なければ domain の既定が生きる）。"""
    return {key: raw[key] for key in keys if raw.get(key) is not None}


def group(document: Document) -> tuple[Group, list[FactDefinition], list[Fault]]:
    """事実の群と、その事実。"""
    raw = document.value
    faults: list[Fault] = []
    facts = [_fact(document, ("facts", i), raw["group"], one, faults) for i, one in enumerate(raw["facts"])]
    names = tuple(fact.id for fact in facts)
    return Group(id=raw["group"], facts=names, **given(raw, _GROUP_KEYS)), facts, faults


def _fact(
    document: Document, steps: Steps, group_id: str, raw: dict[str, Any], faults: list[Fault]
) -> FactDefinition:
    definition = FactDefinition(
        id=raw["id"], group=group_id, label=raw["label"], type=raw["type"], about=raw["about"],
        **given(raw, _FACT_KEYS),
    )  # fmt: skip
    if not definition.id.startswith(f"{group_id}."):
        faults.append(document.fault(
            (*steps, "id"), definition.id, f"群 {group_id} の事実ではありません。", f"{group_id}. で始めてください。"
        ))  # fmt: skip
    if definition.type == "code" and not definition.codes:
        faults.append(document.fault(
            (*steps, "type"), definition.id, "符号の事実に codes がありません。", "codes: に 符号: 読み を並べてください。"
        ))  # fmt: skip
    if raw.get("presumption") is None:
        return definition
    presumed = _typed(document, (*steps, "presumption"), definition, raw["presumption"], faults)
    return FactDefinition(**{
        **{name: getattr(definition, name) for name in FactDefinition.__slots__}, "presumption": presumed,
    })  # fmt: skip


def _typed(
    document: Document, steps: Steps, definition: FactDefinition, raw: Any, faults: list[Fault]
) -> Any:
    try:
        return value_of(definition, raw)
    except Fault as fault:
        place = document.at(steps)
        faults.append(fault.at(place.file, place.line, place.column))
        return None


def parameter(document: Document, steps: Steps, raw: dict[str, Any]) -> tuple[Parameter, list[Fault]]:
    """日付つきの値。期間の重なりと隙間は断る。"""
    faults: list[Fault] = []
    kind = FactDefinition(raw["id"], "parameter", raw["name"], raw["type"], "case")
    values: list[ParameterValue] = []
    for index, one in enumerate(raw["values"]):
        here = (*steps, "values", index)
        if one["value"] == UNSET:
            continue
        values.append(ParameterValue(
            value=_typed(document, (*here, "value"), kind, one["value"], faults),
            valid_from=_day(one["from"]) or date.min, valid_to=_day(one.get("to")), basis=one.get("basis"),
            source=one.get("source"), verified_on=_day(one.get("verified_on")),
        ))  # fmt: skip
        faults.extend(_broken_period(document, here, values))
    place = document.at((*steps, "id"))
    read = Parameter(
        id=raw["id"], label=raw["name"], type=raw["type"], values=tuple(values), file=place.file, line=place.line,
        **given(raw, ("unit", "chosen_by")),
    )  # fmt: skip
    return read, faults


def _broken_period(document: Document, steps: Steps, values: list[ParameterValue]) -> list[Fault]:
    """最後の期間が、一つ前の期間の終わりから隙間も重なりもなく始まるかを見る。"""
    last = values[-1]
    if last.valid_to is not None and last.valid_to <= last.valid_from:
        return [
            document.fault(
                (*steps, "to"), last.valid_to, "終わりが始まりより前です。", "from と to を確かめてください。"
            )
        ]
    if len(values) < 2:
        return []
    ends = values[-2].valid_to
    if ends == last.valid_from:
        return []
    word = "期間が重なっています" if ends is None or ends > last.valid_from else "期間に隙間があります"
    said = "終わりが書かれていません" if ends is None else f"{ends.isoformat()} の前日まで"
    return [document.fault(
        (*steps, "from"), last.valid_from, f"{word}（一つ前の期間は{said}）。",
        "古い順に並べ、一つ前の to と次の from を同じ日にしてください。",
    )]  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None or text == UNSET else date.fromisoformat(text)


def life_event(document: Document) -> ReceivedEvent:
    """出来事の種類。"""
    raw = document.value
    topics = tuple(Topic(one["id"], one["name"], one["order"]) for one in raw["topics"])
    held = _reception(raw["reception"]) if "reception" in raw else None
    return ReceivedEvent(raw["id"], raw["name"], raw["subject_label"], raw["date_label"], topics, held)


def _reception(raw: dict[str, Any]) -> Reception:
    lists = {key: tuple(raw.get(key, ())) for key in ("roles", "papers")}
    return Reception(**{**raw, **lists, "standings": dict(raw["standings"])})


def implication(
    document: Document, vocabulary: Vocabulary, named: Named
) -> tuple[Implication | None, list[Fault]]:
    """必ず言えること。事実を組み立てる途中で使うので、名のついた条件は開いておく。"""
    raw = document.value
    reader = TreeReader(document, vocabulary)
    when = reader.read(("when",), raw["when"])
    faults = reader.faults
    then: list[tuple[str, Any]] = []
    for name, value in raw["then"].items():
        definition = vocabulary.dictionary.facts.get(name)
        if definition is None:
            faults.append(
                document.fault(
                    ("then", name), name, "辞書にない事実です。", "facts/ にある id を書いてください。"
                )
            )
        else:
            then.append((name, _typed(document, ("then", name), definition, value, faults)))
    if when is None or faults:
        return None, faults
    return Implication(raw["id"], expand(when, named), tuple(then), raw["basis"]), faults


def procedure(document: Document, vocabulary: Vocabulary) -> tuple[Procedure | None, list[Fault]]:
    """手続き。"""
    raw = document.value
    reader = TreeReader(document, vocabulary)
    condition = reader.read(("condition",), raw["condition"])
    faults = [*reader.faults, *_start_faults(document, raw, vocabulary)]
    if condition is None or faults:
        return None, faults
    days: dict[str, Any] = {
        "valid_from": _day(raw.get("valid_from")), "valid_to": _day(raw.get("valid_to")),
        "verified_on": _day(raw.get("verified_on")),
    }  # fmt: skip
    parts: dict[str, Any] = {
        "claimant": _claimant(raw.get("claimant")), "deadline": _deadline(raw.get("deadline")),
        "form": FormUse(**raw["form"]) if raw.get("form") else None,
        "steps": ClerkSteps(**{key: tuple(said) for key, said in raw["steps"].items()}) if raw.get("steps") else None,
    }  # fmt: skip
    return Procedure(
        condition=condition, events=tuple(raw["events"]), items=_items(raw.get("items", [])),
        basis=tuple(Reference(one["text"], one.get("url")) for one in raw.get("basis", [])),
        source=tuple(raw.get("source", [])), unset=() if document.settled else tuple(unset_paths(raw)),
        links=_links(raw), needs=tuple(raw.get("needs", [])), fees=tuple(_fee(one) for one in raw.get("fees", [])),
        certificates=tuple(Certificate(**one) for one in raw.get("certificates", [])),
        **given(raw, _PROCEDURE_KEYS), **{key: value for key, value in {**days, **parts}.items() if value is not None},
    ), []  # fmt: skip


def _start_faults(document: Document, raw: dict[str, Any], vocabulary: Vocabulary) -> list[Fault]:
    """期限の起算が、決まった語か日付の事実かを見る。"""
    start = (raw.get("deadline") or {}).get("start", "event")
    definition = vocabulary.dictionary.facts.get(start)
    if start in ("event", "notified", "knew", UNSET) or (definition and definition.type == "date"):
        return []
    reason = "日付の事実ではありません。" if definition else "期限の起算として読めません。"
    remedy = "event・notified・knew か、型が date の事実の id を書いてください。"
    return [document.fault(("deadline", "start"), start, reason, remedy)]


def _claimant(raw: dict[str, Any] | None) -> Claimant | None:
    if raw is None:
        return None
    proxy = raw.get("proxy") or {}
    return Claimant(
        who=raw["who"], short=raw.get("short", raw["who"]), roles=tuple(raw.get("roles", [])),
        messenger=raw.get("messenger", False), proxy_allowed=proxy.get("allowed", False),
        papers=tuple(proxy.get("papers", [])),
    )  # fmt: skip


def _deadline(raw: dict[str, Any] | None) -> DeadlineRule | None:
    if raw is None:
        return None
    spans = {key: raw[key] for key in ("length", "opens") if raw.get(key) and UNSET not in raw[key].values()}
    return DeadlineRule(**given(raw, _DEADLINE_KEYS), **spans)


def _items(raw: list[dict[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(one["id"], one["label"], one.get("handling", "shown"), one.get("count", 1), one.get("note"))
        for one in raw
        if one.get("enabled", True)
    )


def _links(raw: dict[str, Any]) -> tuple[Link, ...]:
    """先にすることと、選ぶもの。"""
    after = (Link(one["procedure"], "after", one["why"]) for one in raw.get("after", []))
    return (*after, *(Link(**one) for one in raw.get("alternatives", [])))


def _fee(raw: dict[str, Any]) -> Fee:
    named = raw.get("parameter")
    yen = ParameterOperand(named) if named else None if raw["yen"] == UNSET else raw["yen"]
    return Fee(label=raw["label"], yen=yen, **given(raw, ("per", "kind", "basis")))


def unset_paths(raw: Any) -> list[str]:
    """要設定 のまま残っている欄の道筋（deadline.text など）。"""
    # ほとんどの書類には一つもないので、木をたどる前に文字として探す（300件で30ミリ秒の差）。
    return _unset_below(raw, "") if UNSET in json.dumps(raw, ensure_ascii=False) else []


def _unset_below(raw: Any, prefix: str) -> list[str]:
    if raw == UNSET:
        return [prefix]
    pairs = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [
        path for key, item in pairs for path in _unset_below(item, f"{prefix}.{key}" if prefix else str(key))
    ]
