"""PostgreSQL の守りを表に掛ける、移行の操作。SQLite では何もしない。"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from madoguchi.municipalities.scope import SETTING


class PostgresOperation(Operation):
    """モデルの状態は変えず、PostgreSQL の表だけを変える操作。"""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """モデルの形は変わらない。"""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _before: ProjectState,
        after: ProjectState,
    ) -> None:
        """掛ける。"""
        self._run(self.forwards(app_label, after), schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        before: ProjectState,
        _after: ProjectState,
    ) -> None:
        """外す。"""
        self._run(self.backwards(app_label, before), schema_editor)

    @abstractmethod
    def forwards(self, app_label: str, state: ProjectState) -> list[str]:
        """掛けるための文。"""

    @abstractmethod
    def backwards(self, app_label: str, state: ProjectState) -> list[str]:
        """外すための文。"""

    def _run(self, statements: list[str], schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)


class EnableRowSecurity(PostgresOperation):
    """表を行ごとに守り、持ち主にも例外を認めない。UNIQUE(自治体, 主キー) も付ける。"""

    def __init__(self, model: str) -> None:
        self.model = model

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """移行ファイルに書き戻すときの形。"""
        return (type(self).__name__, [self.model], {})

    def describe(self) -> str:
        """一行の説明。"""
        return f"Protect rows of {self.model} by municipality"

    def forwards(self, app_label: str, state: ProjectState) -> list[str]:
        """自治体が合う行だけが見え、書ける。"""
        table, key = _table(app_label, self.model, state)
        rule = f"(municipality_id = current_setting('{SETTING}', true))"
        return [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY municipality ON "{table}" USING {rule} WITH CHECK {rule}',
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_own" UNIQUE (municipality_id, "{key}")',
        ]

    def backwards(self, app_label: str, state: ProjectState) -> list[str]:
        """守りを外す。"""
        table, _ = _table(app_label, self.model, state)
        return [
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_own"',
            f'DROP POLICY municipality ON "{table}"',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ]


class CompositeForeignKey(PostgresOperation):
    """子の行がよその自治体の親を指せないよう、(自治体, 親) の組で結ぶ。"""

    def __init__(self, model: str, field: str) -> None:
        self.model = model
        self.field = field

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """移行ファイルに書き戻すときの形。"""
        return (type(self).__name__, [self.model, self.field], {})

    def describe(self) -> str:
        """一行の説明。"""
        return f"Tie {self.model}.{self.field} within the municipality"

    def forwards(self, app_label: str, state: ProjectState) -> list[str]:
        """親の側には EnableRowSecurity が付けた UNIQUE(自治体, 主キー) がある。"""
        table, _ = _table(app_label, self.model, state)
        field = state.apps.get_model(app_label, self.model)._meta.get_field(self.field)
        parent = field.related_model._meta
        return [
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{self._name(table)}" '
            f'FOREIGN KEY (municipality_id, "{field.column}") '
            f'REFERENCES "{parent.db_table}" (municipality_id, "{parent.pk.column}") DEFERRABLE INITIALLY DEFERRED'
        ]

    def backwards(self, app_label: str, state: ProjectState) -> list[str]:
        """結びを外す。"""
        table, _ = _table(app_label, self.model, state)
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{self._name(table)}"']

    def _name(self, table: str) -> str:
        return f"{table}_{self.field}_own"[:63]


def _table(app_label: str, model: str, state: ProjectState) -> tuple[str, str]:
    meta = state.apps.get_model(app_label, model)._meta
    return meta.db_table, meta.pk.column
