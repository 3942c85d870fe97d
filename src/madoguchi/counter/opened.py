"""開いている件を、画面のために一度に読む。いまの来庁の人が見てよいものだけを持つ。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from madoguchi.cases import notice_queries
from madoguchi.cases import queries as cases
from madoguchi.cases.actions import Deed
from madoguchi.cases.kin import Kin, kin_of
from madoguchi.cases.notice_states import NoticeState
from madoguchi.cases.projection import CaseNow
from madoguchi.cases.queries import AnswerSet, JudgedOnce, VisitView
from madoguchi.catalogue.receptions import Reception
from madoguchi.counter.desk import Denied, Desk, deny, desk
from madoguchi.counter.gathering import Gathered, gather
from madoguchi.counter.people import displays
from madoguchi.counter.receptions import reception_of
from madoguchi.counter.standing import LIST, NOBODY
from madoguchi.counter.texts import called
from madoguchi.domain.building import event_day
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Facts, Situation
from madoguchi.domain.judgement import Judgement
from madoguchi.domain.procedures import Definitions, LifeEvent, Procedure
from madoguchi.residents.queries import PersonDisplay


@dataclass(frozen=True)
class Opened:
    """開いている件。`visit` はいまの来庁、`visits` は来庁の全部（ほかの人の話は、ここから画面に出さない）。"""

    at: Desk
    case_id: int
    now: CaseNow
    visit: VisitView
    visits: tuple[VisitView, ...] = ()

    @property
    def event(self) -> LifeEvent:
        """できごと。言葉は、きょうの定義のもの。"""
        return self.at.definitions.life_events[self.now.event_kind]

    @property
    def reception(self) -> Reception:
        """できごとの受け付けの決まり。"""
        return reception_of(self.at.definitions, self.now.event_kind)

    @property
    def prepared(self) -> bool:
        """まだだれも来ていない、来庁なしの判定か。"""
        return self.visit.gives == NOBODY

    @property
    def kinds(self) -> tuple[str, ...]:
        """この件で扱うできごと。初めに、件を開いたもの。"""
        return (self.now.event_kind, *(kind for kind, _ in self.now.also))

    @property
    def moves(self) -> bool:
        """引っ越しのできごとがあるか。"""
        return any(reception_of(self.at.definitions, kind).moves for kind in self.kinds)

    @property
    def moving(self) -> Situation:
        """引っ越す人の決まる場面。引っ越しのできごとがなければ、初めのできごと。"""
        every = [facts.situation for facts in self.judgement.facts]
        found = (one for one in every if reception_of(self.at.definitions, one.event.kind).moves)
        return next(found, every[0])

    @property
    def may_see(self) -> bool:
        """いまの来庁の人に、世帯と判定を見せてよいか。来庁なしの判定なら、職員だけが見る。"""
        return self.visit.gives in (LIST, NOBODY)

    @cached_property
    def subject(self) -> PersonDisplay:
        """できごとの本人。"""
        return self.people[self.now.subject_key]

    @cached_property
    def once(self) -> JudgedOnce:
        """この来庁での最後の判定。"""
        if self.latest is None:
            raise Fault(
                "この来庁では、まだ判定していません。", remedy="来た人を決めて、件を開き直してください。"
            )
        return self.latest

    @cached_property
    def latest(self) -> JudgedOnce | None:
        """この来庁での最後の判定。まだなら None。"""
        return cases.judged(self.case_id, self.visit.number) if self.may_see else None

    @cached_property
    def definitions(self) -> Definitions:
        """判定した版の定義。"""
        if self.once.release == self.at.release.hash:
            return self.at.definitions
        return cases.definitions_of(self.once.release)

    def procedure(self, name: str) -> Procedure | None:
        """この件の日に使う版の手続き。なければ None。"""
        day, on = event_day(self.facts.situation.event.on), self.judgement.on
        editions = (one for one in self.definitions.procedures.values() if one.id == name)
        return next((one for one in editions if one.in_force(day, on)), None)

    @cached_property
    def judgement(self) -> Judgement:
        """凍らせた判定。"""
        return self.once.judgement(self.definitions)

    @property
    def facts(self) -> Facts:
        """凍らせた事実。"""
        return self.judgement.facts[0]

    @cached_property
    def answers(self) -> AnswerSet:
        """いまの来庁の人の答え。ほかの人の答えは入らない。"""
        return cases.answers(self.case_id, self.visit.voice)

    @cached_property
    def people(self) -> dict[str, PersonDisplay]:
        """見てよい人。一般の案内だけの来庁と、まだ判定していない来庁では、本人だけ。"""
        return displays(self.now.entered, self.seen())

    @cached_property
    def names(self) -> dict[str, str]:
        """人の鍵から呼び名（「さん」なし）。"""
        return {key: called(person.name).removesuffix("さん") for key, person in self.people.items()}

    @cached_property
    def accepted_on(self) -> date | None:
        """届の控えにある受理の日。住民記録に受理が出るまでのあいだだけ使う。"""
        if self.now.register not in (NoticeState.ACCEPTED, NoticeState.REGISTERED):
            return None
        held = notice_queries.of_subject(self.now.event_kind, self.now.subject_key)
        return None if held is None else held.accepted_on

    @cached_property
    def kin(self) -> Kin:
        """いまの来庁の人の言った、別に暮らす家族。ほかの人の言った人は入らない。"""
        return kin_of(self.case_id, self.visit.voice) if self.visit.gives == LIST else Kin()

    def gather(self, movers: tuple[str, ...] | None = None, kin: Kin | None = None) -> Gathered:
        """いまの記録を読み直す。`movers` と `kin` は、いま決めた引っ越す人と別に暮らす家族（なければ、件に残っているもの）。"""
        chosen = self.now.movers if movers is None else movers
        found = gather(self.at, self.now, self.subject, self.visit, chosen, kin or self.kin)
        event = found.situation.event
        if event.notified_on is not None or self.accepted_on is None:
            return found
        return replace(
            found, situation=replace(found.situation, event=replace(event, notified_on=self.accepted_on))
        )

    def seen(self) -> tuple[str, ...]:
        """この画面で見える住民。"""
        return (self.now.subject_key,) if self.latest is None else self.facts.situation.persons

    def deed(self, key: str, version: int | None) -> Deed:
        """この件への操作。"""
        return self.at.deed(key, self.case_id, version, self.seen())

    def refuse_if_general(self, action: str) -> None:
        """一般の案内だけの来庁か、来庁なしの判定なら、断ったことを書き残して Denied。"""
        if self.visit.gives != LIST:
            raise self.denied(action)

    def refuse_if_hidden(self, action: str) -> None:
        """一般の案内だけの来庁なら Denied。来庁なしの判定でも、職員が支度としてしてよいことに使う。"""
        if not self.may_see:
            raise self.denied(action)

    def denied(self, action: str) -> Denied:
        """渡せないことを書き残し、投げる Denied を返す。"""
        if self.prepared:
            return deny(
                self.at, action, self.now.number, "まだ、だれも来ていません。来庁なしの判定では、何も渡せず、受け付けられません。",
                "来た人を決めてから、続けてください。",
            )  # fmt: skip
        return deny(
            self.at, action, self.now.number, "この来庁の方には、一般のご案内と引換票だけを渡せます。",
            "要綱で渡せる方が来られたら、来た人を決めて続きを開いてください。",
        )  # fmt: skip


def opened(user: Any, case_id: int) -> Opened:
    """件を開いて読む。ほかの自治体の件は NotFound。"""
    at = desk(user)
    now = cases.now(case_id)
    visits = cases.visits(case_id)
    visit = next(one for one in visits if one.number == now.current_visit)
    return Opened(at, case_id, now, visit, visits)
