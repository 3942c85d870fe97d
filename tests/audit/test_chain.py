"""記録の鎖: 書き足すだけで、直しても消しても切り落としても見つかる。"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from madoguchi.audit import guards
from madoguchi.audit.actions import (
    Act,
    Actor,
    OutsideTransaction,
    record,
    record_denied,
    record_read,
    record_search,
)
from madoguchi.audit.models import AppendOnly, AuditEntry
from madoguchi.audit.queries import entries, verify
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import OutOfScope, scope
from tests.support.cast import AOBA, MOMIJI

pytestmark = pytest.mark.usefixtures("towns")
SATO = Actor(
    "sato", datetime(2026, 11, 22, 10, 30, tzinfo=ZoneInfo("Asia/Tokyo")), "citizen", "127.0.0.1", "r1"
)


def write(count: int = 3, code: str = AOBA) -> None:
    with scope(code), transaction.atomic():
        for number in range(count):
            record(
                SATO,
                Act(
                    "case.receive", "case", str(number), ("P1",), frozenset({"basic"}), "受付", {"n": number}
                ),
            )


def test_each_town_has_its_own_chain_from_one():
    write(3)
    write(2, MOMIJI)
    with scope(AOBA):
        assert [entry.seq for entry in entries()] == [1, 2, 3]
        assert verify().breaks == ()
    with scope(MOMIJI):
        assert verify().count == 2


def test_an_entry_tells_who_did_what_to_whom_and_why():
    write(1)
    with scope(AOBA):
        entry = entries(person="P1")[0]
    assert (entry.actor, entry.action, entry.object_kind, entry.object_id) == (
        "sato",
        "case.receive",
        "case",
        "0",
    )
    assert (entry.persons, entry.field_classes, entry.reason) == (("P1",), frozenset({"basic"}), "受付")
    assert entry.at == SATO.at


def test_nothing_is_recorded_outside_a_scope():
    with pytest.raises(OutOfScope), transaction.atomic():
        record(SATO, Act("case.receive"))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    with (
        scope(AOBA),
        pytest.raises(OutsideTransaction, match=r"「case\.receive」記録は、記録される操作と同じ取引"),
    ):
        record(SATO, Act("case.receive"))


def test_the_entry_disappears_with_the_act_that_failed():
    write(1)
    with scope(AOBA):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(SATO, Act("case.receive"))
            _ = 1 / 0
        assert verify().breaks == ()
        assert [entry.seq for entry in entries()] == [1]


def test_a_look_must_say_at_whom():
    with scope(AOBA), transaction.atomic(), pytest.raises(Fault, match="だれの分かがありません"):
        record_read(SATO, Act("person.read"))


def test_a_search_keeps_who_was_shown_but_not_the_words():
    with scope(AOBA), transaction.atomic():
        record_search(SATO, "person.search", ("P1", "P2"), {"kana": "サトウハナコ"})
        row = AuditEntry.objects.get()
    assert row.persons == ["P1", "P2"]
    assert "サトウハナコ" not in str(row.fields())
    assert len(row.payload_digest) == 64


def test_a_refusal_is_told_apart():
    with scope(AOBA), transaction.atomic():
        record_denied(SATO, Act("access.denied"))
        assert entries()[0].outcome == "denied"


def test_an_entry_can_be_neither_saved_again_nor_deleted():
    write(1)
    with scope(AOBA):
        row = AuditEntry.objects.get()
        with pytest.raises(AppendOnly, match="記録は直せません"):
            row.save()
        with pytest.raises(AppendOnly, match="訂正は新しい記録として"):
            row.delete()


@pytest.mark.parametrize("way", ["update", "delete", "replace", "replace_with_a_later_number"])
def test_the_database_refuses_too(way):
    write(2)
    columns = ", ".join(f'"{field.column}"' for field in AuditEntry._meta.fields)
    later = columns.replace('"seq"', "99")
    statements = {
        "update": f"UPDATE {guards.TABLE} SET actor = 'x'",
        "delete": f"DELETE FROM {guards.TABLE} WHERE seq = 1",
        "replace": f"INSERT OR REPLACE INTO {guards.TABLE} ({columns}) SELECT {columns} FROM {guards.TABLE} WHERE seq = 1",
        "replace_with_a_later_number": (
            f"INSERT OR REPLACE INTO {guards.TABLE} ({columns}) SELECT {later} FROM {guards.TABLE} WHERE seq = 1"
        ),
    }
    with scope(AOBA), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements[way])


TAMPERING = [
    ("UPDATE audit_auditentry SET reason = 'x' WHERE seq = 2", "2 番の記録が書き換えられています"),
    ("UPDATE audit_auditentry SET persons = '[]' WHERE seq = 2", "2 番の記録が書き換えられています"),
    ("DELETE FROM audit_auditentry WHERE seq = 2", "2 番の記録がありません"),
    ("DELETE FROM audit_auditentry WHERE seq = 3", "末尾が切り落とされた"),
    ("UPDATE audit_audithead SET seq = 9", "鎖の先頭は 9 番"),
    ("UPDATE audit_auditentry SET seq = CASE seq WHEN 1 THEN -2 ELSE seq END", "1 番の記録がありません"),
]


@pytest.mark.parametrize(("statement", "said"), TAMPERING)
def test_every_kind_of_tampering_is_found(statement, said):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL では役割に権限がなく、書き換えられない")
    write(3)
    guards.remove(connection)
    with scope(AOBA), connection.cursor() as cursor:
        cursor.execute(statement)
        assert said in "".join(verify().breaks)
    guards.install(connection)
