"""書き出してよい職員か。役割にないことはできず、断ったことも記録に残る。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from madoguchi.accounts.authority import FIELD_CLASSES, GYOMU, Official, can
from madoguchi.accounts.queries import official
from madoguchi.audit.actions import Act, Actor, record, record_denied, record_read
from madoguchi.domain.errors import Fault

PERSON, MUNICIPALITY = "residents.export_person", "residents.export_municipality"


@dataclass(frozen=True, slots=True)
class Permit:
    """書き出しの許し。`whereabouts` なら、支援措置で守られる人の居どころも出せる。"""

    actor: Actor
    reason: str
    classes: frozenset[str]
    whereabouts: bool

    def keep(self, action: str, key: str, payload: Mapping[str, object]) -> None:
        """書き出したことを、書き終える取引の中で記録する。"""
        if action == PERSON:
            record_read(self.actor, Act(action, "person", key, (key,), self.classes, self.reason, payload))
        else:
            record(self.actor, Act(action, "municipality", key, (), self.classes, self.reason, payload))


def permit_person(actor: Actor, key: str, reason: str) -> Permit:
    """一人の書き出し。`export` を許す役割が要り、その業務が開く項目区分だけを出す。居どころには `release` も要る。"""
    user = _official(actor, Act(PERSON, "person", key, (key,), reason=reason))
    gyomu = [name for name in GYOMU if can(user, "export", name)]
    classes = {name for name in FIELD_CLASSES for one in gyomu if can(user, "export", one, name)}
    if not classes:
        _deny(
            actor,
            Act(PERSON, "person", key, (key,), reason=reason),
            "係長の役割をもつ、在職の職員にしてください。",
        )
    released = can(user, "release", "protection") and "protection" in classes
    return Permit(actor, reason, frozenset(classes), released)


def permit_municipality(actor: Actor, code: str, reason: str) -> Permit:
    """一つの自治体の全部の書き出し。運用の役割が要る。守られる人の居どころも、支援措置の行も、そのまま入る。"""
    act = Act(MUNICIPALITY, "municipality", code, reason=reason)
    if not can(_official(actor, act), "operate", "operation"):
        _deny(actor, act, "運用の役割をもつ、在職の職員にしてください。")
    return Permit(actor, reason, FIELD_CLASSES, whereabouts=True)


def _official(actor: Actor, act: Act) -> Official:
    if not act.reason.strip():
        raise Fault("書き出す理由がありません。", remedy="--reason に理由を書いてください。")
    user = official(actor.name, actor.at.date())
    if user is None:
        _deny(actor, act, "この自治体の、在職の職員の番号にしてください。")
    assert user is not None
    return user


def _deny(actor: Actor, act: Act, remedy: str) -> None:
    with transaction.atomic():
        record_denied(actor, act)
    raise Fault("この職員は、書き出せません。", value=actor.name, remedy=remedy)
