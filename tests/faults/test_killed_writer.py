"""書いている途中で殺しても、応えた記録は残り、鎖は切れない。"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEED = """
import django; django.setup()
from madoguchi.municipalities.actions import set_up_municipality
set_up_municipality("990001", "あおば市", "あおば県", "aoba")
"""
WRITE = """
import django; django.setup()
from django.db import transaction
from madoguchi.audit.actions import Act, Actor, record
from madoguchi.config import clock
from madoguchi.municipalities.scope import scope
with scope("990001"):
    while True:
        with transaction.atomic():
            seq = record(Actor("sato", clock.now()), Act("case.receive"))
        print(seq, flush=True)
"""


def start(program: str, var: Path) -> subprocess.Popen[str]:
    environment = {"MADOGUCHI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True
    )


def madoguchi(*words: str, var: Path) -> str:
    command = [sys.executable, "-m", "madoguchi.ops.cli", *words]
    return subprocess.run(
        command, env={"MADOGUCHI_VAR": str(var)}, check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.5])
def test_what_was_acknowledged_survives_a_kill(tmp_path, seconds):
    madoguchi("migrate", var=tmp_path)
    assert start(SEED, tmp_path).wait() == 0
    writer = start(WRITE, tmp_path)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline()]
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    acknowledged += writer.stdout.readlines()
    last = int(acknowledged[-1])
    told = madoguchi("audit", "verify", var=tmp_path)
    count = int(told.split(": ")[1].split(" ")[0])
    assert "無傷です" in told
    assert last <= count <= last + 1
    assert count > 1
