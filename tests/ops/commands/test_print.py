"""madoguchi print が、件の書類から紙を作り、誤りがあれば何も残さないことの試験。"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from madoguchi.catalogue import releases
from madoguchi.ops.cli import main

ROOT = Path(__file__).parents[3] / "catalogue"
CASE: dict[str, Any] = {
    "id": "K1", "title": "見本", "event": "death", "event_date": "2026-11-10", "notified_on": "2026-11-12",
    "on": "2026-11-24", "subject": "P1", "members": ["P1", "P2"], "municipality": "990009",
    "sources": ["resident", "latter_elderly", "ltc", "nhi"],
    "persons": {
        "P1": {
            "resident": {
                "name": "佐藤　松雄", "name_kana": "サトウ　マツオ", "birth_date": "1944-06-05", "relation": "世帯主",
                "address": "あおば市みどり町三丁目5番12号", "sex": "M",
            },
            "latter_elderly": {"insured": True, "insured_no": "40217365", "acquired_on": "2019-06-05"},
            "ltc": {"insured_kind": "1", "insured_no": "0001234567"},
        },
        "P2": {"resident": {"name": "佐藤　花", "name_kana": "サトウ　ハナ", "birth_date": "1946-03-05", "relation": "妻"}},
    },
    "answers": {"ask.funeral_held": True, "ask.funeral_on": "2026-11-14", "ask.mourner": "P2"},
}  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """いまの棚に、架空の自治体を一つ足した写し。"""
    root = tmp_path / "catalogue"
    shutil.copytree(ROOT, root)
    folder = root / "municipalities" / "990009-test"
    folder.mkdir(parents=True)
    (folder / "municipality.yaml").write_text(
        "code: '990009'\nname: ためし市\nprefecture: あおば県\nslug: test\ncounter_name: 市民課\n"
        "telephone: 0000-22-9000\nhours: 平日\n",
        encoding="utf-8",
    )
    keys = sorted(
        {one.department for one in releases.load(ROOT).definitions.procedures.values() if one.department}
    )
    rows = "".join(f"- {{id: {key}, name: {key}の課, short: {key}}}\n" for key in keys)
    (folder / "departments.yaml").write_text(rows, encoding="utf-8")
    return root


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def printed(catalogue: Path, case: dict[str, Any], *wanted: str) -> tuple[int, Path]:
    source, out = catalogue.parent / "case.json", catalogue.parent / "out.pdf"
    source.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return main(["print", str(source), *wanted, "--catalogue", str(catalogue), "--out", str(out)]), out


def test_the_list_is_printed_without_the_name_or_address_of_the_deceased(catalogue: Path) -> None:
    code, out = printed(catalogue, CASE, "--list")
    text = text_of(out)
    assert code == 0
    assert "手続き一覧" in text and "葬祭費" in text and "令和10年11月14日" in text and "ためし市" in text
    assert "松雄" not in text and "みどり町" not in text


def test_the_pack_holds_every_needed_form_in_one_file(catalogue: Path) -> None:
    code, out = printed(catalogue, CASE, "--pack")
    text = text_of(out)
    assert code == 0
    assert "葬祭費支給申請書" in text and "資格喪失届" in text
    assert "40217365" in text and "0001234567" in text and "佐藤花" in text


def test_one_form_is_printed_by_its_id(catalogue: Path) -> None:
    code, out = printed(catalogue, CASE, "--form", "kaigo_soushitsu")
    assert code == 0 and "葬祭費" not in text_of(out)


BAD: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({}, ("--form", "kaigo_soshitsu"), "kaigo_soushitsu の誤りではありませんか"),
    ({"municipality": "990099"}, ("--list",), "990099"),
    ({"event_date": "2026-02-30"}, ("--list",), "2026-02-30"),
    ({"on": "2026-03-01", "event_date": "2026-02-20", "notified_on": "2026-02-21", "answers": {}},
     ("--form", "kaigo_soushitsu"), "使える版がありません"),
    ({"persons": {"P1": {"resident": {"name": "佐藤😀"}}, "P2": {}}}, ("--form", "kaigo_soushitsu"), "U+1F600"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted", "said"), BAD)
def test_a_faulty_case_is_refused_and_leaves_no_file(
    change: dict[str, Any],
    wanted: tuple[str, ...],
    said: str,
    catalogue: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _ = printed(catalogue, {**CASE, **change}, *wanted)
    assert code == 1
    assert said in capsys.readouterr().err
    assert list(catalogue.parent.glob("*.pdf*")) == [] and list(catalogue.parent.glob(".*.partial")) == []
