"""世帯主が変わったときの続柄。決まるものは決まった言い方に、決まらないものは空に。"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.domain.calendar import Span
from madoguchi.guide.relation_words import parse
from madoguchi.guide.relations import PARTED, READ_BY_HAND, Mate, NewRelation, rederive

SEX = {"夫": "M", "父": "M", "兄": "M", "弟": "M", "妻": "F", "母": "F", "姉": "F", "妹": "F"}


def home(*texts: str) -> list[Mate]:
    """「続柄:性別:生年」の並び。性別は言葉から分かるなら省ける。"""
    found = []
    for text in texts:
        relation, sex, year = [*text.split(":"), "", ""][:3]
        plain = relation.removesuffix("（未届）").rpartition("の")[2]
        birth = date(int(year), 5, 6) if year else None
        found.append(Mate(text, relation, sex or SEX.get(plain), birth))
    return found


def after(mates: list[Mate], head: str, other: str, *, parted: bool = False) -> NewRelation:
    (found,) = rederive(mates, head, [other], parted=parted)
    return found


#: 元の世帯、新しい世帯主、その人、決まる続柄。
DECIDED = [
    # 夫が亡くなり、妻が世帯主になる
    (["世帯主:M", "妻", "母"], "妻", "母", "夫の母"),
    (["世帯主:M", "妻", "父"], "妻", "父", "夫の父"),
    (["世帯主:M", "妻", "妹"], "妻", "妹", "夫の妹"),
    (["世帯主:M", "妻", "妻の母"], "妻", "妻の母", "母"),
    (["世帯主:M", "妻", "妻の子:M"], "妻", "妻の子:M", "子"),
    (["世帯主:M", "妻", "妻の子の妻"], "妻", "妻の子の妻", "子の妻"),
    (["世帯主:M", "妻", "父の母"], "妻", "父の母", "夫の父の母"),
    (["世帯主:F", "夫", "母"], "夫", "母", "妻の母"),
    # 子が世帯主になる（親は亡くなったか、出て行く）
    (["世帯主:M", "子:M", "母"], "子:M", "母", "父の母"),
    (["世帯主:F", "子:M", "母"], "子:M", "母", "母の母"),
    (["世帯主:M", "子:M", "兄"], "子:M", "兄", "父の兄"),
    (["世帯主:M", "子:M", "子の妻"], "子:M", "子の妻", "妻"),
    (["世帯主:M", "子:M", "子の子:F"], "子:M", "子の子:F", "子"),
    (["世帯主:M", "子:F", "世帯主:M"], "子:F", "世帯主:M", "父"),
    (["世帯主:M:1960", "子:M:1990", "子:F:1995"], "子:M:1990", "子:F:1995", "妹"),
    (["世帯主:M:1960", "子:M:1990", "子:M:1985"], "子:M:1990", "子:M:1985", "兄"),
    (["世帯主:M", "長男:M:1990", "二女:F:1985"], "長男:M:1990", "二女:F:1985", "姉"),
    (["世帯主:M", "妻", "妻の子:F:1999"], "妻の子:F:1999", "妻", "母"),
    (["世帯主:M", "妻", "妻の子:F:1999"], "妻の子:F:1999", "世帯主:M", "母の夫"),
    # 子の妻、孫、兄弟、父母が世帯主になる
    (["世帯主:M", "子:M", "子の妻"], "子の妻", "世帯主:M", "夫の父"),
    (["世帯主:M", "子:M", "子の妻"], "子の妻", "子:M", "夫"),
    (["世帯主:F", "子:F", "子の子:M"], "子の子:M", "世帯主:F", "母の母"),
    (["世帯主:F", "子:F", "孫:M"], "孫:M", "世帯主:F", "母の母"),
    (["世帯主:M", "妻", "母"], "母", "世帯主:M", "子"),
    (["世帯主:M", "妻", "母"], "母", "妻", "子の妻"),
    (["世帯主:M", "子:F", "母"], "母", "子:F", "子の子"),
    (["世帯主:M", "妻", "兄"], "兄", "妻", "弟の妻"),
    (["世帯主:F", "子:F", "妹"], "妹", "子:F", "姉の子"),
    (["世帯主:M", "兄", "兄の妻"], "兄", "兄の妻", "妻"),
    # 届の出ていない夫・妻
    (["世帯主:M", "妻（未届）"], "妻（未届）", "世帯主:M", "夫（未届）"),
    (["世帯主:M", "妻（未届）", "妻（未届）の子:M"], "妻（未届）", "妻（未届）の子:M", "子"),
    # 親族でない人
    (["世帯主:M", "妻", "同居人:F"], "妻", "同居人:F", "同居人"),
    (["世帯主:M", "妻", "同居人:F"], "同居人:F", "妻", "同居人"),
]
#: 決まらないもの。並びは、あり得る言い方。
OPEN = [
    (["世帯主:M", "妻", "子:M"], "妻", "子:M", ("子", "夫の子")),
    (["世帯主:M", "妻", "子:M"], "子:M", "妻", ("母", "父の妻")),
    (["世帯主:M", "妻", "子:M", "子の子:F"], "妻", "子の子:F", ("子の子", "夫の子の子")),
    (["世帯主:M", "妻（未届）", "子:M"], "妻（未届）", "子:M", ("子", "夫（未届）の子")),
    (["世帯主:M", "妻（未届）", "母"], "妻（未届）", "母", ("夫（未届）の母",)),
    (["世帯主:M", "妻", "子:M:1990", "妻の子:F:1995"], "子:M:1990", "妻の子:F:1995", ("妹", "父の妻の子")),
    # 双子は、生まれた日からは兄弟の順が言えない
    (["世帯主:M", "子:M:1990", "子:F:1990"], "子:M:1990", "子:F:1990", ()),
    (["世帯主:M", "子:M:1990", "子:F"], "子:M:1990", "子:F", ()),
    # 子が二人いるとき、子の妻はだれの妻か分からない
    (["世帯主:M", "子:M:1990", "子:M:1985", "子の妻"], "子:M:1990", "子の妻", ("妻",)),
    (["世帯主:M", "父", "母"], "父", "母", ("妻",)),
    (["世帯主:M:1970", "母", "兄:M:1965"], "母", "兄:M:1965", ("子", "夫の子")),
    (["世帯主:M", "母", "兄"], "兄", "母", ("母",)),
    (["世帯主:M", "妻", "縁故者:M"], "妻", "縁故者:M", ("縁故者", "同居人")),
    (["世帯主:M", "同居人:F", "同居人:M"], "同居人:F", "同居人:M", ("同居人",)),
    (["世帯主:M", "妻", "いとこ:M"], "妻", "いとこ:M", ()),
    (["世帯主:M", "妻", "父の父の弟"], "妻", "父の父の弟", ("夫の父の父の弟",)),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "head", "other", "word"), DECIDED)
def test_what_the_old_word_decides_is_written(texts: list[str], head: str, other: str, word: str) -> None:
    assert after(home(*texts), head, other) == NewRelation(other, other.split(":")[0], word)


@pytest.mark.parametrize(("texts", "head", "other", "candidates"), OPEN)
def test_what_it_does_not_decide_stays_blank_with_what_it_may_be(
    texts: list[str], head: str, other: str, candidates: tuple[str, ...]
) -> None:
    found = after(home(*texts), head, other)
    assert (found.after, found.candidates) == ("", candidates)
    assert found.why


def test_the_new_head_is_the_head_and_stands_in_the_old_order() -> None:
    mates = home("世帯主:M", "妻", "子:M", "母")
    found = rederive(mates, "妻", ["妻", "子:M", "母"])
    assert [(one.key, one.after) for one in found] == [("妻", "世帯主"), ("子:M", ""), ("母", "夫の母")]


def test_what_cannot_be_read_says_so() -> None:
    assert after(home("世帯主:M", "妻", "いとこ:M"), "妻", "いとこ:M").why == READ_BY_HAND
    assert (
        after(home("世帯主:M", "妻", "子:M"), "妻", "子:M").why == "子か、夫の子か、記録だけでは分かりません"
    )


def test_after_a_divorce_nobody_is_a_relative_through_the_one_who_left() -> None:
    mates = home("世帯主:M", "妻", "子:M", "母")
    assert after(mates, "妻", "母", parted=True) == NewRelation("母", "母", "", (), PARTED)
    assert after(mates, "妻", "子:M", parted=True).candidates == ("子",)
    assert after(home("世帯主:M", "妻", "妻の母"), "妻", "妻の母", parted=True).after == "母"


def test_an_unknown_birth_that_may_be_earlier_or_later_decides_no_order() -> None:
    mates = [*home("世帯主:M", "子:M:1990"), Mate("x", "子", "F", Span(date(1989, 1, 1), date(1991, 12, 31)))]
    assert after(mates, "子:M:1990", "x").after == ""


WORDS = st.sampled_from(
    ["妻", "子", "父", "母", "兄", "妹", "子の妻", "子の子", "妻の母", "同居人", "縁故者", "孫"]
)
PEOPLE = st.lists(st.tuples(WORDS, st.sampled_from(["M", "F", None]), st.integers(1930, 2020)), max_size=7)


@given(PEOPLE, st.data())
def test_any_household_gets_words_that_can_be_read_again_or_a_blank(
    people: list[tuple[str, str | None, int]], data: st.DataObject
) -> None:
    mates = [Mate("0", "世帯主", "M", date(1960, 1, 1))]
    mates += [
        Mate(str(number), word, SEX.get(word.rpartition("の")[2], sex), date(year, 1, 1))
        for number, (word, sex, year) in enumerate(people, 1)
    ]
    head = data.draw(st.sampled_from([mate.key for mate in mates]))
    for one in rederive(mates, head, [mate.key for mate in mates]):
        for word in (one.after, *one.candidates):
            assert word in ("", "同居人", "縁故者") or parse(word) is not None
        assert bool(one.after) != bool(one.why)
