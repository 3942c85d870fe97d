"""取り込んでいる途中で殺しても、見えるのは前の世代か新しい世代のどちらかで、混ざらない。"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

#: 殺す回数。夜のあいだに 40 回行うときは MADOGUCHI_KILLS=40。
KILLS = int(os.environ.get("MADOGUCHI_KILLS", "6"))
SEED = """
import sys
from datetime import date
from pathlib import Path
import django; django.setup()
from madoguchi.municipalities.actions import set_up_municipality
from madoguchi.residents.synthetic import write_city
folder = Path(sys.argv[1])
set_up_municipality("990001", "あおば市", "あおば県", "aoba")
write_city(folder / "a", 400, 7, "utf-8", date(2026, 11, 22), "990001")
write_city(folder / "b", 400, 7, "utf-8", date(2026, 11, 22), "990001")
resident = folder / "b" / "resident.csv"
resident.write_text(resident.read_text(encoding="utf-8").replace("みどり町", "さくら町"), encoding="utf-8")
dog = folder / "b" / "dog.csv"
dog.write_text("".join(dog.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
"""
LOAD = """
import hashlib, json, sys
from datetime import datetime, timedelta
from pathlib import Path
import django; django.setup()
from madoguchi.municipalities.scope import scope
from madoguchi.residents import snapshots
from madoguchi.residents.generations import snapshot
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import CoreRow, Generation, LoadRun, SearchEntry, SearchPart
GROUPS = ["support_measure", "resident", "dog"]
folder = Path(sys.argv[1])

def state():
    with scope("990001"):
        now, found = snapshot(), {}
        for group in [one for one in GROUPS if one in now.runs]:
            rows = CoreRow.objects.filter(now.visible(group), group=group).order_by("subject_key", "record")
            keys = list(rows.values_list("subject_key", "record", "row_hash"))
            assert len({key[:2] for key in keys}) == len(keys), "同じ鍵の行が二つ見える"
            assert Generation.objects.get(group=group).rows == len(keys), "世代の数と行の数が違う"
            found[group] = hashlib.sha256(repr(keys).encode()).hexdigest()
        entries = SearchEntry.objects.filter(now.visible("resident"))
        people = CoreRow.objects.filter(now.visible("resident"), group="resident")
        assert entries.count() == people.count(), "探す鍵と住民の行の数が違う"
        current = set(entries.filter(current=True, names__gt="").values_list("pk", flat=True))
        assert current <= set(SearchPart.objects.values_list("entry", flat=True)), "名の途中から引けない人がいる"
    return found

print(json.dumps(state()), flush=True)
with scope("990001"):
    run = LoadRun.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
moment = datetime(2026, 11, 22, 6).astimezone() + timedelta(seconds=run)
for turn in range(int(sys.argv[2])):
    for name in ("b", "a"):
        moment += timedelta(seconds=1)
        manifest = {"municipality": "990001", "as_of": moment.isoformat(), "feeds": "neutral-utf8",
                    "files": [f"{group}.csv" for group in GROUPS]}
        shelf = folder / name
        for other in shelf.glob("*.csv"):
            if other.stem not in GROUPS:
                other.unlink()
        (shelf / "manifest.json").write_text(json.dumps(manifest))
        report = load_folder(shelf, "990001")
        assert not report.refused, report.refused
        if turn == 0:
            print(json.dumps(state()), flush=True)
"""


def start(program: str, var: Path, *words: str) -> subprocess.Popen[str]:
    """別のプロセスで走らせる。"""
    environment = {
        **os.environ,
        "MADOGUCHI_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
    }
    command = [sys.executable, "-c", program, *words]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def first_line(process: subprocess.Popen[str]) -> Any:
    """始まる前の姿。確かめに落ちていれば、その理由で落とす。"""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate()[1]
    return json.loads(line)


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_one_whole_generation(tmp_path: Path) -> None:
    """どの瞬間に殺しても、組ごとに、前か新しいほうのどちらか一つが、丸ごと見える。"""
    if "DATABASE_URL" not in os.environ:  # PostgreSQL は、持ち主の役割がすでに移行してある
        migrate = [sys.executable, "-m", "madoguchi.ops.cli", "migrate"]
        subprocess.run(
            migrate, env={**os.environ, "MADOGUCHI_VAR": str(tmp_path)}, check=True, capture_output=True
        )
    assert start(SEED, tmp_path, str(tmp_path)).wait() == 0
    told, errors = start(LOAD, tmp_path, str(tmp_path), "1").communicate()
    assert not errors, errors
    _, b, a = (json.loads(line) for line in told.splitlines())
    assert a["resident"] != b["resident"]
    whole = {group: {a[group], b[group]} for group in a}
    rng = random.Random(40)
    seen = []
    for _ in range(KILLS):
        writer = start(LOAD, tmp_path, str(tmp_path), "1000")
        seen.append(first_line(writer))
        time.sleep(rng.uniform(0.02, 1.6))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    seen.append(json.loads(start(LOAD, tmp_path, str(tmp_path), "0").communicate()[0]))
    mixed = [
        (number, group)
        for number, one in enumerate(seen)
        for group in whole
        if one[group] not in whole[group]
    ]
    assert mixed == []
