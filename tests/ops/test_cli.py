"""コマンドの入口: 返す番号と、言うこと。"""

from __future__ import annotations

import socket
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


def test_audit_verify_finds_a_rewritten_entry(tmp_path):
    madoguchi("migrate", var=tmp_path)
    assert run_python(SEED, var=tmp_path).returncode == 0
    sound = madoguchi("audit", "verify", var=tmp_path)
    assert (sound.returncode, sound.stdout.split("、")[0]) == (0, "990001 あおば市: 2 件")
    assert run_python(TAMPER, var=tmp_path).returncode == 0
    broken = madoguchi("audit", "verify", var=tmp_path)
    assert broken.returncode == 3
    assert "990001 1 番の記録が書き換えられています。" in broken.stderr


def test_the_demo_does_not_take_a_port_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = madoguchi("demo", "--port", str(taken.getsockname()[1]), var=tmp_path)
    assert done.returncode == 1
    assert "ほかの処理が使っています。 --port で別の番号" in done.stderr


SEED = """
import django; django.setup()
from django.db import transaction
from madoguchi.audit.actions import Act, Actor, record
from madoguchi.config import clock
from madoguchi.municipalities.actions import set_up_municipality
from madoguchi.municipalities.scope import scope
set_up_municipality("990001", "あおば市", "あおば県", "aoba")
with scope("990001"), transaction.atomic():
    record(Actor("sato", clock.now()), Act("sign_in"))
    record(Actor("sato", clock.now()), Act("sign_out"))
"""
TAMPER = """
import django; django.setup()
from django.db import connection
from madoguchi.audit import guards
guards.remove(connection)
connection.cursor().execute("UPDATE audit_auditentry SET actor = 'suzuki' WHERE seq = 1")
"""


def run_python(program: str, var: Path) -> subprocess.CompletedProcess[str]:
    environment = {"MADOGUCHI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings"}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, cwd=ROOT
    )
