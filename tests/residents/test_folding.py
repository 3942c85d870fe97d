"""探す鍵。住民記録システム標準仕様書 2.1.2 の例と、むずかしい名前の表。"""

from __future__ import annotations

import pytest

from madoguchi.residents.folding import fold_kana, fold_text, fold_town
from madoguchi.residents.words import split_words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ヂ", "ジ"), ("ズ", "ヅ"), ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴ", "ブ"), ("ヲ", "オ"), ("ヒ", "ピ"),
        ("ワ", "ハ"), ("ッ", "ツ"), ("ャュョ", "ヤユヨ"), ("オウノ", "オオノ"), ("サトー", "サト"), ("ー―－‐ｰ-", ""),
        ("ｻﾄｳ ﾏﾂｵ", "さとう　まつお"), ("ｶﾞﾝ", "カン"), ("ショウジ", "シヨオシ"), ("ヱイ", "エイ"),
    ],
)  # fmt: skip
def test_kana_that_the_standard_holds_alike_share_a_key(left: str, right: str) -> None:
    """標準仕様書の同一視。"""
    assert fold_kana(left) == fold_kana(right)


@pytest.mark.parametrize(
    ("left", "right"), [("サトウ", "カトウ"), ("オノ", "オオノ"), ("サチコ", "サキコ"), ("マツオ", "マツコ")]
)
def test_different_kana_stay_apart(left: str, right: str) -> None:
    """寄せすぎない。"""
    assert fold_kana(left) != fold_kana(right)


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("髙橋", "高橋"), ("山﨑", "山崎"), ("渡邉", "渡辺"), ("渡邊", "渡辺"), ("渡邉\U000e0103", "渡辺"), ("𠮷田", "吉田"),
        ("齋藤", "斎藤"), ("齊藤", "斎藤"), ("斉藤", "斎藤"), ("濵田", "浜田"), ("廣瀬", "広瀬"), ("澤田", "沢田"),
        ("櫻井", "桜井"), ("國分", "国分"), ("冨樫", "富樫"), ("嶋田", "島田"), ("神\ufe00田", "神田"), ("邊", "𨘢"),
        ("頻田", "浜田"), ("籐井", "藤井"),
    ],
)  # fmt: skip
def test_a_rare_character_is_found_by_the_plain_one(shown: str, typed: str) -> None:
    """異体字・字形の指定・互換の字。"""
    assert fold_text(shown) == fold_text(typed)


@pytest.mark.parametrize(
    ("left", "right"), [("荻野", "萩野"), ("太田", "大田"), ("堺", "界"), ("菊", "莉"), ("角田", "用田")]
)
def test_lookalikes_of_different_characters_stay_apart(left: str, right: str) -> None:
    """形が似ているだけの字は寄せない。"""
    assert fold_text(left) != fold_text(right)


@pytest.mark.parametrize("typed", ["みどり町三丁目", "みどり町3丁目", "みどり町３丁目", "ミドリ町三丁目"])
def test_a_town_is_the_same_however_its_number_is_written(typed: str) -> None:
    """漢数字・全角・半角。"""
    assert fold_town(typed) == fold_town("みどり町三丁目")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("S19.6.5", {"1944-06-05"}), ("s19.6.5", {"1944-06-05"}), ("昭和19年6月5日", {"1944-06-05"}),
        ("１９４４／６／５", {"1944-06-05"}), ("1944-06-05", {"1944-06-05"}), ("19440605", {"1944-06-05"}),
        ("19.6.5", {"1944-06-05", "2007-06-05", "1886-06-05", "2037-06-05"}),
        ("64.1.8", {"2082-01-08"}), ("H元.1.8", {"1989-01-08"}),
    ],
)  # fmt: skip
def test_a_birth_date_is_understood_in_any_writing(typed: str, days: set[str]) -> None:
    """元号を言わなければ、ありうる元号の全部。昭和64年1月8日はない。"""
    births = {day.isoformat() for word in split_words(typed) for day in word.births}
    assert births == days
