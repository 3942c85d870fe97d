"""証明書の通数は幅で、手数料は分かる分だけを足す。分からないものは、分からないと言う。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.catalogue.schema import CERTIFICATES, SYSTEMS
from madoguchi.domain.conditions import ParameterOperand
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.procedures import Certificate, Fee
from madoguchi.guide import copies, fees, windows
from tests.guide.conftest import ON, line

KOSEKI = "koseki_death"
STAMP = Parameter("stamp", "印紙", "int", (ParameterValue(800, date(2020, 4, 1)),), chosen_by="on")
PARAMETERS = {"stamp": STAMP, "local": Parameter("local", "条例", "int", ())}


def body(name: str, *certificates: Certificate, charged: tuple[Fee, ...] = (), **more: Any) -> Line:
    made = line(name, name, "", "相続人", **more)
    return replace(made, procedure=replace(made.procedure, certificates=certificates, fees=charged))


def counted(*lines: Line) -> dict[str, str]:
    return {one.kind: one.text for one in copies.bundle(Judgement(lines, (), ON)).copies}


@pytest.mark.parametrize(
    ("uses", "text"),
    [
        ([("yes", 1)], "1通"),
        ([("yes", 1), ("yes", 1)], "1通"),
        ([("no", 1), ("no", 2)], "3通"),
        ([("varies", 1), ("varies", 1)], "1〜2通"),
        ([("no", 1), ("varies", 1), ("yes", 1)], "1〜3通"),
        ([("yes", 2), ("no", 1)], "2〜3通"),
    ],
)
def test_returned_papers_are_shared_and_kept_ones_are_added(uses: list[tuple[str, int]], text: str) -> None:
    lines = [body(f"b{n}", Certificate(KOSEKI, number, back)) for n, (back, number) in enumerate(uses)]
    assert counted(*lines) == {KOSEKI: text}


def test_what_the_city_sees_for_itself_is_not_fetched() -> None:
    lines = (
        body("a", Certificate("juminhyo", 0, "yes", "city_record")),
        body("b", Certificate("income", 1, "yes", "city_record")),
    )
    made = copies.bundle(Judgement(lines, (), ON))
    assert made.copies == ()
    assert made.seen_by_city == ("住民票", "所得の証明")


def test_undecided_lines_only_add_what_there_would_be() -> None:
    made = copies.bundle(Judgement((
        body("a", Certificate(KOSEKI, 1, "no")), body("b", Certificate(KOSEKI, 2, "no"), result="unknown"),
        body("c", Certificate("inkan", 1, "no"), result="unknown"), body("d", Certificate(KOSEKI), result="not_needed"),
        body("e", Certificate(KOSEKI), audience="staff"),
    ), (), ON))  # fmt: skip
    assert [(one.kind, one.least, one.most, one.perhaps, one.text) for one in made.copies] == [
        (KOSEKI, 1, 1, 2, "1通"), ("inkan", 0, 0, 1, "当てはまれば1通"),
    ]  # fmt: skip


def test_the_whole_set_of_registers_also_shows_the_death() -> None:
    lines = (body("a", Certificate(KOSEKI, 1)), body("b", Certificate("koseki_full", 1, "yes", "heir_list")))
    assert counted(*lines) == {"koseki_full": "1組", KOSEKI: "1通まで"}
    made = copies.bundle(Judgement(lines, (), ON))
    assert (made.heir_list, made.wide_area) == (True, False)
    perhaps = body("c", Certificate("koseki_full", 1, "yes", "heir_list"), result="unknown")
    assert counted(lines[0], perhaps)[KOSEKI] == "1通"


def test_each_line_says_what_becomes_of_its_paper() -> None:
    heir = Certificate(KOSEKI, 1, "varies", "heir_list")
    assert copies.of_line(body("a", Certificate("inkan", 2, "no"), heir)) == (
        "印鑑証明 2通（戻りません）、戸籍（亡くなったこと） 1通（返すかは相手によります）。戸籍は法定相続情報でも足ります"
    )
    assert copies.of_line(body("a", Certificate("juminhyo", 0, "yes", "city_record"))) == (
        "住民票は市の記録で確かめるので要りません"
    )
    assert copies.of_line(body("a")) == ""


def test_every_certificate_and_system_of_the_catalogue_has_a_name() -> None:
    assert set(copies.LABELS) == set(CERTIFICATES)
    assert set(windows.SYSTEMS) == set(SYSTEMS)


def priced(*charged: Fee, **more: Any) -> fees.Total:
    return fees.total(Judgement((body("a", charged=charged, **more),), (), ON), PARAMETERS, ON)


def test_known_amounts_are_added_by_kind_and_unknown_ones_are_named() -> None:
    made = priced(
        Fee("手数料", 300), Fee("手数料2", 200), Fee("印紙", ParameterOperand("stamp"), None, "revenue_stamp"),
        Fee("使用料", None), Fee("条例の手数料", ParameterOperand("local")), Fee("戸籍", 450, "1通"), Fee("無料", 0),
    )  # fmt: skip
    assert made.sums == {"fee": 500, "revenue_stamp": 800}
    assert [one.label for one in made.unknown] == ["使用料", "条例の手数料"]
    assert [(one.label, one.text) for one in made.each] == [("戸籍", "1通 450円")]
    assert [one.text for one in made.unknown] == ["金額は窓口でおたずねください"] * 2


def test_only_what_is_needed_is_charged() -> None:
    assert priced(Fee("手数料", 300), result="unknown").prices == ()
    assert priced(Fee("手数料", 300), audience="staff").prices == ()


def test_an_amount_that_has_run_out_is_refused_and_not_guessed() -> None:
    charged = (Fee("印紙", ParameterOperand("stamp")),)
    with pytest.raises(Fault, match="stamp"):
        fees.of_line(body("a", charged=charged), PARAMETERS, date(2019, 4, 1))
