"""測るための大ぜいの件。操作を本物の畳み方で畳み、件・来庁・操作・行の表を、まとめて書く。

一つずつ `cases.actions` を呼ぶと二万件に何十分もかかるので、取引・監査の記録・凍らせた判定だけを省く。
表に入るものは、一つずつ行ったときと同じ（`same_as_one_by_one` が、作り直した姿と比べる）。
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone

from madoguchi.cases import ledger, rebuilding
from madoguchi.cases.actions import number_of
from madoguchi.cases.models import Action, Case, CaseLine, CaseNumber, Payload, Ticket, Visit
from madoguchi.cases.projection import CaseNow, Event, advance

BATCH = 500
EVENTS = ("death", "death", "death", "moving_in", "moving_within", "moving_out", "birth")
OWNERS = ("insurance", "care", "tax", "citizen", "child", "water")
#: 行の行く末。受け付け、保留、相談、登録待ち、まだ。
ENDS = ("receive",) * 12 + ("hold", "refer", "mail", "decline")


@dataclass(frozen=True, slots=True)
class Plan:
    """作る件。`procedures` は行にする手続き、`subjects` は本人の鍵、`places` は窓口。"""

    procedures: Sequence[str]
    subjects: Sequence[str]
    places: Sequence[str]
    last: date
    days: int = 365
    seed: int = 11
    minutes: int = 45


@dataclass
class _Story:
    """一つの件の操作を、順にためる。"""

    number: str
    now: CaseNow | None = None

    def __post_init__(self) -> None:
        self.rows: list[tuple[Event, int, str, str, int, int]] = []

    def tell(
        self, kind: str, at: datetime, body: dict[str, Any] | None = None, line: str = "", amount: int = 0
    ) -> None:
        """操作を一つ進める。"""
        seq = 1 if self.now is None else self.now.seq + 1
        event = Event(kind, seq, "0101", "小川", at, line, body or {})
        self.now = advance(self.now, event)
        held = self.now.lines.get(line)
        owner = held.department if held else ""
        self.rows.append((event, self.now.current_visit, owner, self.place, self.now.version, amount))

    place = ""


def seed_cases(count: int, plan: Plan) -> int:
    """いまの自治体に `count` 件を書き、書いた操作の数を返す。"""
    rng = random.Random(plan.seed)
    actions = 0
    serials: dict[date, int] = {}
    for start in range(0, count, BATCH):
        stories = [_story(rng, plan, serials, index) for index in range(start, min(count, start + BATCH))]
        with transaction.atomic():
            actions += _write(stories)
    CaseNumber.objects.bulk_create([CaseNumber(day=day, last=last) for day, last in serials.items()])
    return actions


def same_as_one_by_one(case_ids: Sequence[int]) -> bool:
    """操作から作り直した姿と、書いた表が同じか。"""
    return not any(rebuilding.differences(case_id) for case_id in case_ids)


def _story(rng: random.Random, plan: Plan, serials: dict[date, int], index: int) -> _Story:
    day = plan.last - timedelta(days=rng.randrange(plan.days))
    day -= timedelta(days=max(0, day.weekday() - 4))
    serials[day] = serials.get(day, 0) + 1
    at = datetime.combine(day, time(9), get_current_timezone()) + timedelta(minutes=rng.randrange(0, 420, 5))
    story = _Story(number_of(day, serials[day]))
    story.place = rng.choice(plan.places)
    body = {
        "number": story.number, "event_kind": rng.choice(EVENTS), "subject_key": plan.subjects[index % len(plan.subjects)],
        "event_on": None, "visit": _visit(story, 1),
    }  # fmt: skip
    if index // len(plan.subjects):
        body["subject_key"] += f"-{index // len(plan.subjects)}"
    story.tell("open_case", at, body)
    _listed(rng, plan, story, at)
    _settled(rng, plan, story, at)
    return story


def _visit(story: _Story, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "voice": number,
        "standing": "same_household",
        "gives": "list",
        "place": story.place,
    }


def _listed(rng: random.Random, plan: Plan, story: _Story, at: datetime) -> None:
    keys = [f"{one}@P{index}" for index, one in enumerate(rng.sample(list(plan.procedures), 12))]
    story.tell("judge", at, {"lines": keys, "release": "bench", "engine": "1", "changes": []})
    story.tell("confirm_household", at + timedelta(minutes=2))
    for step in range(rng.randrange(1, 4)):
        body = {"answers": [], "topic": "", "lines": keys, "release": "bench", "engine": "1"}
        story.tell("answer", at + timedelta(minutes=4 + step * 3), body, amount=rng.randrange(1, 4))
    story.tell("finish_interview", at + timedelta(minutes=14))
    story.tell("print_list", at + timedelta(minutes=16))


def _settled(rng: random.Random, plan: Plan, story: _Story, at: datetime) -> None:
    """行を片づけて終える。五つに一つは、もう一度来る。きょうの件は途中まで。"""
    assert story.now is not None
    spent = rng.randrange(20, plan.minutes + 20)
    keys = list(story.now.lines)
    today = at.date() == plan.last
    if rng.random() < 0.2 and not today:
        story.tell("end_today", at + timedelta(minutes=18))
        at += timedelta(days=rng.randrange(1, 20))
        if at.date() > plan.last:
            return
        story.tell("add_visit", at, {"visit": _visit(story, 2)})
    done = keys[: rng.randrange(len(keys))] if today else keys
    for index, key in enumerate(done):
        _settle(rng, story, key, at + timedelta(minutes=17 + index * spent / 12))
    if len(done) == len(keys):
        story.tell("close", at + timedelta(minutes=18 + spent))


def _settle(rng: random.Random, story: _Story, key: str, at: datetime) -> None:
    kind, owner = rng.choice(ENDS), rng.choice(OWNERS)
    bodies: dict[str, dict[str, Any]] = {
        "receive": {
            "department": owner, "received_on": at.date().isoformat(), "originals": [], "returned_cards": [],
            "no_copies": False, "approval": "",
        },
        "hold": {"department": owner, "note": "口座の分かるもの", "missing": ["口座の分かるもの"]},
        "refer": {"department": owner, "note": "確かめたいこと"}, "mail": {"department": owner, "note": "申請書"},
        "decline": {"reason": "いまは要らない"},
    }  # fmt: skip
    story.tell(kind, at, bodies[kind], key)
    if kind in ("receive", "refer") and rng.random() < 0.99:
        story.tell("complete", at + timedelta(hours=2), {"note": "決まりました"}, key)


def _write(stories: Sequence[_Story]) -> int:
    cases = Case.objects.bulk_create([_case(story) for story in stories])
    pairs = list(zip(cases, stories, strict=True))
    Ticket.objects.bulk_create(
        [Ticket(case=one, token=secrets.token_urlsafe(24), issued_at=one.opened_at) for one in cases]
    )
    Visit.objects.bulk_create([row for case, story in pairs for row in _visits(case, story)])
    actions = Action.objects.bulk_create([row for case, story in pairs for row in _actions(case, story)])
    bodies = (event.body for _, story in pairs for event, *_ in story.rows)
    Payload.objects.bulk_create(
        [
            Payload(action=action, salt=action.salt, body=dict(body))
            for action, body in zip(actions, bodies, strict=True)
        ]
    )
    CaseLine.objects.bulk_create(
        [ledger._row(case, line) for case, story in pairs for line in story.now.lines.values()]
    )
    return len(actions)


def _case(story: _Story) -> Case:
    now = story.now
    assert now is not None
    head = {name: getattr(now, name) for name in ledger.HEAD}
    return Case(
        number=now.number, event_kind=now.event_kind, subject_key=now.subject_key, event_on=now.event_on,
        opened_at=now.opened_at, **head,
    )  # fmt: skip


def _visits(case: Case, story: _Story) -> Iterator[Visit]:
    for event, *_ in story.rows:
        if event.kind in ("open_case", "add_visit"):
            yield Visit(case=case, at=event.at, **event.body["visit"])


def _actions(case: Case, story: _Story) -> Iterator[Action]:
    for event, visit, owner, place, version, amount in story.rows:
        salt = secrets.token_hex(16)
        row = Action(
            case=case, seq=event.seq, kind=event.kind, visit=visit, line=event.line, actor=event.actor,
            actor_name=event.actor_name, at=event.at, version=version, key=None,
            digest=ledger.digest_of(salt, event.body, None), place=place, department=owner, amount=amount,
        )  # fmt: skip
        row.salt = salt
        yield row
