"""コマンドの入口: 返す番号と、言うこと。"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.ops import cli

ROOT = Path(__file__).resolve().parents[2]


def madoguchi(*words: str, var: Path) -> subprocess.CompletedProcess[str]:
    environment = {"MADOGUCHI_VAR": str(var), "MADOGUCHI_HTTPS": "no"}
    command = [sys.executable, "-m", "madoguchi.ops.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        ([], 2),
        (["no_such_command"], 2),
        (["audit"], 2),
        (["audit", "--no-such-option"], 2),
        (["judge", "no_such_file.json"], 1),
        (["audit", "verify", "--municipality", "999999"], 1),
    ],
)
def test_the_exit_code_tells_whose_fault_it_is(words, code, tmp_path):
    if words[:1] == ["audit"]:
        madoguchi("migrate", var=tmp_path)
    done = madoguchi(*words, var=tmp_path)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_system_is_told_as_such(tmp_path):
    done = madoguchi("audit", "verify", var=tmp_path)  # 表をまだ作っていない
    assert done.returncode == 3
    assert "システムの側の不具合で止まりました" in done.stderr


@pytest.mark.parametrize("command", [name for name, one in cli.COMMANDS.items() if not one.needs_database])
def test_pure_commands_do_not_load_django(command):
    look = (
        "import sys; from madoguchi.ops import cli\n"
        f"try: cli.main(['{command}', '--help'])\n"
        "finally: print('DJANGO' if 'django.db' in sys.modules else 'PURE', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True)
    assert done.stderr.strip().endswith("PURE")


def test_migrate_then_doctor(tmp_path):
    assert madoguchi("doctor", var=tmp_path).returncode == 3
    assert madoguchi("migrate", var=tmp_path).returncode == 0
    done = madoguchi("doctor", var=tmp_path)
    assert "良い 表の形" in done.stdout
    assert "良い データベースの設定" in done.stdout
    assert "悪い 通信の設定" in done.stdout


def test_a_role_is_meaningless_on_sqlite(tmp_path):
    done = madoguchi("migrate", "--app-role", "app", var=tmp_path)
    assert (done.returncode, "SQLite に役割はありません" in done.stderr) == (1, True)


def test_work_stops_by_itself_when_asked_once(tmp_path):
    madoguchi("migrate", var=tmp_path)
    assert madoguchi("work", "--once", var=tmp_path).returncode == 0
