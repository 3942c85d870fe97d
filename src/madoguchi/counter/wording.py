"""問いの言葉に、ご家族の呼び名を入れる。"""

from __future__ import annotations

from collections.abc import Mapping

from madoguchi.domain.facts import FactDefinition

DECEASED = "亡くなった方"


def question_text(
    definition: FactDefinition, about: str | None, subject: str, names: Mapping[str, str]
) -> str:
    """声に出せる一文。だれのことかを呼び名で言う。`subject` は亡くなった方の鍵。"""
    text = definition.question or definition.label
    said = text.replace(DECEASED, f"{names[subject]}さん") if subject in names else text
    whose = about if definition.about == "member" else (subject if definition.about == "subject" else None)
    if whose is None or whose not in names:
        return said
    if whose == subject and DECEASED in text:
        return said
    return f"{names[whose]}さんは、{said}"
