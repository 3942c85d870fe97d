"""問いの言葉に、ご家族の呼び名を入れる。"""

from __future__ import annotations

from collections.abc import Mapping

from madoguchi.domain.facts import FactDefinition

#: 問いの文の中で、だれかを指す言葉。
DECEASED, THIS_PERSON = "亡くなった方", "この方"


def question_text(
    definition: FactDefinition, about: str | None, subject: str, names: Mapping[str, str], visitor: str = ""
) -> str:
    """声に出せる一文。だれのことかを呼び名で言う。`subject` は本人の鍵、`visitor` は来た人の鍵（住民でなければ空）。"""
    text = definition.question or definition.label
    said = text.replace(DECEASED, f"{names[subject]}さん") if subject in names else text
    whose = about if definition.about == "member" else (subject if definition.about == "subject" else None)
    if whose is None or whose not in names:
        return said
    if THIS_PERSON in said:
        return said.replace(THIS_PERSON, f"{names[whose]}さん")
    if (whose == subject and DECEASED in text) or (definition.about == "subject" and visitor == subject):
        return said
    return f"{names[whose]}さんは、{said}"
