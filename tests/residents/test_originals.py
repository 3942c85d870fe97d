"""外字と、元のバイトに戻らない字。受け取り、知らせ、元のバイトを残す。"""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.municipalities.scope import scope
from madoguchi.residents.feeds import refusals
from madoguchi.residents.feeds.reading import read_feed
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import OriginalLine
from madoguchi.residents.originals import original
from tests.residents.feed_files import AOBA, feed_set, line, profile, sheet, shelf

KEY = "0001000012"


def feed(name: bytes) -> bytes:
    """CP932 の一匹の犬。名のバイトはそのまま。"""
    row = line("dog", 宛名番号=KEY, 登録番号="第1号", 犬の名="@", 適用開始日="20200401")
    return sheet("dog", row).decode().encode("cp932").replace(b"@", name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (b"\xf0\x40", refusals.PRIVATE_USE),
        (b"\xee\xe0", refusals.OTHER_BYTES),
        (b"\xfb\xfc", None),
        ("ハナ".encode("cp932"), None),
    ],
)
def test_odd_characters_are_taken_told_and_kept_as_bytes(
    towns: None, tmp_path: Path, name: bytes, reason: str | None
) -> None:
    """F040 は外字、EEE0 は「髙」だが書き戻すと FBFC になる。"""
    folder = shelf(tmp_path, "2026-11-22T06:00+09:00", {"dog": feed(name)}, feeds="neutral-cp932")
    report = load_folder(folder, AOBA)
    assert (report.refused, report.accepted) == ([], 1)
    assert [(one.line, one.column, one.reason) for one in report.noted] == (
        [(2, "犬の名", reason)] if reason else []
    )
    with scope(AOBA):
        kept = original("dog", KEY, "第1号")
    assert (kept is not None and name in kept) is (reason is not None)


def test_a_row_mended_at_the_source_keeps_no_old_bytes(towns: None, tmp_path: Path) -> None:
    """外字が標準の字に直ったら、前のバイトは要らない。"""
    for number, name in enumerate((b"\xf0\x40", b"\x83\x6e")):
        folder = shelf(tmp_path / str(number), f"2026-11-2{number}T06:00+09:00", {"dog": feed(name)},
                       feeds="neutral-cp932")  # fmt: skip
        load_folder(folder, AOBA)
    with scope(AOBA):
        assert not OriginalLine.objects.exists()


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_is_read_in_either_order(bom: bytes) -> None:
    """改行のバイトが字の中にあっても、行の番号は狂わない。"""
    text = sheet("dog", line("dog", 宛名番号=KEY, 登録番号="第1号", 犬の名="਀ऊ"),
                 line("dog", 宛名番号=KEY, 登録番号="第2号", 予防注射済年度="x")).decode()  # fmt: skip
    raw = bom + text.encode("utf-16-le" if bom == b"\xff\xfe" else "utf-16-be")
    found = read_feed(raw, profile("dog"), feed_set("utf-16"), AOBA)
    assert [(one.line, one.column) for one in found.refused] == [(3, "予防注射済年度")]


def test_utf16_without_its_mark_is_refused() -> None:
    """並びが分からない。"""
    raw = sheet("dog", line("dog", 宛名番号=KEY)).decode().encode("utf-16-le")
    found = read_feed(raw, profile("dog"), feed_set("utf-16"), AOBA)
    assert refusals.NO_BOM in [one.reason for one in found.refused]


def test_half_a_character_in_utf16_is_found() -> None:
    """片われの代用符号。"""
    raw = b"\xff\xfe" + sheet("dog", line("dog", 宛名番号=KEY, 犬の名="@")).decode().encode(
        "utf-16-le"
    ).replace(b"@\x00", b"\x00\xd8")
    found = read_feed(raw, profile("dog"), feed_set("utf-16"), AOBA)
    assert [(one.line, one.column, one.reason) for one in found.refused] == [(2, "犬の名", refusals.BAD_BYTE)]
