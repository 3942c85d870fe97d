"""探して、取り違えずに見つける。出すのは少しの項目だけ。"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from madoguchi.municipalities.scope import OutOfScope, scope
from madoguchi.residents import queries
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import Generation, SearchEntry, SearchPart
from tests.residents.feed_files import AOBA, line, sheet, shelf
from tests.support.cast import MOMIJI


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("さとう まつお", ["佐藤　松雄", "佐藤　松夫", "佐藤　松男"]),
        ("サトウマツオ", ["佐藤　松雄", "佐藤　松夫", "佐藤　松男"]),
        ("ｻﾄｳ ﾏﾂｵ", ["佐藤　松雄", "佐藤　松夫", "佐藤　松男"]),
        ("佐藤　松雄", ["佐藤　松雄"]),
        ("松雄 佐藤", ["佐藤　松雄"]),
        ("さとう S19.6.5", ["佐藤　松雄"]),
        ("さとう 19.6.5 みどり町", ["佐藤　松雄"]),
        ("佐藤 昭和22年11月2日", ["佐藤　松男"]),
        ("まつお みどり町1丁目", ["佐藤　松夫"]),
        ("高橋キミ", ["髙橋　キミ"]),
        ("渡辺 昭二", ["渡邉　昭二"]),
        ("わたなべ しょうじ 朝日町", ["渡邉　昭二"]),
        ("0001000012", ["佐藤　松雄"]),
        ("佐藤 松雄 本町", []),
        ("ー", []),
        ("", []),
    ],
)
def test_twelve_hard_searches_find_exactly_whom_they_should(
    loaded: Path, typed: str, expected: list[str]
) -> None:
    """見本の家族を、いろいろな書き方で探す。"""
    assert [hit.name for hit in queries.search(typed)] == expected


def test_a_hit_tells_the_state_of_the_death_notice(loaded: Path) -> None:
    """受理されたが、登録を待っている。"""
    death = queries.search("佐藤 松雄")[0].death
    assert death is not None
    assert (death.on, death.notified_on, death.registered_on) == (
        date(2026, 11, 10),
        date(2026, 11, 13),
        None,
    )
    assert queries.search("佐藤 松夫")[0].death is None


def test_a_hit_holds_nothing_but_what_tells_people_apart() -> None:
    """住所も世帯も、見つかっただけでは出ない。"""
    names = {one.name for one in fields(queries.PersonHit)}
    assert names == {"key", "name", "kana", "birth", "sex", "town", "death", "found_by"}


def test_the_number_of_hits_is_capped(loaded: Path) -> None:
    """一字で探しても、画面を人で埋めない。"""
    assert len(queries.search("さ", limit=5)) == 5


def test_another_municipality_finds_nobody(loaded: Path) -> None:
    """もみじ市からは、あおば市の人は見えない。"""
    with scope(MOMIJI):
        assert queries.search("佐藤 松雄") == []


def test_searching_outside_any_municipality_stops(towns: None) -> None:
    """どの市の仕事か決まっていなければ例外。"""
    with pytest.raises(OutOfScope):
        queries.search("佐藤")


def test_recent_deaths_are_listed_by_the_day_of_acceptance(loaded: Path) -> None:
    """朝の一覧。"""
    hits = queries.recent_deaths(date(2026, 11, 12))
    days = [hit.death.notified_on for hit in hits if hit.death]
    assert "佐藤　松雄" in [hit.name for hit in hits]
    assert len(days) == len(hits)
    assert days == sorted(days, reverse=True)
    assert min(days) >= date(2026, 11, 12)


PEOPLE = (
    {"宛名番号": "0000000011", "世帯番号": "0000000901", "氏名": "大野　ヴァレリ", "氏名フリガナ": "オオノ　ヴァレリ", "生年月日": "昭和19年6月5日",
     "町名": "川沿町", "住所": "あおば県あおば市川沿町12番3号", "電話番号": "0000-21-3456"},
    {"宛名番号": "0000000029", "世帯番号": "0000000901", "氏名": "渡邉󠄀　京子", "氏名フリガナ": "ワタナベ　キョウコ", "生年月日": "昭和22年月日不詳",
     "旧氏": "籘川", "旧氏フリガナ": "フジカワ", "町名": "北四条東五丁目", "住所": "北四条東五丁目2番地の7", "電話番号": "090-0000-9876"},
    {"宛名番号": "0000000037", "世帯番号": "0000000902", "氏名": "NGUYEN VAN MINH", "氏名フリガナ": "グエン　ヴァン　ミン",
     "氏名アルファベット": "NGUYEN VAN MINH", "通称": "濵田　明", "生年月日": "1990-02-03", "町名": "川沿町", "住所": "川沿町4番1号"},
    {"宛名番号": "0000000045", "世帯番号": "0000000903", "氏名": "荻野　莉子", "氏名フリガナ": "オギノ　リコ", "生年月日": "平成元年1月8日",
     "町名": "本町", "住所": "本町1番2号"},
    {"宛名番号": "0000000053", "世帯番号": "0000000904", "氏名": "佐々木　子太郎", "氏名フリガナ": "ササキ　ネタロウ", "生年月日": "不詳",
     "町名": "本町", "住所": "本町12番2号"},
)  # fmt: skip


@pytest.fixture
def hard_town(towns: None, tmp_path: Path) -> None:
    """むずかしい名前ばかりの町。支援措置の出力は来ていて、だれも守られていない。"""
    rows = [line("resident", **{"履歴番号": "1", "住民状態": "住民", **one}) for one in PEOPLE]
    none = line("support_measure", 宛名番号="0000000999", 支援措置="0")
    sheets = {"resident": sheet("resident", *rows), "support_measure": sheet("support_measure", none)}
    load_folder(shelf(tmp_path, "2026-11-22", sheets), AOBA)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("おおの", "11"), ("オウノ", "11"), ("おの", ""), ("ばれり", "11"), ("ヴァレリ", "11"), ("ｳﾞｧﾚﾘ", "11"), ("おおのはれり", "11"),
        ("わたなべ", "29"), ("ハタナベ", "29"), ("渡辺京子", "29"), ("渡邊 京子", "29"), ("邉京", "29"), ("きようこ", "29"), ("ナベキョ", "29"),
        ("藤川", "29"), ("籐川京子", "29"), ("ふじかわ", "29"), ("フジカワ キョウコ", "29"), ("藤川 きょうこ", "29"),
        ("nguyen", "37"), ("ＮＧＵＹＥＮ ｍｉｎｈ", "37"), ("Minh", "37"), ("ぐえん", "37"), ("浜田", "37"), ("頻田", "37"), ("滨田明", "37"),
        ("荻野", "45"), ("萩野", ""), ("菊子", ""), ("おぎの", "45"), ("佐佐木", "53"), ("佐々木", "53"), ("々木", ""), ("子", "53"), ("太郎", "53"),
        ("19440605", "11"), ("1944-06-05", "11"), ("19.6.5", "11"), ("S19.6.5", "11"), ("１９．６．５", "11"), ("昭和十九年六月五日", "11"),
        ("昭和22年", "29"), ("S22", "29"), ("昭和22年8月1日", "29"), ("昭和22年不詳", "29"), ("不詳", "29 53"), ("不詳 佐々木", "53"),
        ("64.1.8", ""), ("H元.1.8", "45"), ("平成元年1月8日 おぎの", "45"), ("1990年2月", "37"),
        ("0000000011", "11"), ("00000000011", "11"), ("*0000000011*", "11"), ("００００００００１１", "11"), ("0000000901", "11 29"),
        ("901", "11 29"), ("0000-21-3456", "11"), ("0000213456", "11"), ("（0000）21ー3456", "11"), ("3456", "11"), ("21-3456", "11"),
        ("090 0000 9876", "29"), ("9876 わたなべ", "29"), ("9876 おおの", ""), ("345", ""),
        ("川沿町", "11 37"), ("沿町", "11 37"), ("川沿町12番3号", "11"), ("川沿町12-3", "11"), ("あおば市川沿町4番", "37"), ("川沿 ぐえん", "37"),
        ("北4条東5丁目", "29"), ("北四条東五丁目2-7", "29"), ("条東5丁目2番地", "29"), ("本町1", "45"), ("本町1番", "45"), ("本町12番2号", "53"),
    ],
)  # fmt: skip
def test_everybody_is_found_by_every_kind_of_word(hard_town: None, typed: str, keys: str) -> None:
    """カナ・字・旧氏・通称・アルファベット・生年月日・番号・電話・住所。"""
    with scope(AOBA):
        found = queries.find(typed)
    assert [] if found.near else sorted(str(int(hit.key)) for hit in found.hits) == sorted(keys.split())


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("藤川", "旧氏"),
        ("ふじかわ", "旧氏"),
        ("浜田", "通称"),
        ("渡辺", ""),
        ("わたなべ 京子", ""),
        ("Minh", ""),
    ],
)
def test_a_name_that_is_not_shown_is_told_by_its_kind(hard_town: None, typed: str, kind: str) -> None:
    """旧氏そのものは出さず、旧氏で見つかったとだけ言う。"""
    with scope(AOBA):
        assert [hit.found_by for hit in queries.search(typed)] == [kind]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("わたはべ", "29"), ("わたなぺ", "29"), ("わたぬべ", "29"), ("わたべ", "29"), ("わたななべ", "29"), ("わなたべ", "29"),
        ("おぎろ りこ", "45"), ("おぎの りよ", ""), ("わたぬべ 昭和22年", "29"), ("わたぬべ 川沿町", ""), ("わらぬべ", ""),
    ],
)  # fmt: skip
def test_one_wrong_letter_is_forgiven_only_when_nobody_fits(hard_town: None, typed: str, key: str) -> None:
    """違う字・余る字・足りない字・入れかわり。二字の違いは許さない。"""
    with scope(AOBA):
        found = queries.find(typed)
    assert [str(int(hit.key)) for hit in found.hits] == key.split()
    assert found.near == (bool(key) and typed != "わたなぺ")


def test_more_than_three_hundred_are_not_counted_to_the_end(towns: None, tmp_path: Path) -> None:
    """多すぎるときは、そこで止めて、そう言う。死亡の記録のある人は先に出る。"""
    row = {"履歴番号": "1", "住民状態": "住民", "氏名": "佐藤　一", "氏名フリガナ": "サトウ　ハジメ"}
    rows = [line("resident", **{**row, "宛名番号": f"{number:010d}"}) for number in range(1, 310)]
    dead = {**row, "宛名番号": "0000000999", "住民状態": "死亡", "氏名フリガナ": "サトウ　ワカ"}
    load_folder(
        shelf(tmp_path, "2026-11-22", {"resident": sheet("resident", *rows, line("resident", **dead))}), AOBA
    )
    with scope(AOBA):
        found = queries.find("さとう")
        assert (len(found.hits), found.total, found.more) == (20, 300, True)
        assert found.hits[0].key == "0000000999"
        assert not queries.find("さとう わか").more


def test_the_parts_of_a_name_follow_the_newest_row(towns: None, tmp_path: Path) -> None:
    """名が変わっても前の名で見つかり、前の名だと言う。鍵と並びは人の数だけある。"""
    row = {"宛名番号": "0000000011", "履歴番号": "1", "世帯番号": "9", "住民状態": "住民"}
    for day, name in (("2026-11-20", "佐藤　松雄"), ("2026-11-21", "鈴木　松雄")):
        text = sheet("resident", line("resident", 氏名=name, **row))
        load_folder(shelf(tmp_path / day, day, {"resident": text}), AOBA)
    with scope(AOBA):
        assert [hit.name for hit in queries.search("木松")] == ["鈴木　松雄"]
        assert queries.search("藤松") == []
        entries = set(SearchEntry.objects.values_list("pk", flat=True))
        assert set(SearchPart.objects.values_list("entry", flat=True)) == entries


def test_what_is_kept_between_searches_is_dropped_with_the_trust_in_the_measures(hard_town: None) -> None:
    """支援措置の新しい出力を断ったら、次の探しものから、住所と電話ではだれも見つからない。"""
    with scope(AOBA):
        assert queries.search("川沿町")
        assert queries.search("3456")
        Generation.objects.filter(group="support_measure").update(distrusted=True)
        assert queries.search("川沿町") == []
        assert queries.search("3456") == []
        assert queries.search("渡辺")


def numbered(numbers: range, **values: str) -> list[str]:
    """同じ値の、番号だけ違う人。"""
    row = {"履歴番号": "1", "住民状態": "住民", **values}
    return [line("resident", 宛名番号=f"{number:010d}", **row) for number in numbers]


def test_two_common_names_find_only_those_who_have_both(towns: None, tmp_path: Path) -> None:
    """どちらの言葉も多いときは、片方の人を全部は読まずに、番号だけを突き合わせる。"""
    rows = [
        *numbered(range(1000, 1850), 氏名="佐藤　健一", 氏名フリガナ="サトウ　ケンイチ"),
        *numbered(range(2000, 2850), 氏名="鈴木　幸子", 氏名フリガナ="スズキ　サチコ"),
        *numbered(range(3000, 3003), 氏名="佐藤　幸子", 氏名フリガナ="サトウ　サチコ"),
    ]
    load_folder(shelf(tmp_path, "2026-11-22", {"resident": sheet("resident", *rows)}), AOBA)
    with scope(AOBA):
        for typed in ("佐藤 幸子", "さちこ さとう", "佐藤 さちこ 幸子"):
            found = queries.find(typed)
            assert [hit.key for hit in found.hits] == ["0000003000", "0000003001", "0000003002"]
            assert (found.total, found.more, found.near) == (3, False, False)


def test_many_protected_people_do_not_hide_the_others_of_a_town(towns: None, tmp_path: Path) -> None:
    """町でさがすと、守られる人は出ず、そのうしろの人は出る。"""
    town = {"町名": "川沿町", "住所": "川沿町1番1号", "氏名": "大野　一"}
    rows = [*numbered(range(1000, 1400), **town), *numbered(range(5000, 5003), **town)]
    measures = [
        line("support_measure", 宛名番号=f"{number:010d}", 支援措置="1") for number in range(1000, 1400)
    ]
    sheets = {"resident": sheet("resident", *rows), "support_measure": sheet("support_measure", *measures)}
    load_folder(shelf(tmp_path, "2026-11-22", sheets), AOBA)
    with scope(AOBA):
        found = queries.find("川沿町")
        assert sorted(hit.key for hit in found.hits) == ["0000005000", "0000005001", "0000005002"]
        assert queries.find("大野").more
