"""出力に決まった傷を入れ、その場所と理由を一覧にする。取り込みが全部を、それだけを言い当てるか試すため。"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from madoguchi.domain.errors import Fault

from ..feeds import refusals
from ..feeds.profiles import FeedProfile, FeedSet, load_set
from ..feeds.refusals import Refusal

#: ファイルの全部を断らせる傷を入れる出力。ほかの出力は行の傷だけなので、残りの行は受け取れる。
_WHOLE = {"waste": "missing", "cemetery": "my_number", "seal_reg": "duplicate", "evac_list": "missing",
          "welfare_loan": "my_number", "voter": "duplicate"}  # fmt: skip
_BAD_BYTES = {"utf-8": b"\xff\xfe", "cp932": b"\x85\x60"}
_BAD_SHOWN = {"utf-8": "[0xFF][0xFE]", "cp932": "[0x85]`"}
_MY_NUMBER = "123456789018"


@dataclass(slots=True)
class _Sheet:
    """一つの出力を、行と欄に分けたもの。合成の出力には、欄の中の改行がない。"""

    profile: FeedProfile
    lines: list[list[bytes]]
    hurt: set[int]

    def index(self, header: str) -> int:
        """欄の位置。"""
        return self.profile.headers.index(header)


def plant_faults(out: Path, seed: int, count: int) -> list[Refusal]:
    """`out` の出力に `count` 個の傷を入れ、`faults.json` に書く。"""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    feed_set = load_set(manifest["feeds"])
    planter = _Planter(random.Random(f"faults-{seed}"), out, feed_set)
    planted = [planter.plant(number) for number in range(count)]
    planter.save()
    found = [{key: value for key, value in one.as_dict().items() if key != "remedy"} for one in planted]
    (out / "faults.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return planted


class _Planter:
    """傷を順に入れる。一つの行には一つだけ。"""

    def __init__(self, rng: random.Random, out: Path, feed_set: FeedSet) -> None:
        self.rng, self.out, self.feed_set = rng, out, feed_set
        self.newline = feed_set.newline.encode()
        self.sheets: dict[str, _Sheet] = {}
        self.whole = list(_WHOLE.items())
        self.kinds: tuple[Callable[[], Refusal], ...] = (
            self._bad_byte, self._wareki, self._code, self._number, self._date, self._whole_file,
        )  # fmt: skip

    def plant(self, number: int) -> Refusal:
        """`number` 番めの傷。種類は順ぐり。"""
        return self.kinds[number % len(self.kinds)]()

    def save(self) -> None:
        """傷を入れた出力を書く。"""
        for sheet in self.sheets.values():
            body = b"".join(b",".join(cells) + self.newline for cells in sheet.lines)
            (self.out / sheet.profile.file).write_bytes(body)

    def _sheet(self, group: str) -> _Sheet:
        if group not in self.sheets:
            profile = self.feed_set.profiles[group]
            raw = (self.out / profile.file).read_bytes()
            lines = [line.split(b",") for line in raw.split(self.newline)[:-1]]
            self.sheets[group] = _Sheet(profile, lines, set())
        return self.sheets[group]

    def _spot(self, group: str, header: str) -> tuple[_Sheet, int, int]:
        """まだ傷のない行を選ぶ。"""
        sheet = self._sheet(group)
        free = [number for number in range(1, len(sheet.lines)) if number not in sheet.hurt]
        if not free:
            raise Fault("傷を入れる行が足りません。", file=sheet.profile.file,
                        remedy="--people を増やすか、--faults を減らしてください。")  # fmt: skip
        row = self.rng.choice(free)
        sheet.hurt.add(row)
        return sheet, row, sheet.index(header)

    def _put(self, group: str, header: str, cell: bytes, reason: str) -> Refusal:
        sheet, row, column = self._spot(group, header)
        sheet.lines[row][column] = cell
        return Refusal(sheet.profile.file, row + 1, header, cell.decode(self.feed_set.encoding), reason)

    def _bad_byte(self) -> Refusal:
        sheet, row, column = self._spot("resident", "氏名")
        encoding = self.feed_set.encoding
        before = sheet.lines[row][column].decode(encoding)
        sheet.lines[row][column] += _BAD_BYTES[encoding]
        return Refusal(sheet.profile.file, row + 1, "氏名", before + _BAD_SHOWN[encoding], refusals.BAD_BYTE)

    def _wareki(self) -> Refusal:
        text = "昭和64年1月8日".encode(self.feed_set.encoding)
        return self._put("resident", "生年月日", text, "昭和の期間にない日付です。")

    def _code(self) -> Refusal:
        return self._put(
            "ltc", "要介護状態区分", "要介護9".encode(self.feed_set.encoding), refusals.UNKNOWN_CODE
        )

    def _number(self) -> Refusal:
        return self._put("resident_tax", "賦課年度", b"R8", refusals.NOT_NUMBER)

    def _date(self) -> Refusal:
        return self._put("nhi", "資格取得年月日", b"2026/13", refusals.NOT_DATE)

    def _whole_file(self) -> Refusal:
        if not self.whole:
            return self._code()
        group, kind = self.whole.pop(0)
        if kind == "missing":
            return self._missing(group)
        return self._my_number(group) if kind == "my_number" else self._duplicate(group)

    def _missing(self, group: str) -> Refusal:
        sheet = self._sheet(group)
        header = sheet.profile.valid_from
        column = sheet.index(header)
        sheet.lines = [cells[:column] + cells[column + 1 :] for cells in sheet.lines]
        return Refusal(sheet.profile.file, 1, header, "", refusals.MISSING_COLUMN)

    def _my_number(self, group: str) -> Refusal:
        """見出しを変えても、値で見つかるはず。行のない出力なら、見出しで。"""
        sheet = self._sheet(group)
        header, shown = "整理番号", "12桁で検査用数字の合う値"
        if len(sheet.lines) == 1:
            header, shown = "個人番号", "欄の名"
        sheet.lines[0].append(header.encode(self.feed_set.encoding))
        for cells in sheet.lines[1:]:
            cells.append(_MY_NUMBER.encode())
        return Refusal(sheet.profile.file, 1, header, shown, refusals.MY_NUMBER)

    def _duplicate(self, group: str) -> Refusal:
        sheet = self._sheet(group)
        _, row, _ = self._spot(group, sheet.profile.subject)
        sheet.lines.append(list(sheet.lines[row]))
        key = sheet.lines[row][sheet.index(sheet.profile.subject)].decode(self.feed_set.encoding)
        return Refusal(
            sheet.profile.file, len(sheet.lines), sheet.profile.subject, key, refusals.DUPLICATE_KEY
        )
