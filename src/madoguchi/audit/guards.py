"""データベースの側でも、記録を書き足すだけにする引き金。"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "audit_auditentry"

# REPLACE は削除の引き金を引かずに行を消す。番号が進まない挿入を断れば防げる。
SQLITE = {
    "audit_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '記録は直せません'); END",
    "audit_no_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '記録は消せません'); END",
    "audit_no_replace": (
        f"BEFORE INSERT ON {TABLE} "
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = new.id) OR new.seq <= "
        f"(SELECT COALESCE(MAX(seq), 0) FROM {TABLE} WHERE municipality_id = new.municipality_id) "
        "BEGIN SELECT RAISE(ABORT, '記録は置き換えられません'); END"
    ),
}
POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '記録は直すことも消すこともできません'; END $$",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """引き金を掛ける。"""
    statements = POSTGRESQL
    if connection.vendor == "sqlite":
        statements = tuple(f"CREATE TRIGGER {name} {rule}" for name, rule in SQLITE.items())
    _execute(connection, statements)


def remove(connection: BaseDatabaseWrapper) -> None:
    """引き金を外す。移行を戻すときだけ使う。"""
    statements = ("DROP FUNCTION audit_refuse() CASCADE",)
    if connection.vendor == "sqlite":
        statements = tuple(f"DROP TRIGGER {name}" for name in SQLITE)
    _execute(connection, statements)


def migrate_forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """移行で掛ける。"""
    install(schema_editor.connection)


def migrate_backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """移行を戻して外す。"""
    remove(schema_editor.connection)


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
