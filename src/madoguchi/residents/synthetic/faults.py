"""出力に決まった傷を入れ、その場所と理由を一覧にする。取り込みが全部を、それだけを言い当てるか試すため。"""

from __future__ import annotations

import codecs
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from madoguchi.domain.errors import Fault

from ..feeds import refusals
from ..feeds.profiles import FeedProfile, FeedSet, load_set
from ..feeds.refusals import Refusal

#: ファイルの全部を断らせる傷を入れる出力。ほかの出力は行の傷だけなので、残りの行は受け取れる。
_WHOLE = {"waste": "missing", "cemetery": "my_number", "seal_reg": "duplicate", "evac_list": "missing",
          "welfare_loan": "my_number", "voter": "duplicate"}  # fmt: skip
_BAD_BYTES = {"utf-8": b"\xff\xfe", "cp932": b"\x85\x60", "utf-16-le": b"\x00\xd8"}
_BAD_SHOWN = {"utf-8": "[0xFF][0xFE]", "cp932": "[0x85]`", "utf-16-le": "[0x00D8]"}
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
    planter = _planter(out, seed)
    planted = [planter.plant(number) for number in range(count)]
    _save(out, planter, planted)
    return planted


def plant_faults_in_deltas(shelves: Sequence[Path], seed: int, count: int) -> int:
    """差分の棚に、行の傷を `count` 個まで散らす。行の足りない日は飛ばす。入れた数を返す。"""
    planters = {shelf: _planter(shelf, f"{seed}-{shelf.name}") for shelf in shelves}
    planted: dict[Path, list[Refusal]] = {shelf: [] for shelf in shelves}
    for number in range(count * 4):
        shelf = shelves[number % len(shelves)]
        if sum(map(len, planted.values())) < count:
            found = planters[shelf].plant_in_a_row(number // len(shelves) + number)
            planted[shelf] += [found] if found else []
    for shelf, refusals_of in planted.items():
        if refusals_of:
            _save(shelf, planters[shelf], refusals_of)
    return sum(map(len, planted.values()))


def _planter(out: Path, seed: object) -> _Planter:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return _Planter(random.Random(f"faults-{seed}"), out, load_set(manifest["feeds"]))


def _save(out: Path, planter: _Planter, planted: list[Refusal]) -> None:
    planter.save()
    found = [{key: value for key, value in one.as_dict().items() if key != "remedy"} for one in planted]
    (out / "faults.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class _Planter:
    """傷を順に入れる。一つの行には一つだけ。"""

    def __init__(self, rng: random.Random, out: Path, feed_set: FeedSet) -> None:
        self.rng, self.out, self.feed_set = rng, out, feed_set
        # UTF-16 の BOM は、字ごとに符号にすると何度も付くので、頭に一度だけ戻す。
        self.codec = "utf-16-le" if feed_set.encoding == "utf-16" else feed_set.encoding
        self.bom = codecs.BOM_UTF16_LE if feed_set.encoding == "utf-16" else b""
        self.newline, self.comma = (text.encode(self.codec) for text in (feed_set.newline, ","))
        self.sheets: dict[str, _Sheet] = {}
        self.whole = list(_WHOLE.items())
        self.kinds: tuple[Callable[[], Refusal], ...] = (
            self._bad_byte, self._wareki, self._code, self._number, self._date, self._whole_file,
        )  # fmt: skip

    def plant(self, number: int) -> Refusal:
        """`number` 番めの傷。種類は順ぐり。"""
        return self.kinds[number % len(self.kinds)]()

    def plant_in_a_row(self, number: int) -> Refusal | None:
        """行の傷を一つ。`number` 番めの種類の行がなければ、ほかの種類を試す。どれもなければ None。"""
        kinds = {"resident": (self._bad_byte, self._wareki), "ltc": (self._code,), "nhi": (self._date,)}
        ready = [
            kind for group, found in kinds.items() for kind in found
            if len(self._sheet(group).lines) - 1 > len(self._sheet(group).hurt)
        ]  # fmt: skip
        return ready[number % len(ready)]() if ready else None

    def save(self) -> None:
        """傷を入れた出力を書く。"""
        for sheet in self.sheets.values():
            body = b"".join(self.comma.join(cells) + self.newline for cells in sheet.lines)
            (self.out / sheet.profile.file).write_bytes(self.bom + body)

    def _sheet(self, group: str) -> _Sheet:
        if group not in self.sheets:
            profile = self.feed_set.profiles[group]
            raw = (self.out / profile.file).read_bytes().removeprefix(self.bom)
            lines = [line.split(self.comma) for line in raw.split(self.newline)[:-1]]
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
        return Refusal(sheet.profile.file, row + 1, header, cell.decode(self.codec), reason)

    def _bad_byte(self) -> Refusal:
        sheet, row, column = self._spot("resident", "氏名")
        before = sheet.lines[row][column].decode(self.codec)
        sheet.lines[row][column] += _BAD_BYTES[self.codec]
        return Refusal(
            sheet.profile.file, row + 1, "氏名", before + _BAD_SHOWN[self.codec], refusals.BAD_BYTE
        )

    def _wareki(self) -> Refusal:
        text = "昭和64年1月8日".encode(self.codec)
        return self._put("resident", "生年月日", text, "昭和の期間にない日付です。")

    def _code(self) -> Refusal:
        return self._put("ltc", "要介護状態区分", "要介護9".encode(self.codec), refusals.UNKNOWN_CODE)

    def _number(self) -> Refusal:
        return self._put("resident_tax", "賦課年度", "R8".encode(self.codec), refusals.NOT_NUMBER)

    def _date(self) -> Refusal:
        return self._put("nhi", "資格取得年月日", "2026/13".encode(self.codec), refusals.NOT_DATE)

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
        sheet.lines[0].append(header.encode(self.codec))
        for cells in sheet.lines[1:]:
            cells.append(_MY_NUMBER.encode(self.codec))
        return Refusal(sheet.profile.file, 1, header, shown, refusals.MY_NUMBER)

    def _duplicate(self, group: str) -> Refusal:
        sheet = self._sheet(group)
        _, row, _ = self._spot(group, sheet.profile.subject)
        sheet.lines.append(list(sheet.lines[row]))
        key = sheet.lines[row][sheet.index(sheet.profile.subject)].decode(self.codec)
        return Refusal(
            sheet.profile.file, len(sheet.lines), sheet.profile.subject, key, refusals.DUPLICATE_KEY
        )
