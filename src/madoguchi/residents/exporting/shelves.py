"""一つの自治体の記録の全部を、組ごとの JSON Lines と、辞書のついた送り状の棚にする。"""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary
from madoguchi.municipalities.scope import current

from ..comparing import doubtful_in, visible
from ..generations import Snapshot, snapshot
from ..models import Generation, OriginalLine
from .dictionary import READING, fields_of
from .permits import MUNICIPALITY, Permit

FORMAT = "madoguchi-municipality"
MANIFEST = "manifest.json"
Tell = Callable[[str, int], None]


def export_municipality(folder: Path, dictionary: Dictionary, permit: Permit, tell: Tell) -> dict[str, Any]:
    """`folder` に書く。全部を書き終え、記録に残してから名を付けるので、半分の棚は残らない。"""
    if folder.exists():
        raise Fault("もうある棚には書き出しません。", file=str(folder), remedy="新しい名にしてください。")
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    now = snapshot()
    manifest = {
        "format": FORMAT, "version": 1, "municipality": current(), "written_at": permit.actor.at.isoformat(),
        "reading": READING, "groups": [_group(partial, dictionary, one, now, tell) for one in sorted(now.runs)],
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (partial / MANIFEST).write_text(text, encoding="utf-8")
    counts = {one["group"]: one["rows"] for one in manifest["groups"]}
    with transaction.atomic():
        permit.keep(MUNICIPALITY, current(), counts)
        partial.replace(folder)
    return manifest


def _group(partial: Path, dictionary: Dictionary, group: str, now: Snapshot, tell: Tell) -> dict[str, Any]:
    """一つの組を書き、送り状に載せることを返す。"""
    file, digest, count = partial / f"{group}.jsonl", sha256(), 0
    with file.open("wb") as out:
        for line in _lines(group, now):
            out.write(line)
            digest.update(line)
            count += 1
    pointer = Generation.objects.get(group=group)
    known = dictionary.groups.get(group)
    tell(file.name, count)
    return {
        "group": group, "name": known.name if known else group, "file": file.name, "rows": count,
        "sha256": digest.hexdigest(), "as_of": pointer.as_of.isoformat(), "refused": pointer.refused,
        "distrusted": pointer.distrusted, "doubtful": doubtful_in(group), "fields": fields_of(dictionary, group),
    }  # fmt: skip


def _lines(group: str, now: Snapshot) -> Iterator[bytes]:
    """一行に一つの記録。`content` は置いたままの文字で、指紋はその文字から数え直せる。"""
    originals = {
        (one.subject_key, one.record): {
            "encoding": one.encoding,
            "base64": b64encode(bytes(one.raw)).decode(),
        }
        for one in OriginalLine.objects.filter(group=group)
    }
    rows = visible(group, now).order_by("subject_key", "record")
    fields = rows.values_list("subject_key", "record", "row_hash", "content")
    for subject, record, digest, content in fields.iterator(chunk_size=2000):
        head = {"person": subject, "record": record, "hash": digest}
        if original := originals.get((subject, record)):
            head["original"] = original
        lead = json.dumps(head, ensure_ascii=False)
        yield f'{lead[:-1]}, "content": {content}}}\n'.encode()
