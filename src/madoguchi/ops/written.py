"""コマンドの出力を、書き終えてから名を付けて置く。途中で止まっても、半分の書類は残らない。"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from madoguchi.domain.errors import Fault


def write_whole(path: Path, made: bytes) -> None:
    """一つの書類を書く。書けなければ、前からある書類はそのまま残る。"""
    write_all(path.parent, {path.name: made})


def write_all(folder: Path, made: Mapping[str, bytes]) -> None:
    """いくつもの書類を書く。全部を隣に書き終えてから、まとめて名を付ける。"""
    partial = {name: folder / f".{name}.partial" for name in made}
    try:
        for name, content in made.items():
            partial[name].write_bytes(content)
        for name, path in partial.items():
            path.replace(folder / name)
    except OSError as error:
        for path in partial.values():
            path.unlink(missing_ok=True)
        raise Fault(
            "書き出せません。",
            file=error.filename or str(folder),
            value=error.strerror,
            remedy="置き場所（なければ作る）と権限を確かめてください。",
        ) from error
