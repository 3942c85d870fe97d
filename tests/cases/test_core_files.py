"""基幹システムへ渡すファイル：順に、一度だけ、結果を読み、二人めが確かめ、理由を書いて渡し直す。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.audit.models import AuditEntry
from madoguchi.audit.queries import verify
from madoguchi.cases import actions, core_files, receiving
from madoguchi.cases.core_profiles import CoreProfile, profile, read
from madoguchi.cases.core_results import Result, ResultFaults, read_results
from madoguchi.cases.models import CoreFileRow
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.cases.desks import at_counter, at_tax, received

RESIDENT, NHI = "d_inu@P1", "d_kouki_sousaihi@P1"
RAW: dict[str, Any] = {
    "name": "試し", "encoding": "cp932", "newline": "\r\n",
    "columns": [{"header": "受付番号", "value": "receipt"}, {"header": "個人ｺｰﾄﾞ", "value": "person"},
                {"header": "事由", "value": "code"}, {"header": "受付年月日", "value": "received_on"}],
    "result": {"receipt": "受付番号", "state": "処理結果", "message": "内容", "done": "済", "error": "エラー"},
    "files": [
        {"id": "resident", "name": "住民記録", "file": "A.CSV", "procedures": {"d_inu": "11"}},
        {"id": "nhi", "name": "国民健康保険", "file": "B.CSV", "procedures": {"d_kouki_sousaihi": "54"}},
    ],
}  # fmt: skip


@pytest.fixture
def kasumi() -> CoreProfile:
    """二つの組の書式。"""
    return read("test", RAW)


@pytest.fixture
def case(listed: actions.Done) -> int:
    """二つの行を受け付けた件。国保の行を先に受け付けた。"""
    received(listed.case_id, NHI)
    received(listed.case_id, RESIDENT)
    return listed.case_id


def actor(name: str = "0101", minutes: int = 0) -> Any:
    """操作する職員。"""
    return at_counter(0, minutes=minutes, login=name).actor


def give(kasumi: CoreProfile, entry: str = "resident") -> str:
    """渡す。"""
    return core_files.give(actor(), kasumi, kasumi.entry(entry))


def done(number: str, receipt: str = "8-1120-001-02", *, ok: bool = True) -> None:
    """結果が返ってきた。"""
    core_files.put_results(actor(), number, [Result(2, receipt, ok, "" if ok else "世帯番号がありません")])


def test_a_file_holds_keys_and_codes_only(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    assert number == "K-20261120-01"
    text = core_files.content(number, kasumi).decode("cp932")
    assert text == "受付番号,個人ｺｰﾄﾞ,事由,受付年月日\r\n8-1120-001-02,P1,11,20261120\r\n"


def test_a_line_is_given_once(case: int, kasumi: CoreProfile) -> None:
    give(kasumi)
    with pytest.raises(Fault, match="渡せる行がありません"):
        give(kasumi)
    assert CoreFileRow.objects.count() == 1


def test_health_insurance_waits_until_the_register_is_entered(case: int, kasumi: CoreProfile) -> None:
    nhi = kasumi.entry("nhi")
    with pytest.raises(Fault, match="渡せる行がありません"):
        give(kasumi, "nhi")
    assert core_files.waiting_for(kasumi, nhi) == (("8-1120-001-01", "住民記録"),)
    number = give(kasumi)
    done(number, ok=False)
    assert core_files.waiting_for(kasumi, nhi) == (("8-1120-001-01", "住民記録"),)
    done(number)
    assert core_files.waiting_for(kasumi, nhi) == ()
    assert "8-1120-001-01" in core_files.content(give(kasumi, "nhi"), kasumi).decode("cp932")


@pytest.mark.parametrize("settled", ["completed", "declined"])
def test_a_register_entered_by_hand_or_not_wanted_does_not_hold_the_next(
    listed: actions.Done, kasumi: CoreProfile, settled: str
) -> None:
    case = listed.case_id
    received(case, NHI)
    if settled == "completed":
        received(case, RESIDENT)
        receiving.complete(at_tax(case), RESIDENT, "手で入れた")
    else:
        receiving.decline(at_counter(case), RESIDENT, "持っていない")
    assert core_files.waiting_for(kasumi, kasumi.entry("nhi")) == ()


def test_a_line_that_was_not_received_is_not_given(listed: actions.Done, kasumi: CoreProfile) -> None:
    receiving.hold(at_counter(listed.case_id), RESIDENT, "tax", ("鑑札",))
    with pytest.raises(Fault, match="渡せる行がありません"):
        give(kasumi)


def test_results_are_read_back_with_their_words(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    raw = "受付番号,処理結果,内容\r\n8-1120-001-02,エラー,世帯番号がありません\r\n".encode("cp932")
    counts = core_files.put_results(actor(), number, read_results(raw, kasumi))
    assert counts == {"done": 0, "error": 1, "given": 0}
    row = core_files.rows(number)[0]
    assert (row.state, row.message) == ("error", "世帯番号がありません")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("受付番号,処理結果,内容\n8-1120-001-02,OK,\n", "2行め: 結果「OK」は、済でもエラーでもありません"),
        ("受付番号,処理結果,内容\n8-1120-001-02,済,\n8-1120-001-02,済,\n", "3行め: 受付番号 8-1120-001-02 が二度あります"),
        ("受付番号,処理結果\n8-1120-001-02,済\n", "要る欄がありません"),
    ],
)  # fmt: skip
def test_a_wrong_result_file_is_told_line_by_line(kasumi: CoreProfile, text: str, told: str) -> None:
    with pytest.raises(Fault, match=told):
        read_results(text.encode("cp932"), kasumi)


def test_unreadable_bytes_are_told_by_line(kasumi: CoreProfile) -> None:
    with pytest.raises(Fault, match="2行めに、cp932 で読めないバイト"):
        read_results("受付番号,処理結果,内容\n".encode("cp932") + b"\x81\n", kasumi)


def test_one_wrong_row_writes_nothing(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    results = [Result(2, "8-1120-001-02", True, ""), Result(3, "8-1120-009-01", True, "")]
    with pytest.raises(ResultFaults, match="3行め: 受付番号 8-1120-009-01 は、このファイルで渡していません"):
        core_files.put_results(actor(), number, results)
    assert core_files.rows(number)[0].state == "given"


def test_what_is_done_does_not_turn_into_an_error(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    done(number)
    done(number)
    with pytest.raises(ResultFaults, match="もう済になっています"):
        done(number, ok=False)


def test_a_second_person_checks_the_entry(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    with pytest.raises(Fault, match="確かめる行がありません"):
        core_files.check(actor("0202"), number)
    done(number)
    with pytest.raises(Fault, match="自分では確かめられません"):
        core_files.check(actor("0101"), number)
    assert core_files.check(actor("0202"), number) == 1
    assert core_files.rows(number)[0].checked_by == "0202"


def test_a_row_is_given_again_with_a_reason(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    done(number, ok=False)
    with pytest.raises(Fault, match="理由がありません"):
        core_files.give_again(actor(), number, ["8-1120-001-02"], kasumi, " ")
    again = core_files.give_again(actor(), number, ["8-1120-001-02"], kasumi, "世帯番号を直した")
    assert again == "K-20261120-02"
    assert core_files.content(again, kasumi) == core_files.content(number, kasumi)
    assert [row.superseded for row in core_files.rows(number)] == [True]
    with pytest.raises(ResultFaults, match="渡し直しています"):
        done(number)
    done(again)
    with pytest.raises(Fault, match="渡し直せない行"):
        core_files.give_again(actor(), again, ["8-1120-001-02"], kasumi, "もう一度")


def test_a_line_that_moved_after_it_was_given_is_marked(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    assert not core_files.rows(number)[0].moved
    receiving.send_back(at_tax(case), RESIDENT, "別の方の鑑札")
    assert core_files.rows(number)[0].moved


def test_every_step_is_on_the_record(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    done(number)
    core_files.check(actor("0202"), number)
    kinds = list(AuditEntry.objects.filter(object_id=number).order_by("seq").values_list("action", flat=True))
    assert kinds == ["core_file.give", "core_file.result", "core_file.check"]
    assert verify().breaks == ()


def test_another_town_has_no_such_file(case: int, kasumi: CoreProfile) -> None:
    number = give(kasumi)
    with scope("990002"), pytest.raises(Fault, match="渡していません"):
        core_files.rows(number)


@pytest.mark.parametrize("value", ["name", "address", "note"])
def test_a_profile_cannot_ask_for_a_name_or_an_address(value: str) -> None:
    with pytest.raises(Fault, match="渡してはならない値"):
        read("x", {**RAW, "columns": [{"header": "氏名", "value": value}]})


def test_the_shipped_profile_names_procedures_of_the_catalogue() -> None:
    from madoguchi.catalogue import releases  # noqa: PLC0415

    known = {one.id for one in releases.load(None, "990001").definitions.procedures.values()}
    shipped = profile("kasumi")
    assert [one.name for one in shipped.entries] == ["住民記録", "国民健康保険", "児童手当"]
    assert {name for one in shipped.entries for name in one.procedures} <= known
    with pytest.raises(Fault, match="書式がありません"):
        profile("nowhere")
