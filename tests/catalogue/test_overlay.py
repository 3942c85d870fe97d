"""国の定義に自治体の差分を重ねる決まり。差分は違う所だけを変え、空の差分は何も変えない。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.catalogue.checks import Asked, check, examine
from madoguchi.catalogue.documents import Document, Place
from madoguchi.catalogue.loading import parse_yaml
from madoguchi.catalogue.overlay import merge
from madoguchi.catalogue.releases import load

ASKED = Asked(date(2026, 11, 25))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=10,
)
TABLES = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)


def over(text: str) -> Document:
    return parse_yaml(text, "city")


def base(text: str) -> Document:
    return parse_yaml(text, "nation")


@given(TABLES)
def test_an_empty_overlay_changes_nothing(value: dict[str, Any]) -> None:
    held = Document(value=value, file="nation")
    assert merge(held, Document(value={}, file="city")).value == value
    assert merge(held, Document(value=None, file="city")).value == value


@given(TABLES)
def test_an_overlay_that_repeats_the_base_changes_nothing(value: dict[str, Any]) -> None:
    assert merge(Document(value=value, file="nation"), Document(value=value, file="city")).value == value


@given(TABLES, TABLES)
def test_laying_the_same_overlay_twice_is_laying_it_once(under: dict[str, Any], top: dict[str, Any]) -> None:
    upper = Document(value=top, file="city")
    once = merge(Document(value=under, file="nation"), upper)
    assert merge(once, upper).value == once.value


@given(TABLES, TABLES)
def test_only_what_the_overlay_names_is_changed(under: dict[str, Any], top: dict[str, Any]) -> None:
    merged = merge(Document(value=under, file="nation"), Document(value=top, file="city")).value
    assert {key: merged[key] for key in under if key not in top} == {
        key: under[key] for key in under if key not in top
    }
    assert merged.keys() == under.keys() | top.keys()


def test_a_value_knows_the_file_and_line_it_came_from() -> None:
    merged = merge(base("deadline:\n  rank: none\n  text: 国\n"), over("\ndeadline: {text: 市}\n"))
    assert merged.value == {"deadline": {"rank": "none", "text": "市"}}
    assert merged.at(("deadline", "rank")) == Place("nation", 2, 3)
    assert merged.at(("deadline", "text")) == Place("city", 2, 12)


def test_items_with_an_id_are_laid_one_by_one_and_other_lists_are_replaced() -> None:
    nation = base("items: [{id: a, label: 甲}, {id: b, label: 乙}]\nsource: [x, y]")
    city = over("items: [{id: b, label: 丙}, {id: c, label: 丁}]\nsource: [z]")
    assert merge(nation, city).value == {
        "items": [{"id": "a", "label": "甲"}, {"id": "b", "label": "丙"}, {"id": "c", "label": "丁"}],
        "source": ["z"],
    }


def lay(root: Path, relative: str, text: str) -> Path:
    path = root / "municipalities/990001-aoba" / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


KOKUHO = "procedures/death/d_kokuho.yaml"


def test_an_empty_file_of_the_city_leaves_the_release_as_it_was(mini: Path) -> None:
    before = load(mini, "990001").hash
    lay(mini, KOKUHO, "# まだ違いはない\n")
    assert load(mini, "990001").hash == before
    lay(mini, KOKUHO, "{}\n")
    assert load(mini, "990001").hash == before


def test_the_city_changes_what_it_names_and_nothing_else(mini: Path) -> None:
    lay(mini, KOKUHO, "name: あおば市の葬祭費\n")
    release = load(mini, "990001")
    national = load(mini)
    assert release.definitions.procedures["d_kokuho"].name == "あおば市の葬祭費"
    assert national.definitions.procedures["d_kokuho"].name == "国保の葬祭費"
    assert release.definitions.procedures["d_inu"] == national.definitions.procedures["d_inu"]
    assert release.origin(KOKUHO, "name").file.endswith("990001-aoba/procedures/death/d_kokuho.yaml")
    assert release.origin(KOKUHO, "kind").file.endswith("national/procedures/death/d_kokuho.yaml")


def test_the_city_switches_a_procedure_off_by_one_key(mini: Path) -> None:
    lay(mini, KOKUHO, "enabled: false\n")
    assert set(load(mini, "990001").definitions.procedures) == {"d_inu"}
    assert set(load(mini).definitions.procedures) == {"d_inu", "d_kokuho"}
    assert check(mini, ASKED) == []


def test_a_changed_condition_is_proved_again_by_the_examples(mini: Path) -> None:
    lay(mini, KOKUHO, "condition: {is: nhi.insured}\n")
    assert any("例「国保で葬儀をしない」の結果が違います。" in str(fault) for fault in check(mini, ASKED))


ELDER = """\
id: elder
name: 高齢
note: null
condition: {ge: [measure.age_birthday, 75]}
"""
YOUNG = "subject: {resident: {birth_date: 1990-01-01}}"
BORDER = """\
  - {name: 74歳, subject: {nhi: {insured: true}, resident: {birth_date: 1951-11-11}}, result: not_needed}
  - {name: 75歳, subject: {nhi: {insured: true}, resident: {birth_date: 1951-11-10}}, result: needed}
"""


@pytest.fixture
def shared(mini: Path, edit: Callable[[str, str, str], Path]) -> Path:
    """二つの手続きが同じ名の条件を引き、境の例は片方だけが持つ棚。"""
    (mini / "national/conditions/elder.yaml").write_text(ELDER, encoding="utf-8")
    edit(
        f"national/{KOKUHO}",
        "    - {is: ask.funeral_held}\n",
        "    - {is: ask.funeral_held}\n    - {ref: elder}\n",
    )
    edit(f"national/{KOKUHO}", "examples:\n", "examples:\n" + BORDER)
    edit(
        "national/procedures/death/d_inu.yaml", "{any_of: members, where: {any_record: dog}}", "{ref: elder}"
    )
    edit(
        "national/procedures/death/d_inu.yaml",
        "  - {name: 犬がいない, result: not_needed}",
        f"  - {{name: 若い, {YOUNG}, result: not_needed}}",
    )
    return mini


def test_a_word_changed_by_the_city_does_not_ask_for_the_proof_of_shared_conditions_again(
    shared: Path,
) -> None:
    assert check(shared, ASKED) == []
    lay(shared, "procedures/death/d_inu.yaml", "name: あおば市の犬の届\n")
    assert check(shared, ASKED) == []


def test_a_shared_condition_changed_by_the_city_is_proved_by_every_procedure_that_uses_it(
    shared: Path,
) -> None:
    path = lay(shared, "conditions/elder.yaml", "condition: {ge: [measure.age_birthday, 74]}\n")
    assert "例「74歳」の結果が違います。出たのは needed です。" in "".join(
        str(fault) for fault in check(shared, ASKED)
    )
    path.write_text("note: 市の考え方\n", encoding="utf-8")
    assert check(shared, ASKED) == []


def test_a_value_changed_by_the_city_is_proved_where_it_is_used(
    mini: Path, edit: Callable[[str, str, str], Path]
) -> None:
    edit(
        f"national/{KOKUHO}",
        "    - {is: ask.funeral_held}\n",
        "    - {is: ask.funeral_held}\n    - {ge: [measure.age_birthday, {parameter: elder_age}]}\n",
    )
    edit(f"national/{KOKUHO}", "examples:\n", "examples:\n" + BORDER)
    assert check(mini, ASKED) == []
    lay(
        mini,
        "parameters/insurance.yaml",
        "parameters: [{id: elder_age, values: [{from: 2000-04-01, to: null, value: 70}]}]\n",
    )
    assert "例「74歳」の結果が違います。出たのは needed です。" in "".join(
        str(fault) for fault in check(mini, ASKED)
    )


@pytest.mark.parametrize(
    ("relative", "text", "said"),
    [
        (KOKUHO, "naem: 葬祭費\n", ":1:1: 「naem」知らない鍵です。 name の誤りではありませんか。"),
        (
            "procedures/deth/d_kokuho.yaml", "name: 葬祭費\n",
            ":1:1: 「procedures/deth/d_kokuho.yaml」この道筋には重ねる書類がありません。"
            " procedures/death/d_kokuho.yaml の誤りではありませんか。",
        ),
    ],
)  # fmt: skip
def test_a_slip_in_an_overlay_is_refused(mini: Path, relative: str, text: str, said: str) -> None:
    path = lay(mini, relative, text)
    assert f"{path}{said}" in [str(fault) for fault in check(mini, ASKED)]


def test_the_city_takes_one_item_away(mini: Path, edit: Callable[[str, str, str], Path]) -> None:
    edit(
        f"national/{KOKUHO}",
        "kind: right\n",
        "kind: right\nitems: [{id: card, label: 保険証}, {id: receipt, label: 領収書}]\n",
    )
    lay(mini, KOKUHO, "items: [{id: card, enabled: false}]\n")
    items = load(mini, "990001").definitions.procedures["d_kokuho"].items
    assert [item.label for item in items] == ["領収書"]


def test_a_prefecture_lies_between_the_nation_and_its_cities(mini: Path) -> None:
    folder = mini / "prefectures/aoba-ken"
    (folder / "procedures/death").mkdir(parents=True)
    (folder / "prefecture.yaml").write_text("name: あおば県\n", encoding="utf-8")
    (folder / KOKUHO).write_text("name: 県の葬祭費\nscheme: 県の制度\n", encoding="utf-8")
    lay(mini, KOKUHO, "name: 市の葬祭費\n")
    procedure = load(mini, "990001").definitions.procedures["d_kokuho"]
    assert (procedure.name, procedure.scheme) == ("市の葬祭費", "県の制度")


def test_values_left_to_the_city_are_listed_until_it_sets_them(mini: Path) -> None:
    path = mini / "national" / KOKUHO
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: right", "kind: right\nagency: 要設定"),
        encoding="utf-8",
    )
    release = load(mini, "990001")
    assert [str(fault) for fault in release.problems] == [
        f"{path}:7:1: 「agency」要設定のままです。 自治体の値を、同じ道筋の差分の書類に書いてください。"
    ]
    assert release.definitions.procedures["d_kokuho"].unset == ("agency",)
    assert "notice" in {finding.severity for finding in examine(mini, ASKED)}
    lay(mini, KOKUHO, "agency: あおば市\n")
    assert load(mini, "990001").problems == ()


def test_a_municipality_that_is_not_there_is_told_with_the_nearest_code(mini: Path) -> None:
    with pytest.raises(
        Exception, match="「990010」その団体コードの定義はありません。 990001 の誤りではありませんか。"
    ):
        load(mini, "990010")
