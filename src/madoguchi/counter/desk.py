"""いま窓口に座っている職員と、その日に使う定義。時刻と定義の版は、ここで一度だけ読む。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from madoguchi.accounts.authority import open_classes
from madoguchi.accounts.presence import acting
from madoguchi.audit.actions import Act, Actor, record_denied, record_read
from madoguchi.cases.actions import Deed
from madoguchi.catalogue import releases
from madoguchi.catalogue.profiles import MunicipalityProfile, open_days
from madoguchi.catalogue.releases import Release
from madoguchi.domain.calendar import OpenDays
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions
from madoguchi.municipalities.scope import current
from madoguchi.residents import queries as residents

PROTECTION = "support_measure"


class Denied(Fault):
    """この来庁では見せられない、渡せない。"""


@dataclass(frozen=True)
class Desk:
    """窓口。`classes` は、この職員に開いている項目区分。`guard` は、書くときに確かめ直すこと。"""

    user: Any
    actor: Actor
    release: Release
    classes: frozenset[str]
    guard: Callable[[], None]

    @property
    def now(self) -> datetime:
        """いまの時刻。"""
        return self.actor.at

    @property
    def today(self) -> date:
        """きょう。"""
        return self.actor.at.date()

    @property
    def window(self) -> str | None:
        """職員の座る窓口が windows.yaml にもあれば、その id。なければ、どの窓口とも言わない。"""
        place = self.user.counter_place
        known = {one.id for one in self.municipality.windows}
        return place.key if place is not None and place.key in known else None

    @property
    def definitions(self) -> Definitions:
        """きょう使う定義。"""
        return self.release.definitions

    @property
    def municipality(self) -> MunicipalityProfile:
        """自治体。"""
        if self.release.municipality is None:
            raise Fault(
                "自治体の定義がありません。", remedy="municipality.yaml を書いてください。", value=current()
            )
        return self.release.municipality

    def open_days(self) -> OpenDays:
        """開庁日の暦。"""
        return open_days(self.municipality.closing_days)

    def deed(
        self, key: str, case_id: int = 0, version: int | None = None, persons: tuple[str, ...] = ()
    ) -> Deed:
        """件への一つの操作。書くときに、保護の記録が読んだあとに変わっていないかを確かめる。"""
        place = self.user.counter_place
        return Deed(
            self.actor, self.user.display_name, key, case_id, version, self.guard, persons, self.classes,
            place=place.key if place is not None else "",
        )  # fmt: skip


def desk(user: Any) -> Desk:
    """職員の窓口。記録を読むより先に作ること（そのときの保護の記録を覚える）。"""
    return Desk(user, acting(user), release_of(current()), open_classes(user), _unchanged_protection())


def watching(user: Any) -> Desk:
    """住民の記録を読まず、件にも書かない画面（今日の一覧）の席。ここから書こうとすれば断る。"""
    return Desk(user, acting(user), release_of(current()), frozenset(), _no_writing)


def _no_writing() -> None:
    raise Fault("見るだけの画面からは、書けません。", remedy="件を開いてから行ってください。")


def release_of(municipality: str) -> Release:
    """きょう使う定義の版。一つの処理の中では一度だけ読む。"""
    return _release(getattr(settings, "CATALOGUE", None), municipality, settings.VAR / "catalogue")


@lru_cache(maxsize=16)
def _release(root: Path | None, municipality: str, cache: Path) -> Release:
    return releases.load(root, municipality, cache)


def _unchanged_protection() -> Callable[[], None]:
    """読んだときの保護の記録の世代を覚え、書くときに同じかを確かめる関数を返す。"""
    seen = residents.freshness([PROTECTION])

    def guard() -> None:
        if residents.freshness([PROTECTION]) != seen:
            raise Fault("住民の記録が、いま新しくなりました。", remedy="もう一度、同じ操作をしてください。")

    return guard


def note_read(at: Desk, action: str, case_number: str, persons: tuple[str, ...]) -> None:
    """住民の記録を見たことを書き残す。書けなければ、見せない。"""
    with transaction.atomic():
        record_read(
            at.actor,
            Act(action, object_kind="case", object_id=case_number, persons=persons, field_classes=at.classes),
        )


def deny(at: Desk, action: str, case_number: str, reason: str, remedy: str) -> Denied:
    """断ったことを書き残し、投げる Denied を返す。"""
    with transaction.atomic():
        record_denied(at.actor, Act(action, object_kind="case", object_id=case_number))
    return Denied(reason, remedy=remedy)
