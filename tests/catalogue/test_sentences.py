"""条件の文の試験。木から一文ができ、法律の言葉のままに読める。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.catalogue.sentences import sentence
from madoguchi.domain import conditions as c
from madoguchi.domain.facts import Dictionary, FactDefinition, Group
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.procedures import Definitions, date

LEVELS = {"1": "一", "2": "二"}
FACTS = (
    FactDefinition("resident.relation", "resident", "続柄", "text", "member"),
    FactDefinition("nhi.insured", "nhi", "国保の被保険者", "bool", "member"),
    FactDefinition("ltc.level", "ltc", "要介護度", "code", "member", codes=LEVELS),
    FactDefinition("welfare.kind", "welfare", "福祉", "code", "member", multiple=True, codes=LEVELS),
)
MONTHS = Parameter("months", "納付の月数", "int", (ParameterValue(36, date(2000, 1, 1)),))
DEFINITIONS = Definitions(
    Dictionary({one.id: one for one in FACTS}, {"dog": Group("dog", "犬の登録")}),
    {"named": c.Leaf("is", "nhi.insured")}, {"months": MONTHS}, {}, {},
)  # fmt: skip
INSURED = c.Leaf("is", "nhi.insured")
OLD = c.Leaf("ge", "measure.age_law", (15,))

SENTENCES: list[tuple[Any, str]] = [
    (INSURED, "「国保の被保険者」に当たるとき"),
    (c.Ref("named"), "「国保の被保険者」に当たるとき"),
    (c.Leaf("is", "nhi.insured", of="subject"), "本人の「国保の被保険者」に当たるとき"),
    (c.Leaf("eq", "resident.relation", ("世帯主",)), "「続柄」が世帯主であるとき"),
    (c.Leaf("in", "ltc.level", ("1", "2")), "「要介護度」が一・二のどれかであるとき"),
    (c.Leaf("contains", "welfare.kind", ("1",)), "「福祉」に一があるとき"),
    (c.Leaf("contains", "welfare.kind", ("1", "2")), "「福祉」に一・二のどれかがあるとき"),
    (c.Leaf("between", "measure.age_law", (20, 64)), "「年齢（法律。誕生日の前日に達する）」が20から64までのとき"),
    (c.Leaf("ge", "measure.months_since_20", (c.ParameterOperand("months"),)), "「20歳になった月からの月数」が納付の月数以上であるとき"),
    (c.Leaf("eq", "resident.relation", (c.PersonOperand("subject"),)), "「続柄」が本人であるとき"),
    (c.All(()), "いつものとき"),
    (c.All((INSURED, OLD)), "「国保の被保険者」に当たり、「年齢（法律。誕生日の前日に達する）」が15以上であるとき"),
    (c.Any_((INSURED, OLD)), "「国保の被保険者」に当たる、または「年齢（法律。誕生日の前日に達する）」が15以上であるのどれかのとき"),
    (c.None_((INSURED,)), "（「国保の被保険者」に当たる）ではないとき"),
    (c.Quantified("any_of", "others", INSURED), "残る世帯の人のうち「国保の被保険者」に当たる人がいるとき"),
    (c.Quantified("all_of", "members", INSURED), "世帯の人のうち「国保の被保険者」に当たる人が全員のとき"),
    (c.Quantified("count_of", "movers", INSURED, c.CountTest("ge", (2,))), "移る人のうち「国保の被保険者」に当たる人が2人以上のとき"),
    (c.Quantified("count_of", "persons", INSURED, c.CountTest("between", (1, 2))), "この件に出てくる人のうち「国保の被保険者」に当たる人が1人から2人までのとき"),
    (c.Recorded("any_record", "dog"), "犬の登録の記録があるとき"),
    (c.Recorded("count_records", "dog", None, c.CountTest("ge", (2,))), "犬の登録の記録が2件以上のとき"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "text"), SENTENCES)
def test_a_condition_is_written_as_one_sentence(tree: Any, text: str) -> None:
    assert sentence(tree, DEFINITIONS) == text
