"""環境変数: おかしな値では起動せず、どう直すかを言う。"""

from __future__ import annotations

import subprocess
import sys

import pytest

REFUSED = [
    (
        {"MADOGUCHI_HTTPS": "maybe"},
        "環境変数 MADOGUCHI_HTTPS: 「maybe」はい・いいえとして読めません。 yes か no",
    ),
    ({"MADOGUCHI_IDLE_MINUTES": "0"}, "1 から 600 までの整数を指定してください。"),
    ({"MADOGUCHI_IDLE_MINUTES": "十"}, "環境変数 MADOGUCHI_IDLE_MINUTES: 「十」整数として読めないか"),
    ({"MADOGUCHI_TODAY": "2026-02-30"}, "環境変数 MADOGUCHI_TODAY: 「2026-02-30」日付として読めません。"),
    ({"MADOGUCHI_VAR": "/proc/no"}, "環境変数 MADOGUCHI_VAR: 「/proc/no」フォルダを作れません。"),
    (
        {"DATABASE_URL": "mysql://u:himitsu@h/d"},
        "環境変数 DATABASE_URL: 「mysql:…」データベースの URL として",
    ),
    ({"DATABASE_URL": "nonsense"}, "postgres://利用者:合言葉@ホスト/名前 を指定してください。"),
]


def work_once(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "madoguchi.ops.cli", "doctor"]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(("given", "said"), REFUSED)
def test_a_bad_value_stops_the_start_and_says_the_remedy(given, said, tmp_path):
    done = work_once(
        {"MADOGUCHI_VAR": str(tmp_path), **given, "MADOGUCHI_HTTPS": given.get("MADOGUCHI_HTTPS", "no")}
    )
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "himitsu" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path):
    environment = {"MADOGUCHI_VAR": str(tmp_path)}
    work_once(environment)
    key = tmp_path / "secret_key"
    first = key.read_text()
    work_once(environment)
    assert key.read_text() == first
    assert len(first) >= 50
    assert key.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("secret_key.*"))
