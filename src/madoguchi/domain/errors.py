"""職員に向けた誤りの知らせ。どこの・何が・なぜ・どう直すか、を一文で言う。"""

from __future__ import annotations


class Fault(Exception):
    """入力の誤り。`file` `line` `column` は分かるときだけ入る（行と列は 1 から）。"""

    def __init__(
        self,
        reason: str,
        *,
        remedy: str = "",
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        value: object = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.file = file
        self.line = line
        self.column = column
        self.value = value

    def at(self, file: str | None, line: int | None = None, column: int | None = None) -> Fault:
        """まだ場所を持たない誤りに、場所を添える。すでにある場所は変えない。"""
        if self.file is None:
            self.file, self.line, self.column = file, line, column
        return self

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        value = "" if self.value is None else f"「{self.value}」"
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place + ': ' if place else ''}{value}{self.reason}{remedy}"
