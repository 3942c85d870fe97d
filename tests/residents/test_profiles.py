"""書式と事実の辞書が合っているか。書式の誤りは場所を言って断る。"""

from __future__ import annotations

from pathlib import Path

import pytest

import madoguchi
from madoguchi.catalogue import releases
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary
from madoguchi.residents.feeds.my_number import is_my_number_name
from madoguchi.residents.feeds.profiles import load_set, parse_profile
from tests.residents.feed_files import feed_set

#: 受け取らない項目と、その理由。
NOT_TAKEN = {
    "resident.kin_to_subject": "二人の続柄から導く",
    "resident.atena_no": "記録の主の番号そのもの",
    "resident.registered_domicile": "戸籍の記載は取り込まない",
    "resident.family_head": "戸籍の記載は取り込まない",
}


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    """国の段の辞書。"""
    return releases.load(Path(madoguchi.__file__).parents[2] / "catalogue").definitions.dictionary


def test_the_neutral_feeds_fill_every_fact_of_the_register_groups(dictionary: Dictionary) -> None:
    """辞書に項目を足したら、書式にも欄を足す。"""
    wanted = {
        fact for group in dictionary.groups.values() if group.kind == "register" for fact in group.facts
    }
    filled = {column.field for one in feed_set().profiles.values() for column in one.columns}
    assert wanted - filled == set(NOT_TAKEN)
    assert filled - wanted == set()


@pytest.mark.parametrize("set_id", ["neutral-utf8", "kasumi", "minato"])
def test_every_column_has_the_type_and_codes_of_its_fact(dictionary: Dictionary, set_id: str) -> None:
    """型・複数か・符号が辞書と同じ。二つの出力に分かれた組では、合わせて同じ。"""
    codes: dict[str, set[object]] = {}
    for profile in load_set(set_id).profiles.values():
        for column in profile.columns:
            fact = dictionary.facts[column.field]
            kind = "date" if column.type == "wareki" else column.type
            assert (kind, column.multiple) == (fact.type, fact.multiple), column.field
            codes.setdefault(column.field, set()).update((column.codes or {}).values())
    for field, found in codes.items():
        wanted = (
            {True, False} if set_id != "neutral-utf8" and dictionary.facts[field].type == "bool" else None
        )
        assert found == (wanted or set(dictionary.facts[field].codes)), field


def test_a_group_with_many_records_has_a_record_key(dictionary: Dictionary) -> None:
    """一件の組では開始日が、いくつもある組では番号が、記録を見分ける。"""
    for profile in feed_set().profiles.values():
        many = dictionary.groups[profile.group].cardinality == "many"
        assert (profile.record != profile.valid_from) == (many or profile.group == "resident")


def test_no_profile_asks_for_a_my_number() -> None:
    """個人番号を受け取る欄はない。"""
    headers = [header for one in feed_set().profiles.values() for header in one.headers]
    assert not any(is_my_number_name(header) for header in headers)


def test_a_profile_with_an_unknown_type_or_a_repeated_header_is_refused() -> None:
    """書式を足す人に、どこを直すかを言う。"""
    text = """
group: dog
name: 犬
file: dog.csv
municipality: 団体コード
subject: 宛名番号
record: 登録番号
validity: {from: 開始, to: 終了}
columns:
  - {field: dog.reg_no, header: 登録番号, type: TYPE}
  - {field: dog.name, header: HEADER, type: text}
"""
    with pytest.raises(Fault, match=r"dog\.yaml.*number.*欄の型"):
        parse_profile(text.replace("TYPE", "number"), "dog.yaml")
    with pytest.raises(Fault, match=r"dog\.yaml.*登録番号.*同じ見出し"):
        parse_profile(text.replace("TYPE", "text").replace("HEADER", "登録番号"), "dog.yaml")


def test_an_unknown_set_names_the_known_ones() -> None:
    """使える書式の名を言う。"""
    with pytest.raises(Fault, match="kasumi・minato・neutral-cp932・neutral-utf16・neutral-utf8・onestop"):
        load_set("mainframe")
