"""試験だけの PostgreSQL。使い捨ての場所に作り、終われば消す。"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

NAME, OWNER, APP, SUPERUSER = "madoguchi", "madoguchi_owner", "madoguchi_app", "postgres"
# 使い捨てなので、ディスクへの書き込みを待たない。
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Cluster:
    """一つの PostgreSQL。持ち主の役割が移行し、持ち主でない役割で試験がつなぐ。

    `kept` を渡せば、そこに作り、止めても残す（大きな測りもので、置いた住民を使いなおす）。
    """

    def __init__(self, kept: Path | None = None) -> None:
        self.kept = kept is not None
        self.folder = kept or Path(tempfile.mkdtemp(prefix="madoguchi-pg-"))
        self.folder.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, SUPERUSER)
        if not Path(self._place).exists():
            self._create()
        options = f"{OPTIONS} -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self._place, "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def _create(self) -> None:
        self._run(
            "initdb",
            "-k",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-A",
            "trust",
            "-U",
            SUPERUSER,
            "-D",
            self._place,
        )

    @property
    def _place(self) -> str:
        return f"{self.folder}/cluster"

    def prepare(self) -> None:
        """役割とデータベースを作り、製品と同じコマンドで移行する。"""
        with self.superuser("postgres") as connection:
            for role in (OWNER, APP):
                connection.execute(
                    f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
                )
            connection.execute(f"CREATE DATABASE {NAME} OWNER {OWNER}")
        with self.superuser() as connection:
            connection.execute(f"GRANT ALL ON SCHEMA public TO {OWNER}")
        command = [sys.executable, "-m", "madoguchi.ops.cli", "migrate", "--app-role", APP]
        subprocess.run(
            command,
            check=True,
            env={**os.environ, "DATABASE_URL": self.url(OWNER)},
            stdout=subprocess.DEVNULL,
        )

    def url(self, role: str = APP) -> str:
        """その役割でつなぐ URL。"""
        return f"postgres://{role}@{quote(str(self.folder), safe='')}/{NAME}"

    def superuser(self, name: str = NAME) -> psycopg.Connection:
        """試験の後始末にだけ使う、何でもできるつなぎ。"""
        return psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname=name, autocommit=True)

    def wipe(self) -> None:
        """移行の記録のほか、すべての表を空にする。引き金も守りも越える。"""
        with self.superuser() as connection:
            connection.execute("SET session_replication_role = replica")
            tables = connection.execute(
                "SELECT quote_ident(tablename) FROM pg_tables"
                " WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
            ).fetchall()
            for (table,) in tables:
                connection.execute(f"DELETE FROM {table}")

    def stop(self) -> None:
        """止めて、残すと言われていなければ、場所ごと消す。"""
        self._run("pg_ctl", "-D", self._place, "-m", "fast" if self.kept else "immediate", "stop")
        if not self.kept:
            shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", SUPERUSER, "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(_bin() / program), *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)


def _bin() -> Path:
    """PostgreSQL の実行ファイルの場所。Debian は版ごとのフォルダに置き、PATH に入れない。"""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not places:
        raise RuntimeError("PostgreSQL がありません。make setup-test で入れてください。")
    return places[-1]
