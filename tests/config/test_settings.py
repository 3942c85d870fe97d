"""設定: 出荷のままで、安全の検査を通る。"""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from madoguchi.config import clock


def test_the_shipped_settings_pass_the_deployment_check(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "madoguchi.config.settings", "MADOGUCHI_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_day_can_be_fixed(monkeypatch):
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-22")
    assert clock.today() == date(2026, 11, 22)
    assert clock.now().isoformat().endswith("+09:00")
