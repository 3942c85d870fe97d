"""YAML を、行と桁を付けたまま読む。日付の解釈はせず、true/false のほかの語（no, yes, on）は文字のまま残す。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import Node, ScalarNode, SequenceNode

from madoguchi.catalogue.documents import Document, Place, Steps
from madoguchi.domain.errors import Fault

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# 01 のような符号を8進数の整数に変えないため、先頭の0は文字として扱う。
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
DEEPEST = 60
WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def load_yaml(path: Path, shown: str | None = None) -> Document:
    """一つの YAML ファイルを読む。`shown` は誤りの文に出すファイル名（なければ path）。"""
    name = shown or str(path)
    return parse_yaml(decoded(path.read_bytes(), name), name)


def decoded(content: bytes, file: str) -> str:
    """UTF-8 として読む。読めなければ、何行めのどのバイトかを言う。"""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(
            file=file,
            line=content.count(b"\n", 0, error.start) + 1,
            value=content[error.start : error.start + 4].hex(" "),
            reason="UTF-8 でない文字があります。",
            remedy="UTF-8 で保存し直してください。",
        ) from error


def parse_yaml(text: str, file: str) -> Document:
    """YAML の文字列を Document にする。書き方の誤りと鍵の重なりは Fault。"""
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        lines = text.splitlines()
        raise Fault(
            file=file,
            line=line,
            column=mark.column + 1 if mark else 1,
            value=lines[line - 1].strip() if line <= len(lines) else "",
            reason="YAML として読めません。",
            remedy="字下げ、引用符、かっこの対を確かめてください。",
        ) from error
    except yaml.reader.ReaderError as error:
        raise Fault(
            file=file,
            line=text.count("\n", 0, error.position) + 1,
            column=1,
            value=repr(error.character),
            reason="YAML に書けない制御文字があります。",
            remedy="その文字を取り除いてください。",
        ) from error
    reading = _Reading(file)
    value = None if root is None else reading.value(root, ())
    return Document(value=value, file=file, places=reading.places)


class _Reading:
    """一つの書類の、値と場所の組。"""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Steps, Place] = {}
        self.seen: set[int] = set()

    def value(self, node: Node, steps: Steps) -> Any:
        place = _place(node, self.file)
        self.places.setdefault(steps, place)
        if id(node) in self.seen:
            raise self._fault(
                place, "*", "別名（& と *）は使えません。", "同じ中身を、もう一度そのまま書いてください。"
            )
        self.seen.add(id(node))
        if len(steps) > DEEPEST:
            raise self._fault(place, "[", "入れ子が深すぎます。", "中身を分けて書いてください。")
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*steps, index)) for index, item in enumerate(node.value)]
        return {key: self.value(item, (*steps, key)) for key, item in self._pairs(node, steps)}

    def _pairs(self, node: Node, steps: Steps) -> Iterator[tuple[str, Node]]:
        for key_node, item in node.value:
            place = _place(key_node, self.file)
            key = str(key_node.value)
            if (*steps, key) in self.places:
                first = self.places[(*steps, key)].line
                reason = f"同じ鍵が二度書かれています（一つめは {first} 行め）。"
                raise self._fault(place, key, reason, "どちらか一つにしてください。")
            self.places[(*steps, key)] = place
            yield key, item

    def _fault(self, place: Place, value: str, reason: str, remedy: str) -> Fault:
        return Fault(reason, remedy=remedy, file=self.file, line=place.line, column=place.column, value=value)


def _scalar(node: ScalarNode) -> Any:
    text: str = node.value
    if node.style:
        return text
    if text in WORDS:
        return WORDS[text]
    return int(text) if WHOLE.match(text) else text


def _place(node: Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
