"""版の名は中身だけで決まる。書き方や注釈やファイルの順では変わらず、決める中身が変われば必ず変わる。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from madoguchi.catalogue.profiles import open_days
from madoguchi.catalogue.releases import load
from madoguchi.domain.errors import Fault

KOKUHO = "national/procedures/death/d_kokuho.yaml"
Edit = Callable[[str, str, str], Path]

SAME = [
    ("- {is: nhi.insured}", "- is: nhi.insured"),
    ("id: d_kokuho\n", "# 注釈\nid: 'd_kokuho'\n"),
    ("per: subject\nkind: right\n", "kind: right\nper: subject\n"),
    ("name: 国保でない, result", "name: 国保ではない方, result"),
]
OTHER = [
    ("- {is: ask.funeral_held}", "- {ref: elder}"),
    ("name: 国保の葬祭費", "name: 国保葬祭費"),
    ("verified_in: 国民健康保険法58条", "verified_in: 国民健康保険法58条1項"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_way_of_writing_does_not_change_the_name_of_a_release(
    mini: Path, edit: Edit, old: str, new: str
) -> None:
    before = load(mini).hash
    assert load(edit(KOKUHO, old, new)).hash == before


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_what_decides_changes_the_name_of_a_release(mini: Path, edit: Edit, old: str, new: str) -> None:
    before = load(mini).hash
    assert load(edit(KOKUHO, old, new)).hash != before


def test_a_text_or_a_form_changes_the_name_of_a_release(mini: Path) -> None:
    names = {load(mini).hash}
    (mini / "national/texts/ja/death/d_inu.md").write_text("犬の登録を変えてください。\n", encoding="utf-8")
    names.add(load(mini).hash)
    form = mini / "national/forms/inu/form.yaml"
    form.parent.mkdir(parents=True)
    form.write_text("id: inu\n", encoding="utf-8")
    names.add(load(mini).hash)
    assert len(names) == 3
    assert load(mini).forms["inu"]["form.yaml"] == form


def test_a_release_gives_the_words_for_the_family_and_the_city(mini: Path) -> None:
    release = load(mini, "990001")
    assert release.text("d_inu") == "犬の登録を変えます。\n"
    assert release.text("d_inu", "en") is None
    assert release.municipality is not None
    assert release.municipality.departments["insurance"].window == "5"


def test_a_faulty_catalogue_gives_no_release_and_says_how_many_faults_there_are(edit: Edit) -> None:
    edit(KOKUHO, "topic: insurance", "topic: insurence")
    root = edit(KOKUHO, "events: [death]", "events: [deth]")
    with pytest.raises(Fault) as raised:
        load(root)
    assert str(raised.value).startswith(f"{root / KOKUHO}:4:10: 「deth」その id の出来事はありません。")
    assert str(raised.value).endswith("（ほかに 1 件。madoguchi check で全部見られます。）")


def test_a_folder_that_is_no_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        Fault, match="定義の棚ではありません（national がありません）。 catalogue の木の根を示してください。"
    ):
        load(tmp_path)


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2026, 11, 21), date(2026, 11, 24)),  # 土、日、勤労感謝の日
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 25), date(2026, 11, 26)),  # この市だけの休み
    ],
)
def test_the_counter_opens_after_weekends_holidays_and_the_turn_of_the_year(day: date, opens: date) -> None:
    days = open_days(frozenset({date(2026, 11, 25)}))
    assert days.next_open(day) == opens


def test_a_kept_release_is_the_one_that_was_read(mini: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fresh, kept = load(mini, "990001", cache), load(mini, "990001", cache)
    assert len(list(cache.iterdir())) == 1
    assert kept.hash == fresh.hash
    assert kept.definitions == fresh.definitions
    assert (kept.texts, kept.municipality, kept.problems) == (fresh.texts, fresh.municipality, fresh.problems)


def test_a_changed_file_is_read_again(edit: Edit, mini: Path, tmp_path: Path) -> None:
    load(mini, None, tmp_path / "cache")
    edit(KOKUHO, "name: 国保の葬祭費", "name: 国保葬祭費")
    assert load(mini, None, tmp_path / "cache").definitions.procedures["d_kokuho"].name == "国保葬祭費"


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2005, 7, 16), date(2005, 7, 19)),
        (date(1946, 1, 1), date(1946, 1, 4)),
        (date(2095, 1, 1), date(2095, 1, 4)),
    ],
)
def test_a_date_of_long_ago_or_written_wrong_does_not_stop_the_judgement(day: date, opens: date) -> None:
    assert open_days().next_open(day) == opens
