"""件の書類（JSON）を読み、できごとごとの事実にする。誤りがあれば、何も作らずに全部を挙げる。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from madoguchi.catalogue.coverage import outside
from madoguchi.catalogue.documents import Document, nearest
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.shelf import shown
from madoguchi.catalogue.situations import Inputs
from madoguchi.domain.building import build
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Coverage, Event, Facts, Record, Situation
from madoguchi.domain.procedures import Definitions

KEYS = (
    "id", "title", "event", "event_date", "notified_on", "on", "subject", "members", "movers", "sources", "persons",
    "answers", "expect", "municipality", "events", "members_complete", "household", "groups", "visitor",
)  # fmt: skip
REQUIRED = ("id", "on", "members", "persons")
EVENT_KEYS = ("event", "subject", "date", "notified_on", "movers")
STATUS = "resident.resident_status"
COMPLETE = "ask.household_complete"


class CaseFaults(Exception):
    """件の書類の誤り。一つ以上の Fault を持つ。"""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults


@dataclass(frozen=True)
class CaseInput:
    """読み終えた件。`facts` はできごとごとに一つ（ふつうは一つ）。"""

    id: str
    title: str
    on: date
    municipality: str | None
    facts: tuple[Facts, ...]


def read(path: Path, definitions: Definitions) -> CaseInput:
    """ファイルから件を読む。誤りは `CaseFaults`。"""
    return interpret(opened(path), definitions)


def municipality_of(document: Document) -> str | None:
    """件の書類が言う団体コード。書かれていなければ None。"""
    code = document.value.get("municipality") if isinstance(document.value, dict) else None
    return None if code is None else str(code)


def opened(path: Path) -> Document:
    """ファイルを JSON として読む。読めなければ `CaseFaults`。"""
    name = shown(path.absolute())
    try:
        return parse_json(path.read_text(encoding="utf-8"), name)
    except OSError as error:
        fault = Fault(
            "件の書類が読めません。", file=name, value=error.strerror, remedy="場所と権限を確かめてください。"
        )
        raise CaseFaults([fault]) from error
    except UnicodeDecodeError as error:
        raise CaseFaults(
            [Fault("UTF-8 ではありません。", file=name, remedy="UTF-8 で保存し直してください。")]
        ) from error
    except Fault as fault:
        raise CaseFaults([fault]) from fault


def interpret(document: Document, definitions: Definitions) -> CaseInput:
    """読んだ JSON を件にする。"""
    raw = document.value
    if not isinstance(raw, dict):
        raise CaseFaults(
            [document.fault((), raw, "件の書類は { } の表です。", "docs の「件の書類」の形にしてください。")]
        )
    persons = raw.get("persons")
    people = tuple(persons) if isinstance(persons, dict) else ()
    inputs = Inputs(document, definitions.dictionary, people)
    _check_keys(inputs, raw)
    if inputs.faults:
        raise CaseFaults(inputs.faults)
    reading = _Reading(inputs, raw, definitions)
    case = reading.case()
    if inputs.faults:
        raise CaseFaults(inputs.faults)
    return case


def _check_keys(inputs: Inputs, raw: dict[str, Any]) -> None:
    for key in raw:
        if key not in KEYS:
            inputs.refuse(
                (key,), key, "知らない鍵です。", nearest(key, KEYS) or f"使える鍵は {'・'.join(KEYS)} です。"
            )
    needed = REQUIRED if "events" in raw else (*REQUIRED, "event", "event_date", "subject")
    for key in needed:
        if key not in raw:
            inputs.refuse((), key, f"鍵 {key} がありません。", f"{key} を書いてください。")
    persons = inputs.table(("persons",), raw.get("persons", {}))
    if "persons" in raw and not persons:
        inputs.refuse(("persons",), "{}", "人が一人もいません。", "persons に本人を書いてください。")


class _Reading:
    def __init__(self, inputs: Inputs, raw: dict[str, Any], definitions: Definitions) -> None:
        self.inputs = inputs
        self.raw = raw
        self.definitions = definitions

    def case(self) -> CaseInput:
        inputs, raw = self.inputs, self.raw
        on = inputs.day(("on",), raw["on"])
        events = self._events()
        records = {name: inputs.records(("persons", name), held) for name, held in raw["persons"].items()}
        answers = {
            **inputs.answers(("household",), raw.get("household", {})),
            **inputs.answers(("answers",), raw.get("answers", {})),
        }
        connected = self._connected()
        members = inputs.persons(("members",), raw["members"])
        complete = self._complete(connected, answers)
        visitor = raw.get("visitor")
        if visitor is not None:
            inputs.person(("visitor",), visitor)
        if inputs.faults:
            return CaseInput("", "", date.min, None, ())

        def around(event: Event, movers: tuple[str, ...]) -> Situation:
            beside = (other for other, _ in events if other.subject == event.subject and other != event)
            return Situation(
                event, members, complete, on, movers=movers, persons=inputs.people, visitor=visitor,
                together=frozenset(other.kind for other in beside),
            )  # fmt: skip

        facts = tuple(
            built(self.definitions, around(event, movers), records, connected, answers)
            for event, movers in events
        )
        return CaseInput(str(raw["id"]), str(raw.get("title", "")), on, raw.get("municipality"), facts)

    def _events(self) -> list[tuple[Event, tuple[str, ...]]]:
        raw = self.raw
        if "events" not in raw:
            short = {
                "event": raw["event"], "subject": raw["subject"], "date": raw["event_date"],
                "notified_on": raw.get("notified_on"), "movers": raw.get("movers", []),
            }  # fmt: skip
            names = {"date": "event_date"}
            return [self._event(short, lambda key: (names.get(key, key),))]
        if not isinstance(raw["events"], list) or not raw["events"]:
            self.inputs.refuse(
                ("events",),
                raw["events"],
                "できごとがありません。",
                "[{event, subject, date}] の形で書いてください。",
            )
            return []
        found = []
        for index, one in enumerate(raw["events"]):
            table = self.inputs.table(("events", index), one)
            missing = [key for key in ("event", "subject", "date") if key not in table]
            for key in missing:
                self.inputs.refuse(
                    ("events", index), key, f"鍵 {key} がありません。", f"{key} を書いてください。"
                )
            for key in table:
                if key not in EVENT_KEYS:
                    self.inputs.refuse(
                        ("events", index, key), key, "知らない鍵です。", nearest(key, EVENT_KEYS)
                    )
            if not missing:
                found.append(self._event(table, lambda key, at=index: ("events", at, key)))
        return found

    def _event(self, raw: Mapping[str, Any], steps: Any) -> tuple[Event, tuple[str, ...]]:
        inputs = self.inputs
        kinds = self.definitions.life_events
        kind = raw["event"]
        known = inputs.dictionary.facts.get("case.event")
        allowed = {**(known.codes if known else {}), **dict.fromkeys(kinds, "")}
        if kind not in allowed:
            inputs.refuse(
                steps("event"),
                kind,
                "その名の出来事はありません。",
                nearest(kind, allowed) or f"あるのは {'・'.join(allowed)} です。",
            )
        inputs.person(steps("subject"), raw["subject"])
        on = inputs.day_or_span(steps("date"), raw["date"])
        notified = raw.get("notified_on")
        accepted = None if notified is None else inputs.day(steps("notified_on"), notified)
        movers = inputs.persons(steps("movers"), raw.get("movers", []))
        return Event(str(kind), str(raw["subject"]), on, accepted), movers

    def _connected(self) -> dict[str, tuple[str, str | None]]:
        """群 → (つながりぐあい, いつの時点か)。"""
        inputs = self.inputs
        found: dict[str, tuple[str, str | None]] = dict.fromkeys(
            inputs.groups(("sources",), self.raw.get("sources", [])), ("connected", None)
        )
        for name, state in inputs.table(("groups",), self.raw.get("groups", {})).items():
            steps = ("groups", name)
            if not inputs.groups(("groups",), [name]):
                continue
            told = inputs.table(steps, state)
            if told.get("state") not in ("connected", "stale", "not_connected"):
                inputs.refuse(
                    (*steps, "state"),
                    told.get("state"),
                    "群の状態ではありません。",
                    "connected・stale・not_connected のどれかを書いてください。",
                )
            found[name] = (str(told.get("state")), told.get("as_of"))
        return found

    def _complete(self, connected: Mapping[str, tuple[str, str | None]], answers: Mapping[Any, Any]) -> bool:
        told = self.raw.get("members_complete")
        if told is not None:
            if not isinstance(told, bool):
                self.inputs.refuse(
                    ("members_complete",), told, "真偽を書く所です。", "true か false と書いてください。"
                )
            return told is True
        return (
            connected.get("resident", ("", None))[0] == "connected" or answers.get((COMPLETE, None)) is True
        )


def built(
    definitions: Definitions,
    situation: Situation,
    records: Mapping[str, dict[str, list[Record]]],
    connected: Mapping[str, tuple[str, str | None]],
    answers: Mapping[tuple[str, str | None], Any],
) -> Facts:
    """記録と答えから事実を組み立てる。群ごとに、その人を知り得るかも決める。"""
    statuses = {person: _status(records.get(person, {})) for person in situation.persons}
    if connected.get("resident", ("", None))[0] != "connected":
        # 住民記録がつながっていなければ、住民でないとは言えない。
        statuses = {person: status or "resident" for person, status in statuses.items()}
    coverage = {
        name: Coverage(state, as_of, outside(definitions.dictionary.groups[name], situation, statuses))
        for name, (state, as_of) in connected.items()
    }
    return build(definitions.dictionary, situation, records, coverage, answers, authority=None)


def _status(held: Mapping[str, list[Record]]) -> str | None:
    rows = held.get("resident", [])
    if not rows:
        return None
    status = rows[-1].values.get(STATUS)
    return "resident" if status is None else str(status)
