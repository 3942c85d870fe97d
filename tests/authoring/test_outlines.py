"""条件を行に分けた文: 字下げが木の形と同じで、何も抜けず、名のついた条件は一度だけ開く。"""

from __future__ import annotations

from dataclasses import replace

import pytest

from madoguchi.authoring.outlines import condition_names, outline
from madoguchi.catalogue.releases import Release
from madoguchi.domain import conditions as tree
from madoguchi.domain.explanation import definition_of

INSURED = tree.Leaf("is", "nhi.insured")
FUNERAL = tree.Leaf("is", "ask.funeral_held")
FEMALE = tree.Leaf("eq", "resident.sex", ("F",))
OLD = tree.Leaf("ge", "measure.age_birthday", (tree.ParameterOperand("elder_age"),))
BIG = tree.All((INSURED, FUNERAL, FEMALE))


def lines(release: Release, condition: tree.Condition) -> list[str]:
    return list(outline(condition, release.definitions, condition_names(release)))


def test_a_short_condition_stays_one_sentence(release: Release) -> None:
    assert lines(release, INSURED) == ["「国保の被保険者」に当たるとき"]
    both = tree.All((INSURED, FUNERAL))
    assert lines(release, both) == ["「国保の被保険者」に当たり、「葬儀をした」に当たるとき"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            tree.All((INSURED, tree.Any_((FUNERAL, FEMALE)), OLD)),
            [
                "次のすべてに当たるとき",
                "・「国保の被保険者」に当たる",
                "・次のどれかに当たる",
                "　・「葬儀をした」に当たる",
                "　・「性別」が女である",
                "・「年齢（誕生日）」が高齢の年齢以上である",
            ],
        ),
        (
            tree.All((INSURED, tree.All((FUNERAL, tree.Any_((FEMALE,)))), OLD)),
            [
                "次のすべてに当たるとき",
                "・「国保の被保険者」に当たる",
                "・「葬儀をした」に当たる",
                "・「性別」が女である",
                "・「年齢（誕生日）」が高齢の年齢以上である",
            ],
        ),
        (
            tree.None_((tree.Any_((INSURED, FUNERAL)), tree.All((FEMALE, OLD)))),
            [
                "次のどれかに当たる場合を除く",
                "・「国保の被保険者」に当たる",
                "・「葬儀をした」に当たる",
                "・次のすべてに当たる",
                "　・「性別」が女である",
                "　・「年齢（誕生日）」が高齢の年齢以上である",
            ],
        ),
        (
            tree.All((tree.None_((INSURED,)), tree.Quantified("any_of", "others", BIG))),
            [
                "次のすべてに当たるとき",
                "・次に当たる場合を除く",
                "　・「国保の被保険者」に当たる",
                "・残る世帯の人のうち次のすべてに当たる人がいる",
                "　・「国保の被保険者」に当たる",
                "　・「葬儀をした」に当たる",
                "　・「性別」が女である",
            ],
        ),
        (
            tree.All((tree.Leaf("between", "measure.age_birthday", (60, 64)), INSURED, FUNERAL)),
            [
                "次のすべてに当たるとき",
                "・「年齢（誕生日）」が60から64までである",
                "・「国保の被保険者」に当たる",
                "・「葬儀をした」に当たる",
            ],
        ),
    ],
    ids=["nested", "flattened", "none", "people", "ending"],
)
def test_a_long_condition_is_drawn_as_its_tree(
    release: Release, condition: tree.Condition, expected: list[str]
) -> None:
    age = definition_of(release.definitions.dictionary, "measure.age_birthday").label
    assert lines(release, condition) == [one.replace("年齢（誕生日）", age) for one in expected]


def test_a_condition_used_twice_is_named_and_opened_once(release: Release) -> None:
    definitions = replace(release.definitions, conditions={"big": tree.All((*BIG.parts, OLD))}, prepared={})
    twice = tree.Any_((tree.All((tree.Ref("big"), tree.None_((OLD,)))), tree.All((tree.Ref("big"), FEMALE))))
    drawn = outline(twice, definitions, {"big": "大きな条件"})
    assert [line for line in drawn if "大きな条件" in line] == [
        "　・※「大きな条件」", "　・※「大きな条件」", "※「大きな条件」: 次のすべてに当たる",
    ]  # fmt: skip
    assert sum("葬儀をした" in line for line in drawn) == 1


def test_no_fact_of_any_packaged_condition_is_left_out(packaged: Release) -> None:
    definitions = packaged.definitions
    missing = []
    for key, procedure in definitions.procedures.items():
        drawn = "\n".join(lines(packaged, procedure.condition))
        labels = {
            definition_of(definitions.dictionary, name).label
            for name in tree.facts_in(procedure.condition, definitions.conditions)
        }
        missing += [(key, label) for label in labels if f"「{label}」" not in drawn]
        assert "いつもの" not in drawn, key
    assert missing == []
