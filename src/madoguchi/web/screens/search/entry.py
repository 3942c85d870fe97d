"""来た人の欄に入ったもの。足りないところを、直し方といっしょに言う。"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from madoguchi.counter.opening import VisitInput
from madoguchi.counter.pages import Choice
from madoguchi.counter.receptions import EventWords
from madoguchi.domain.calendar import parse_wareki
from madoguchi.domain.errors import Fault
from madoguchi.domain.visits import RELATIONS

#: 本人確認に見た紙。番号は読まない、写さない。
IDENTITIES = {
    "licence": "運転免許証",
    "my_number_card": "マイナンバーカード",
    "two_papers": "写真なし2点",
    "not_seen": "まだ見ていない",
}
#: 関係を必ずたずねる立場。
RELATED = ("same_household", "relative")


@dataclass(frozen=True, slots=True)
class Entry:
    """画面の「来た人」に入った値。誤りのときも、打ちなおさせないために持つ。`event` は何の件か。"""

    event: str = ""
    subject_key: str = ""
    standing: str = ""
    relation: str = ""
    identity: str = ""
    name: str = ""
    kana: str = ""
    roles: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    quiet: bool = False
    event_on: str = ""
    token: str = ""

    def errors(self, words: EventWords) -> dict[str, str]:
        """欄の名 → 直し方。空なら開ける。"""
        found: dict[str, str] = {}
        if not self.subject_key:
            found["subject_key"] = f"{words.subject_label}を一人えらんでください。"
        if self.standing not in dict(words.standings):
            found["standing"] = f"{words.standing_label}をえらんでください。"
        if self.standing in RELATED and self.relation not in RELATIONS:
            found["relation"] = "続き柄をえらんでください。"
        if self.identity not in IDENTITIES:
            found["identity"] = "本人確認に見たものをえらんでください。まだなら「まだ見ていない」です。"
        try:
            day_of(self.event_on)
        except Fault as fault:
            found["event_on"] = str(fault)
        return found

    def visit(self) -> VisitInput:
        """窓口の言葉にする。"""
        return VisitInput(
            standing=self.standing,
            relation=self.relation if self.standing in RELATED else "",
            name=self.name,
            kana=self.kana,
            roles=self.roles,
            identity=IDENTITIES[self.identity],
            papers=self.papers,
            quiet=self.quiet,
            event_on=day_of(self.event_on),
            event=self.event,
        )


def entry_of(form: QueryDict, words: EventWords) -> Entry:
    """送られた欄を読む。立場・役・紙は、そのできごとの選択肢にあるものだけを受け取る。"""
    standing = form.get("standing", "")
    return Entry(
        event=words.id,
        subject_key=form.get("subject_key", ""),
        standing=standing if standing in dict(words.standings) else "",
        relation=form.get("relation", ""),
        identity=form.get("identity", ""),
        name=form.get("name", "").strip()[:60],
        kana=form.get("kana", "").strip()[:80],
        roles=tuple(role for role, _ in words.roles if role in form.getlist("roles")),
        papers=tuple(paper for paper in words.papers if paper in form.getlist("papers")),
        quiet="quiet" in form,
        event_on=form.get("event_on", "").strip()[:30],
        token=token_of(form),
    )


def token_of(form: QueryDict) -> str:
    """引換票の合言葉。"""
    return unicodedata.normalize("NFKC", form.get("token", "")).strip()[:80]


def day_of(text: str) -> date | None:
    """和暦の日。元号のない「8.11.16」は令和とみる。空なら None、読めなければ Fault。"""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    return parse_wareki(f"R{plain}" if plain[0].isdigit() else plain)


def options(words: EventWords) -> dict[str, tuple[Choice, ...]]:
    """画面の選択肢。"""
    return {
        "events": _choices(dict(words.events)),
        "standings": _choices(dict(words.standings)),
        "relations": _choices(RELATIONS),
        "identities": _choices(IDENTITIES),
        "roles": _choices(dict(words.roles)),
        "papers": _choices({paper: paper for paper in words.papers}),
    }


def _choices(labels: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, "") for value, label in labels.items())
