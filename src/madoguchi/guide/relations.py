"""世帯主が変わったときの新しい続柄を、元の続柄から導く。ただ一つに決まらないときは空にし、あり得る言い方だけを並べる。

続柄の書き方は、住民基本台帳事務処理要領 第2の1の(2)の続柄の項（世帯主・夫・妻・子・父・母・妻の子・夫の母・
妻（未届）・縁故者・同居人など）による。決めるのは職員で、戸籍と本人の話で確かめる。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from madoguchi.domain.calendar import bounds
from madoguchi.guide.relation_words import HEAD, OUTSIDERS, SINGLE, UNFILED, Person, Step, parse, spouse_of

#: これより長い言い方は、続柄として書くのが難しい（縁故者とすることがある）。
LONGEST = 3
READ_BY_HAND = "元の続柄からは読み取れません"
PARTED = "離婚した方を通る続柄です"
UNRELATED = "元の世帯主との続柄が分からない方です"


@dataclass(frozen=True, slots=True)
class Mate:
    """世帯のひとり。`relation` は元の世帯主との続柄、`birth` は生年月日（不詳の区間もある）。"""

    key: str
    relation: str
    sex: str | None = None
    birth: Any = None


@dataclass(frozen=True, slots=True)
class NewRelation:
    """ひとりの、前と後の続柄。`after` が空なら手で書く。`candidates` はあり得る言い方、`why` は決めきれない訳。"""

    key: str
    before: str
    after: str
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class _Home:
    """元の世帯。`paths` は世帯主からの道筋（読めなければ None）。"""

    mates: Mapping[str, Mate]
    paths: Mapping[str, tuple[Step, ...] | None]
    head: Mate = field(default_factory=lambda: Mate("", HEAD))

    def at(self, path: tuple[Step, ...]) -> list[Mate]:
        """その道筋の人。空の道筋なら、元の世帯主。"""
        found = [self.mates[key] for key, held in self.paths.items() if held == path]
        return found if path else [self.head]

    def only(self, path: tuple[Step, ...]) -> Mate | None:
        """その道筋の、世帯でただ一人の人。いないか、何人もいれば None。"""
        found = self.at(path)
        return found[0] if len(found) == 1 else None

    def is_one(self, path: tuple[Step, ...]) -> bool:
        """その道筋の人は、一人に決まるか。夫・妻・父・母は、世帯にいなくても一人。"""
        single = all(step.kind in SINGLE for step in path)
        return single or len(self.at(path)) == 1


def rederive(
    mates: Sequence[Mate], head: str, staying: Sequence[str], *, parted: bool = False
) -> tuple[NewRelation, ...]:
    """`staying`（新しい世帯の人）の続柄を、新しい世帯主 `head` から見たものにする。

    `mates` は元の世帯の全員（亡くなった方や出て行く方も、道筋のために要る）。`parted` は、元の世帯主が離婚で
    出て行くこと（その人を通る姻族の続柄は終わる）。
    """
    paths = {mate.key: parse(mate.relation) for mate in mates}
    by_key = {mate.key: mate for mate in mates}
    heads = [mate for mate in mates if paths[mate.key] == ()]
    home = _Home(by_key, paths, *heads[:1])
    return tuple(_one(home, by_key[head], by_key[key], parted=parted) for key in staying)


def _one(home: _Home, head: Mate, other: Mate, *, parted: bool) -> NewRelation:
    if head.key == other.key:
        return NewRelation(other.key, other.relation, HEAD)
    if other.relation.strip() == head.relation.strip() == HEAD:
        return NewRelation(other.key, other.relation, "", (), READ_BY_HAND)
    stranger = _stranger(head, other)
    if stranger is not None:
        return stranger
    one, two = home.paths[head.key], home.paths[other.key]
    if one is None or two is None:
        return NewRelation(other.key, other.relation, "", (), READ_BY_HAND)
    readings = _readings_of(home, head, one, two, other)
    if parted and one and one[0].kind == "S":
        kept = [held for held in readings if held.steps[0].kind != "S"]
        readings = kept if kept == readings else [_Reading(held.steps, sure=False) for held in kept]
    words = tuple(dict.fromkeys(text for text in map(_words, readings) if text))
    if len(readings) == 1 and readings[0].may_stand and words:
        return NewRelation(other.key, other.relation, words[0])
    return NewRelation(other.key, other.relation, "", words, _why(words) if readings else PARTED)


def _stranger(head: Mate, other: Mate) -> NewRelation | None:
    """同居人と縁故者。親族でない人どうしの間柄は、元の続柄からは分からない。"""
    outside = {mate.relation.strip() for mate in (head, other)} & set(OUTSIDERS)
    if not outside:
        return None
    if head.relation.strip() in OUTSIDERS and other.relation.strip() in OUTSIDERS:
        return NewRelation(other.key, other.relation, "", ("同居人",), UNRELATED)
    if outside == {"同居人"} and UNFILED not in head.relation + other.relation:
        return NewRelation(other.key, other.relation, "同居人")
    return NewRelation(other.key, other.relation, "", ("縁故者", "同居人"), UNRELATED)


def _why(words: tuple[str, ...]) -> str:
    if not words:
        return READ_BY_HAND
    if len(words) > 1:
        return f"{'か、'.join(words)}か、記録だけでは分かりません"
    return "戸籍で確かめてから書きます"


@dataclass(frozen=True, slots=True)
class _Reading:
    """一つの読み方。`sure` でなければ、ほかの読み方がないとは言えない。"""

    steps: tuple[Step, ...]
    sure: bool = True

    @property
    def may_stand(self) -> bool:
        """そのまま書けるか。届の出ていない夫や妻の先は、子のほかは親族でない。"""
        beyond = any(
            UNFILED in step.word and following.kind != "C"
            for step, following in zip(self.steps, self.steps[1:], strict=False)
        )
        return self.sure and not beyond and len(self.steps) <= LONGEST


def _words(reading: _Reading) -> str:
    found = [step.word for step in reading.steps]
    return "の".join(found) if all(found) else ""


def _readings_of(
    home: _Home, head: Mate, one: tuple[Step, ...], two: tuple[Step, ...], other: Mate
) -> list[_Reading]:
    """二人の道筋の共通の頭を同じ一人とみて外し、行って戻る道をつなぐ。同じ一人と言えなければ、両方の読み方を挙げる。"""
    length = 0
    while length < min(len(one), len(two)) and one[length] == two[length]:
        length += 1
    length -= one == two
    certain = next(size for size in range(length, -1, -1) if home.is_one(one[:size]))
    found = []
    for size in range(length, certain - 1, -1):
        found += _join(head, _back(home, one, size), _forth(home, two, size, other))
    return found if certain == length else [_Reading(one.steps, sure=False) for one in found]


def _back(home: _Home, path: tuple[Step, ...], shared: int) -> tuple[Step, ...]:
    """新しい世帯主から、元の世帯主のほうへ戻る歩み。"""
    steps = []
    for place in range(len(path) - 1, shared - 1, -1):
        there = home.only(path[:place])
        sex = there.sex if there is not None else path[place - 1].sex if place else None
        steps.append(path[place].inverse(there, sex))
    return tuple(steps)


def _forth(home: _Home, path: tuple[Step, ...], shared: int, other: Mate) -> tuple[Step, ...]:
    """そこから、その人までの歩み。歩みの先がだれか分かれば添える。"""
    steps = []
    for place in range(shared, len(path)):
        mate = other if place == len(path) - 1 else home.only(path[: place + 1])
        steps.append(path[place].reaching(mate))
    return tuple(steps)


def _join(head: Mate, back: tuple[Step, ...], forth: tuple[Step, ...]) -> list[_Reading]:
    """行きと戻りのつなぎ目を、あり得る読み方の全部に直す。"""
    if not back or not forth:
        return [_Reading((*back, *forth))]
    before = back[:-1]
    person: Person | None = before[-1].target if before else head
    last, first, rest = back[-1], forth[0], forth[1:]
    as_is = _Reading((*back, *forth))
    pair = last.kind + first.kind
    if pair in ("PC", "BB"):
        found = _join(head, before, (_sibling(person, first), *rest))
        return found if pair == "PC" else [_Reading(one.steps, sure=False) for one in found]
    if pair == "PS":
        parent = Step("P", "母" if last.word == "父" else "父" if last.word == "母" else "", first.target)
        usual = _join(head, (*before, parent), rest) if rest else _join(head, before, (parent,))
        return [*usual, as_is]
    if pair == "SC":
        return [*_join(head, before, forth), as_is]
    if pair in ("CP", "CB", "BP"):
        return _through(head, (before, person), (pair, first), rest)
    return [as_is]


def _through(
    head: Mate,
    behind: tuple[tuple[Step, ...], Person | None],
    joint: tuple[str, Step],
    rest: tuple[Step, ...],
) -> list[_Reading]:
    """子の父母、子の兄弟姉妹、兄弟姉妹の父母。ふつうの読み方を一つ挙げるが、そうとは言い切れない。"""
    before, person = behind
    pair, first = joint
    if pair == "CP":
        usual = Step("S", "妻" if first.word == "母" else "夫", first.target)
    else:
        usual = Step("C", "子", first.target) if pair == "CB" else first
    found = [_Reading(one.steps, sure=False) for one in _join(head, before, (usual, *rest))]
    if pair == "CB":
        spouse = Step("S", spouse_of(person.sex if person else None))
        found.append(_Reading((*before, spouse, usual, *rest), sure=False))
    return found


def _sibling(person: Person | None, step: Step) -> Step:
    """兄弟姉妹の言い方。生まれた日の前後が言えなければ、言葉を空にする。"""
    other = step.target
    if person is None or other is None or person.birth is None or other.birth is None:
        return Step("B", "", other)
    own, his = bounds(person.birth), bounds(other.birth)
    elder = his[1] < own[0]
    if other.sex not in ("M", "F") or not (elder or his[0] > own[1]):
        return Step("B", "", other)
    words = {("M", True): "兄", ("M", False): "弟", ("F", True): "姉", ("F", False): "妹"}
    return Step("B", words[other.sex, elder], other)
