"""来た人が出せるか、の表。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Claimant
from madoguchi.domain.visits import Visitor, may_file

ANYONE = Claimant("どなたでも", "どなたでも", messenger=True)
MOURNER = Claimant("葬祭を行った方", "喪主", ("mourner",), proxy_allowed=True, papers=("委任状",))
HEIR = Claimant("相続人", "相続人", ("heir",), proxy_allowed=True, papers=("委任状",))
FAMILY = Claimant("同じ世帯の方", "同じ世帯", ("same_household",))

CASES: list[tuple[Claimant, Visitor, str]] = [
    (ANYONE, Visitor("messenger"), "yes"),
    (MOURNER, Visitor("messenger"), "no"),
    (MOURNER, Visitor("relative", "child", frozenset({"mourner"})), "yes"),
    (MOURNER, Visitor("relative", "child"), "with_papers"),
    (MOURNER, Visitor("proxy", papers=frozenset({"委任状"})), "yes"),
    (HEIR, Visitor("relative", "child"), "ask"),
    (HEIR, Visitor("relative", "child", frozenset({"heir"})), "yes"),
    (HEIR, Visitor("proxy"), "with_papers"),
    (FAMILY, Visitor("same_household", "spouse"), "yes"),
    (FAMILY, Visitor("relative", "child"), "no"),
]


@pytest.mark.parametrize(("claimant", "visitor", "state"), CASES)
def test_who_may_file(claimant: Claimant, visitor: Visitor, state: str) -> None:
    assert may_file(claimant, visitor).state == state


def test_a_refusal_names_who_should_come_and_a_proxy_the_paper() -> None:
    assert may_file(MOURNER, Visitor("messenger")).need == ("葬祭を行った方",)
    assert may_file(MOURNER, Visitor("proxy")).need == ("委任状",)


def test_a_fault_reads_as_one_line_with_its_place() -> None:
    fault: Any = Fault(
        "列がありません。", file="a.csv", line=1, value="birth", remedy="見出しを直してください。"
    )
    assert str(fault) == "a.csv:1: 「birth」列がありません。 見出しを直してください。"
    assert str(Fault("だめです。").at("b.csv", 2, 3)) == "b.csv:2:3: だめです。"
