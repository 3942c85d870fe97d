"""JSON を、鍵ごとの行と桁を付けて読む。鍵の重なりと NaN は断る。"""

from __future__ import annotations

import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from madoguchi.catalogue.documents import Document, Place, Steps
from madoguchi.domain.errors import Fault

BLANK = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
DEEPEST = 60


def parse_json(text: str, file: str) -> Document:
    """JSON の文字列を Document にする。書き方の誤りは Fault。"""
    return _Reader(text.removeprefix("\ufeff"), file).read()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.places: dict[Steps, Place] = {}
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def read(self) -> Document:
        value, end = self._value(self._skip(0), ())
        if self._skip(end) != len(self.text):
            raise self._broken(self._skip(end), "値の後に余分な文字があります。")
        return Document(value=value, file=self.file, places=self.places)

    def _value(self, at: int, steps: Steps) -> tuple[Any, int]:
        self.places.setdefault(steps, self._place(at))
        head = self.text[at : at + 1]
        if len(steps) > DEEPEST:
            raise self._broken(at, "入れ子が深すぎます。")
        if head == "{":
            return self._object(at + 1, steps)
        if head == "[":
            return self._array(at + 1, steps)
        if head == '"':
            return self._string(at)
        return self._plain(at)

    def _object(self, at: int, steps: Steps) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self._skip(at)
        while not self._is("}", at):
            if found:
                at = self._expect(",", at)
            if not self._is('"', at):
                raise self._broken(at, '「"鍵": 値」を書く所です。')
            key, end = self._string(at)
            if key in found:
                raise self._fault(at, key, "同じ鍵が二度書かれています。", "どちらか一つにしてください。")
            self.places[(*steps, key)] = self._place(at)
            found[key], end = self._value(self._expect(":", self._skip(end)), (*steps, key))
            at = self._skip(end)
        return found, at + 1

    def _array(self, at: int, steps: Steps) -> tuple[list[Any], int]:
        found: list[Any] = []
        at = self._skip(at)
        while not self._is("]", at):
            if found:
                at = self._expect(",", at)
            item, end = self._value(at, (*steps, len(found)))
            found.append(item)
            at = self._skip(end)
        return found, at + 1

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, at + 1, True)
        except ValueError as error:
            raise self._broken(at, "引用符で囲んだ文字が正しく終わっていません。") from error
        return text, end

    def _plain(self, at: int) -> tuple[Any, int]:
        for word, value in WORDS.items():
            if self.text.startswith(word, at):
                return value, at + len(word)
        match = NUMBER.match(self.text, at)
        if match is None:
            raise self._broken(at, "JSON の値を書く所です。")
        if match[1] or match[2]:
            raise self._fault(at, match[0], "小数は使いません。", "整数か文字で書いてください。")
        return int(match[0]), match.end()

    def _skip(self, at: int) -> int:
        match = BLANK.match(self.text, at)
        return match.end() if match else at

    def _is(self, mark: str, at: int) -> bool:
        return self.text.startswith(mark, at)

    def _expect(self, mark: str, at: int) -> int:
        if not self._is(mark, at):
            raise self._broken(at, f"「{mark}」が要る所です。")
        return self._skip(at + 1)

    def _place(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return Place(self.file, line, at - self.starts[line - 1] + 1)

    def _broken(self, at: int, reason: str) -> Fault:
        shown = self.text[at : at + 12].split("\n")[0] or "（ここで終わっています）"
        return self._fault(
            at, shown, f"JSON として読めません。{reason}", "かっこ、コンマ、引用符の対を確かめてください。"
        )

    def _fault(self, at: int, value: str, reason: str, remedy: str) -> Fault:
        place = self._place(min(at, len(self.text)))
        return Fault(
            file=place.file, line=place.line, column=place.column, value=value, reason=reason, remedy=remedy
        )
