"""いまどの自治体の仕事か、という枠。枠の外から自治体の記録を読むと例外にする。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from madoguchi.domain.errors import Fault

SETTING = "madoguchi.municipality"
_current: ContextVar[str] = ContextVar("municipality", default="")


class OutOfScope(Fault):
    """どの自治体の仕事か決まっていない。"""


class OtherMunicipality(Fault):
    """いまの自治体ではない自治体の記録を書こうとした。"""


def current() -> str:
    """いまの自治体の団体コード。枠の外では OutOfScope。"""
    code = _current.get()
    if not code:
        raise OutOfScope(
            "どの自治体の仕事か決まっていません。", remedy="with scope(自治体): の中で読み書きしてください。"
        )
    return code


@contextmanager
def scope(municipality: Any) -> Iterator[str]:
    """この中の読み書きを一つの自治体に限る。自治体の行か団体コードを渡す。"""
    code = municipality if isinstance(municipality, str) else str(municipality.code)
    before = _current.get()
    token = _current.set(code)
    try:
        _tell(connection, code)
        yield code
    finally:
        _current.reset(token)
        _tell_back(before)


def tell_new_connection(connection: BaseDatabaseWrapper, **_: object) -> None:
    """新しくつながったデータベースに、いまの枠を伝える。"""
    _tell(connection, _current.get())


connection_created.connect(tell_new_connection, dispatch_uid="municipality scope")


def _tell(connection: BaseDatabaseWrapper, code: str) -> None:
    if connection.vendor != "postgresql" or connection.connection is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, code])


def _tell_back(code: str) -> None:
    """失敗した取引の中では何も送れない。取り消しが設定も枠の前に戻すので、送らなくてよい。"""
    if connection.vendor != "postgresql" or connection.connection is None:
        return
    if connection.connection.info.transaction_status.name != "INERROR":
        _tell(connection, code)


class ScopedQuerySet(models.QuerySet[Any]):
    """自治体の枠の中でだけ読める問い合わせ。"""

    def _fetch_all(self) -> None:
        current()
        super()._fetch_all()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """save を通らないので、ここでも自治体を確かめる。"""
        rows = list(objs)
        for row in rows:
            _belong(row)
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """自治体を書き換えることはできない。"""
        if kwargs.keys() & {"municipality", "municipality_id"}:
            raise _other(kwargs.get("municipality_id", "municipality"))
        return super().update(**kwargs)


class ScopedRows(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """いまの自治体の行だけ。枠の外では OutOfScope。"""

    def get_queryset(self) -> ScopedQuerySet:
        """いまの自治体に絞った問い合わせ。"""
        return super().get_queryset().filter(municipality_id=current())


class ScopedModel(models.Model):
    """自治体の記録。どの表もこれを受け継ぎ、自治体の列を持つ。"""

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ScopedRows()
    unscoped = models.Manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """ほかの自治体の行は書かない。自治体が空なら、いまの自治体の行になる。"""
        _belong(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """ほかの自治体の行は消さない。"""
        _belong(self)
        return super().delete(*args, **kwargs)


def _belong(row: Any) -> None:
    here = current()
    if not row.municipality_id:
        row.municipality_id = here
    if row.municipality_id != here:
        raise _other(row.municipality_id)


def _other(code: object) -> OtherMunicipality:
    return OtherMunicipality(
        "いまの自治体ではない自治体の記録は書けません。",
        remedy=f"いまの自治体は {current()} です。",
        value=code,
    )
