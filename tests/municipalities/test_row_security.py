"""PostgreSQL の守り: 絞り忘れた問い合わせも、よその自治体の行を一行も返さない。"""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import ForeignKey

from madoguchi.municipalities.exempt import EXEMPT_TABLES
from madoguchi.municipalities.models import CounterPlace, Department
from madoguchi.municipalities.scope import ScopedModel, scope
from tests.support.cast import AOBA, MOMIJI
from tests.support.postgres import APP, NAME, OWNER, SUPERUSER

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("towns")]


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_every_table_is_protected_or_on_the_written_list():
    protected = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    )
    tables = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert {name for (name,) in tables} - {name for (name,) in protected} == EXEMPT_TABLES.keys()


def test_a_forgotten_filter_shows_only_the_current_town():
    with scope(AOBA):
        assert {code for (code,) in rows("SELECT municipality_id FROM municipalities_department")} == {AOBA}


def test_nothing_is_seen_outside_a_scope():
    assert rows("SELECT * FROM municipalities_department") == []


def test_the_scope_does_not_stay_on_the_connection():
    with scope(AOBA):
        pass
    assert rows("SELECT current_setting('madoguchi.municipality', true)") == [("",)]


def test_a_failed_statement_leaves_the_outer_scope_in_force():
    with scope(MOMIJI):
        with pytest.raises(ProgrammingError), transaction.atomic(), scope(AOBA):
            rows("SELECT * FROM no_such_table")
        assert {code for (code,) in rows("SELECT municipality_id FROM municipalities_department")} == {MOMIJI}


@pytest.mark.parametrize(
    "statement",
    [
        f'INSERT INTO municipalities_department (municipality_id, key, name, short, telephone, extension, floor, "window")'
        f" VALUES ('{MOMIJI}', 'x', 'x', '', '', '', '', '')",
        f"UPDATE municipalities_department SET municipality_id = '{MOMIJI}'",
        "ALTER TABLE municipalities_department DISABLE ROW LEVEL SECURITY",
        "SET LOCAL row_security = off; SELECT * FROM municipalities_department",
        "UPDATE audit_auditentry SET actor = 'x'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
    ],
)
def test_the_application_role_is_refused(statement):
    with scope(AOBA), pytest.raises(ProgrammingError), transaction.atomic():
        rows(statement)


def test_a_row_cannot_point_to_a_parent_of_another_town():
    with scope(MOMIJI):
        foreign = Department.objects.get(key="citizen").pk
    with scope(AOBA), pytest.raises(IntegrityError), transaction.atomic():
        CounterPlace.objects.update(department_id=foreign)
        rows("SET CONSTRAINTS ALL IMMEDIATE; SELECT 1")


@pytest.mark.parametrize(("role", "code"), [(OWNER, 1), (SUPERUSER, 1), (APP, 0)])
def test_a_role_that_could_pass_the_protection_does_not_start(role, code):
    url = f"postgres://{role}@{quote(connection.settings_dict['HOST'], safe='')}/{NAME}"
    command = [sys.executable, "-m", "madoguchi.ops.cli", "work", "--once"]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    assert ("この役割ではつなげません" in done.stderr) == bool(code)


def test_every_row_is_tied_to_a_parent_of_the_same_town():
    tied = rows(
        "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]"
        " WHERE c.contype = 'f' AND cardinality(c.conkey) = 2"
    )
    needed = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and issubclass(field.related_model, ScopedModel)
    }
    assert needed
    assert needed - set(tied) == set()
