"""取り込み。変わった行だけが動き、断ったファイルは前の世代を残し、半分だけ入ることはない。"""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from madoguchi.residents import generations
from madoguchi.residents.feeds import refusals
from madoguchi.residents.generations import Change, Source, snapshot
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import CoreRow, DoubtfulSubject, Generation, SearchEntry
from madoguchi.residents.reading_rows import rows_of
from madoguchi.residents.staging import Stage
from madoguchi.residents.synthetic import write_city
from tests.residents.conftest import TODAY
from tests.residents.feed_files import AOBA, edit, line, sheet, shelf

FIRST, SECOND, THIRD = "2026-11-20T06:00+09:00", "2026-11-21T06:00+09:00", "2026-11-22T06:00+09:00"
KEY, OTHER = "0001000012", "0001000020"


def dogs(**names: str) -> dict[str, bytes]:
    """松雄（とフミ子）の犬。"""
    keys = {"matsuo": KEY, "fumiko": OTHER}
    rows = [line("dog", 宛名番号=keys[who], 登録番号="第1号", 犬の名=name) for who, name in names.items()]
    return {"dog": sheet("dog", *rows)}


def dog_names() -> dict[str, str]:
    """いま見える、人と犬の名。"""
    with scope(AOBA):
        rows = rows_of([KEY, OTHER], snapshot())
    return {key: held["dog"][-1].values["dog.name"] for key, held in rows.items() if "dog" in held}


def test_only_changed_rows_move(towns: None, tmp_path: Path) -> None:
    """一頭だけ名が変わると、一行だけが入れ替わる。"""
    load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ", fumiko="チビ")), AOBA)
    report = load_folder(shelf(tmp_path / "2", SECOND, dogs(matsuo="ハナ", fumiko="マル")), AOBA)
    assert (report.accepted, report.unchanged, report.removed) == (1, 1, 0)
    assert dog_names() == {KEY: "ハナ", OTHER: "マル"}


def test_a_row_gone_from_a_full_feed_is_gone(towns: None, tmp_path: Path) -> None:
    """全件の出力から消えた犬は、いなくなる。差分の出力では残る。"""
    load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ", fumiko="チビ")), AOBA)
    load_folder(shelf(tmp_path / "2", SECOND, dogs(fumiko="マル"), kind="delta"), AOBA)
    assert dog_names() == {KEY: "ハナ", OTHER: "マル"}
    assert load_folder(shelf(tmp_path / "3", THIRD, dogs(fumiko="マル")), AOBA).removed == 1
    assert dog_names() == {OTHER: "マル"}


def test_the_same_city_twice_writes_nothing(loaded: Path) -> None:
    """二度めは一行も動かず、世代も変わらない。"""
    before = snapshot().runs
    rows = CoreRow.objects.count()
    report = load_folder(loaded, AOBA)
    assert (report.accepted, report.removed, report.refused) == (0, 0, [])
    assert report.unchanged == rows
    assert (snapshot().runs, CoreRow.objects.count()) == (before, rows)


def test_the_same_rows_on_a_later_day_only_become_fresher(towns: None, tmp_path: Path) -> None:
    """中身が同じでも、いつの時点かは新しくなる。"""
    load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ")), AOBA)
    load_folder(shelf(tmp_path / "2", SECOND, dogs(matsuo="ハナ")), AOBA)
    with scope(AOBA):
        assert Generation.objects.get(group="dog").as_of.isoformat().startswith("2026-11-20T21:00")
        assert CoreRow.objects.count() == 1


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ((b",\xe6\x9f\xb4", b",\xe6\x9f\xb4,"), refusals.COLUMN_COUNT),
        (("犬種".encode(), "種".encode()), refusals.MISSING_COLUMN),
        ((b"\n990001", b"\n990002"), refusals.OTHER_MUNICIPALITY),
    ],
)
def test_a_refused_file_leaves_the_old_generation(
    towns: None, tmp_path: Path, damage: tuple[bytes, bytes], reason: str
) -> None:
    """前の世代がそのまま見える。"""
    good = {"dog": sheet("dog", line("dog", 宛名番号=KEY, 登録番号="第1号", 犬の名="ハナ", 犬種="柴"))}
    load_folder(shelf(tmp_path / "1", FIRST, good), AOBA)
    folder = shelf(tmp_path / "2", SECOND, {"dog": good["dog"].replace("ハナ".encode(), "マル".encode())})
    edit(folder / "dog.csv", *damage)
    report = load_folder(folder, AOBA)
    assert [one.reason for one in report.refused] == [reason]
    assert report.accepted == 0
    assert dog_names() == {KEY: "ハナ"}


def test_an_older_feed_is_refused(towns: None, tmp_path: Path) -> None:
    """きのうの出力で、きょうの世代を上書きしない。"""
    load_folder(shelf(tmp_path / "2", SECOND, dogs(matsuo="マル")), AOBA)
    report = load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ")), AOBA)
    assert [one.reason for one in report.refused] == ["もう取り込んだものより古い出力です。"]
    assert dog_names() == {KEY: "マル"}


def test_a_refused_row_keeps_the_old_row_and_marks_the_doubt(towns: None, tmp_path: Path) -> None:
    """前の行は残し、その人についてはこの組から何も言えないとする。直れば元に戻る。"""
    load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ")), AOBA)
    bad = {"dog": sheet("dog", line("dog", 宛名番号=KEY, 登録番号="第1号", 予防注射済年度="x"))}
    report = load_folder(shelf(tmp_path / "2", SECOND, bad), AOBA)
    assert len(report.refused) == 1
    assert dog_names() == {KEY: "ハナ"}
    with scope(AOBA):
        assert DoubtfulSubject.objects.get(group="dog").subject_key == KEY
    load_folder(shelf(tmp_path / "3", THIRD, dogs(matsuo="マル")), AOBA)
    with scope(AOBA):
        assert not DoubtfulSubject.objects.exists()


def test_a_file_the_manifest_does_not_know_is_refused(towns: None, tmp_path: Path) -> None:
    """足りないファイルも、余ったファイルも黙って飛ばさない。"""
    folder = shelf(tmp_path, FIRST, dogs(matsuo="ハナ") | {"waste": b""})
    (folder / "waste.csv").unlink()
    (folder / "dog2.csv").write_bytes(b"")
    assert {one.file for one in load_folder(folder, AOBA).refused} == {"waste.csv", "dog2.csv"}


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "送り状 manifest.json がありません"),
        ("{", "送り状が読めません"),
        (
            '{"municipality":"990001","as_of":"きのう","feeds":"neutral-utf8","files":[]}',
            "送り状が読めません",
        ),
        ('{"municipality":"990002","as_of":"2026-11-20","feeds":"neutral-utf8","files":[]}', "ほかの自治体"),
        ('{"municipality":"990001","as_of":"2026-11-20","feeds":"mainframe","files":[]}', "知らない書式"),
    ],
)
def test_a_bad_manifest_says_what_to_mend(
    towns: None, tmp_path: Path, manifest: str | None, said: str
) -> None:
    """何も取り込まない。"""
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(Fault, match=said):
        load_folder(tmp_path, AOBA)


def test_rows_of_a_load_that_died_are_never_seen_and_are_swept(towns: None, tmp_path: Path) -> None:
    """置いただけで切り替えられなかった行は見えず、次の取り込みで消える。"""
    load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ")), AOBA)
    with scope(AOBA):
        run = generations.begin("dog", Source("dog.csv", "0" * 64, Generation.objects.get().as_of, 0, 0))
        Stage(run).put([(OTHER, "第9号", "{}", "0" * 32)])
    assert dog_names() == {KEY: "ハナ"}
    load_folder(shelf(tmp_path / "2", SECOND, dogs(matsuo="マル")), AOBA)
    assert dog_names() == {KEY: "マル"}
    with scope(AOBA):
        assert not CoreRow.objects.filter(subject_key=OTHER).exists()


def test_two_loads_at_once_cannot_mix(towns: None, tmp_path: Path) -> None:
    """あとから切り替えようとしたほうは、何も変えずに断られる。"""
    load_folder(shelf(tmp_path / "1", FIRST, dogs(matsuo="ハナ")), AOBA)
    with scope(AOBA):
        source = Source("dog.csv", "0" * 64, Generation.objects.get().as_of, 0, 0)
        base = snapshot().runs["dog"]
        slow = generations.begin("dog", source)
    load_folder(shelf(tmp_path / "2", SECOND, dogs(matsuo="マル")), AOBA)
    with scope(AOBA), pytest.raises(Fault, match="ほかの取り込みが終わりました"):
        generations.switch(slow, base, Change("dog", [], [], {}), source)
    assert dog_names() == {KEY: "マル"}


def test_the_utf8_and_cp932_cities_differ_only_in_rare_characters(loaded: Path, tmp_path: Path) -> None:
    """CP932 の出力を取り込むと、CP932 にない字の行だけが変わる。"""
    write_city(tmp_path, 600, 7, "cp932", TODAY, AOBA)
    report = load_folder(tmp_path, AOBA)
    rare = "𠮷\U000e0100"
    utf8 = (loaded / "resident.csv").read_text(encoding="utf-8").splitlines()
    assert report.refused == []
    assert report.accepted == sum(any(one in text for one in rare) for text in utf8)


def test_a_renamed_person_is_found_by_the_new_name(towns: None, tmp_path: Path) -> None:
    """住民記録の行が変わると、探す鍵も作り直される。"""
    row = {"宛名番号": KEY, "履歴番号": "1", "世帯番号": "9", "住民状態": "住民"}
    before = sheet("resident", line("resident", 氏名="佐藤　松雄", **row))
    after = sheet("resident", line("resident", 氏名="鈴木　松雄", **row))
    load_folder(shelf(tmp_path / "1", FIRST, {"resident": before}), AOBA)
    load_folder(shelf(tmp_path / "2", SECOND, {"resident": after}), AOBA)
    with scope(AOBA):
        names = SearchEntry.objects.filter(snapshot().visible("resident")).values_list("name_key", flat=True)
        assert list(names) == ["鈴木松雄"]
