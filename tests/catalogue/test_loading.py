"""YAML と JSON は、行と桁を付けたまま、同じ決まりで値になる。"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.catalogue.documents import Place
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.loading import parse_yaml
from madoguchi.domain.errors import Fault

SCALARS = [
    ("yes", "yes"),
    ("no", "no"),
    ("on", "on"),
    ("true", True),
    ("false", False),
    ("null", None),
    ("", None),
    ("65", 65),
    ("-1", -1),
    ("01", "01"),
    ("'65'", "65"),
    ("1.5", "1.5"),
    ("12:30", "12:30"),
    ("2026-11-10", "2026-11-10"),
    ("はい", "はい"),
]


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_a_yaml_scalar_becomes_what_an_official_meant(written: str, value: object) -> None:
    assert parse_yaml(f"a: {written}", "f").value == {"a": value}


def test_every_key_and_item_knows_its_line_and_column() -> None:
    document = parse_yaml("a:\n  - b: 1\n  - c\n", "f")
    assert document.at(("a",)) == Place("f", 1, 1)
    assert document.at(("a", 0, "b")) == Place("f", 2, 5)
    assert document.at(("a", 1)) == Place("f", 3, 5)
    assert document.at(("a", 9, "z")) == Place("f", 1, 1)


def test_json_places_are_those_of_the_key() -> None:
    document = parse_json('{\n "persons": {"P1": {\n   "nhi": {"insured": 1}}}}', "f")
    assert document.at(("persons", "P1", "nhi", "insured")) == Place("f", 3, 12)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert parse_json(text, "f").value == value


BROKEN = [
    ('{"a": 1, "a": 2}', "f:1:10: 「a」同じ鍵が二度書かれています。 どちらか一つにしてください。"),
    ('{"a": 1,\n}', "f:2:1: 「}」JSON として読めません。「\"鍵\": 値」を書く所です。 かっこ、コンマ、引用符の対を確かめてください。"),
    ('{"a": NaN}', "f:1:7: 「NaN}」JSON として読めません。JSON の値を書く所です。 かっこ、コンマ、引用符の対を確かめてください。"),
    ('{"a": 1.5}', "f:1:7: 「1.5」小数は使いません。 整数か文字で書いてください。"),
    ('{"a": "x', "f:1:7: 「\"x」JSON として読めません。引用符で囲んだ文字が正しく終わっていません。 かっこ、コンマ、引用符の対を確かめてください。"),
    ('{"a": 1} x', "f:1:10: 「x」JSON として読めません。値の後に余分な文字があります。 かっこ、コンマ、引用符の対を確かめてください。"),
    ("", "f:1:1: 「（ここで終わっています）」JSON として読めません。JSON の値を書く所です。 かっこ、コンマ、引用符の対を確かめてください。"),
    ("[" * 100, "f:1:62: 「[[[[[[[[[[[[」JSON として読めません。入れ子が深すぎます。 かっこ、コンマ、引用符の対を確かめてください。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_broken_json_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(Fault) as raised:
        parse_json(text, "f")
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a: &x [1]\nb: *x",
            "f:1:4: 「*」別名（& と *）は使えません。 同じ中身を、もう一度そのまま書いてください。",
        ),
        (
            "a: &x [*x]",
            "f:1:4: 「*」別名（& と *）は使えません。 同じ中身を、もう一度そのまま書いてください。",
        ),
        ("[" * 70 + "]" * 70, "f:1:62: 「[」入れ子が深すぎます。 中身を分けて書いてください。"),
        ("a: \x00", "f:1:1: 「0」YAML に書けない制御文字があります。 その文字を取り除いてください。"),
    ],
)
def test_yaml_that_officials_do_not_write_is_refused(text: str, said: str) -> None:
    with pytest.raises(Fault) as raised:
        parse_yaml(text, "f")
    assert str(raised.value) == said
