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
        ("ｻﾄｳ ﾏﾂｵ", "さとう　まつお"), ("か\u3099", "が"), ("ｶﾞﾝ", "カン"), ("ショウジ", "シヨオシ"), ("ヱイ", "エイ"),
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
        ("頻田", "浜田"), ("滨田", "浜田"), ("籐井", "藤井"), ("籘井", "藤井"), ("辺", "边"), ("渕上", "淵上"),
        ("佐佐木", "佐々木"), ("曾我", "曽我"), ("瀧澤", "滝沢"), ("ＮＧＵＹỄＮ", "nguyen"), ("Đặng", "DANG"), ("O’Hara", "ohara"),
    ],
)  # fmt: skip
def test_a_rare_character_is_found_by_the_plain_one(shown: str, typed: str) -> None:
    """異体字・字形の指定・互換の字。"""
    assert fold_text(shown) == fold_text(typed)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("荻野", "萩野"),
        ("太田", "大田"),
        ("堺", "界"),
        ("菊", "莉"),
        ("角田", "用田"),
        ("角", "⻆"),
        ("角田", "⻆田"),
        ("大坂", "大阪"),
        ("王", "玉"),
        ("裕", "祐"),
        ("辺", "部"),
        ("浜", "兵"),
        ("末", "未"),
    ],
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
        ("19 6 5", {"1944-06-05", "2007-06-05", "1886-06-05", "2037-06-05"}),
        ("190605", {"1944-06-05", "2007-06-05", "1886-06-05", "2037-06-05"}), ("S190605", {"1944-06-05"}),
        ("昭和十九年六月五日", {"1944-06-05"}), ("昭和 19年 6月 5日生", {"1944-06-05"}), ("Ｓ１９．６．５", {"1944-06-05"}),
        ("1944年6月5日生まれ", {"1944-06-05"}), ("64.1.8", {"2082-01-08"}), ("H元.1.8", {"1989-01-08"}),
        ("昭和19年", {"1944-01-01/1944-12-31"}), ("S19", {"1944-01-01/1944-12-31"}),
        ("昭和19年月日不詳", {"1944-01-01/1944-12-31"}), ("昭和19年6月日不詳", {"1944-06-01/1944-06-30"}),
        ("昭和19年6月", {"1944-06-01/1944-06-30"}), ("昭和19年6月上旬", {"1944-06-01/1944-06-10"}),
        ("昭和19年頃", {"1943-01-01/1945-12-31"}), ("1944年", {"1944-01-01/1944-12-31"}), ("昭和64年1月8日", set()),
        ("19440631", set()), ("五月", set()),
    ],
)  # fmt: skip
def test_a_birth_date_is_understood_in_any_writing(typed: str, days: set[str]) -> None:
    """元号を言わなければ、ありうる元号の全部。昭和64年1月8日はない。月や日が不詳なら区間。"""
    births = [birth for word in split_words(typed) for birth in word.births]
    texts = {str(low) if low == high else f"{low}/{high}" for low, high in births}
    assert texts == days


@pytest.mark.parametrize(
    ("typed", "phone", "numbers"),
    [
        ("0000-22-3000", "0003220000", ()), ("００００ー２２ー３０００", "0003220000", ()),
        ("(0000)22-3000", "0003220000", ()), ("0000 22 3000", "0003220000", ()), ("22-3000", "000322", ()),
        ("3000", "0003", ("3000", "00003000", "0000003000", "000000000003000")), ("-3000", "0003", ()),
        ("0000223000", "0003220000", ("0000223000", "223000", "00223000", "000000000223000")),
        ("*0001000012*", "2100001000", ("0001000012", "1000012", "01000012", "000000001000012")),
        ("a0001000012a", "2100001000", ("0001000012", "1000012", "01000012", "000000001000012")),
    ],
)  # fmt: skip
def test_digits_are_read_as_a_telephone_and_as_a_number(
    typed: str, phone: str, numbers: tuple[str, ...]
) -> None:
    """電話は終わりの数字から。番号は前の 0 と、読み取り機の印を問わない。"""
    word = split_words(typed)[0]
    assert (word.phone, word.numbers) == (phone, numbers)
