"""委任状。任せる人が自分で書く紙で、市の記録は何も刷らない。来た人の言ったことと、手続きの名だけを書く。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.guide.lists import Words, template
from madoguchi.paper import fonts, typesetting

TITLE = "委任状"


@dataclass(frozen=True, slots=True)
class Agent:
    """任される人。来た人が言ったこと。"""

    name: str = ""
    kana: str = ""
    relation: str = ""


def proxy_papers(
    agent: Agent, by_who: Mapping[str, Sequence[str]], municipality: MunicipalityProfile,
    shelf: fonts.Shelf | None = None,
) -> bytes:  # fmt: skip
    """任せる人（手続きを出せる人）ごとに一枚の PDF。`by_who` は、その人の言い方から手続きの名。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, TITLE)
    values = {
        "plain_title": TITLE, "municipality": municipality.name, "title": words(TITLE), "footer": words(municipality.name),
        "agent": words(agent.name), "kana": words(agent.kana),
        "relation": words(f"任せる人との関係（{agent.relation}）" if agent.relation else ""),
        "sheets": [
            {"who": words(who), "procedures": [words(title) for title in titles]} for who, titles in by_who.items()
        ],
    }  # fmt: skip
    return typesetting.render(template("proxy"), values, shelf, name=f"{TITLE}（proxy.typ）", tagged=True)
