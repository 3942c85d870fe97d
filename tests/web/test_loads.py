"""取り込みの予定と照らし合わせの画面。運用の担当と係長だけが開ける。"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from madoguchi.accounts.actions import NewUser
from madoguchi.municipalities.scope import scope
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import LoadRun, UnmatchedRecord
from tests.residents.feed_files import line, sheet, shelf
from tests.support.cast import AOBA, MOMIJI, hire, signed_in

KEY = "0001000012"


def client(role: str, gyomu: str, town: str = AOBA) -> Client:
    """その役割の職員の端末。"""
    return signed_in(hire(town, NewUser(role, role, "citizen", None, frozenset({role}), frozenset({gyomu}))))


@pytest.fixture
def operator(towns: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """運用の担当。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-22")
    return client("operator", "operation")


def dogs(folder: Path, as_of: str, *rows: str) -> None:
    """犬の出力を取り込む。"""
    load_folder(shelf(folder, as_of, {"dog": sheet("dog", *rows)}), AOBA)


def text(one: Client, url: str) -> str:
    """画面の字。"""
    return one.get(url).content.decode()


def test_the_schedule_says_what_came_when_and_what_is_too_old(operator: Client, tmp_path: Path) -> None:
    """届いた時点、限度、届いていない組。"""
    dogs(tmp_path, "2026-11-22T06:00+09:00", line("dog", 宛名番号=KEY, 登録番号="1"))
    page = text(operator, "/loads")
    assert "11月22日 6時00分" in page
    assert "限度を過ぎた記録はありません。" in page
    assert page.count("届いていない") > 20


def test_beyond_the_limit_a_group_is_called_old(
    operator: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """辞書の日数を過ぎたら。"""
    dogs(tmp_path, "2026-11-22T06:00+09:00", line("dog", 宛名番号=KEY, 登録番号="1"))
    monkeypatch.setenv("MADOGUCHI_TODAY", "2027-11-22")
    assert "古い（窓口でたずねる）" in text(operator, "/loads")


def test_refused_places_are_listed_and_given_as_a_sheet(operator: Client, tmp_path: Path) -> None:
    """行・欄・値・理由・直し方。"""
    dogs(tmp_path, "2026-11-22T06:00+09:00", line("dog", 宛名番号=KEY, 登録番号="1", 予防注射済年度="去年"))
    with scope(AOBA):
        run = LoadRun.objects.get().pk
    page = text(operator, f"/loads/{run}")
    for told in ("予防注射済年度", "去年", "整数ではありません。", "数字だけにしてください。"):
        assert told in page
    book = load_workbook(io.BytesIO(operator.get(f"/loads/{run}/findings.xlsx").content))
    assert [cell.value for cell in book.active[2]][:5] == ["断った", "dog.csv", 2, "予防注射済年度", "去年"]


def test_a_refused_address_is_not_kept_for_the_page(operator: Client, tmp_path: Path) -> None:
    """守られる人のものかもしれない住所は、残さない。"""
    row = line("resident", 宛名番号=KEY, 履歴番号="1", 住民状態="住民", 住所="かくれざと町@")
    raw = sheet("resident", row).replace(b"@", b"\xff")
    load_folder(shelf(tmp_path, "2026-11-22T06:00+09:00", {"resident": raw}), AOBA)
    with scope(AOBA):
        run = LoadRun.objects.get().pk
    page = text(operator, f"/loads/{run}")
    assert "この文字コードで読めないバイトがあります。" in page
    assert "かくれざと" not in page


def test_another_town_sees_nothing_of_it(operator: Client, tmp_path: Path) -> None:
    """もみじ市の運用の担当。"""
    dogs(tmp_path, "2026-11-22T06:00+09:00", line("dog", 宛名番号=KEY, 登録番号="1", 予防注射済年度="去年"))
    with scope(AOBA):
        run = LoadRun.objects.get().pk
    assert client("operator", "operation", MOMIJI).get(f"/loads/{run}").status_code == 400


@pytest.mark.parametrize(("role", "gyomu"), [("clerk", "counter"), ("chief", "counter")])
def test_a_counter_clerk_may_not_open_the_schedule(towns: None, role: str, gyomu: str) -> None:
    """断った行には、住民の値がある。"""
    assert client(role, gyomu).get("/loads").status_code == 403


def test_the_chief_decides_whose_water_it_is(operator: Client, tmp_path: Path) -> None:
    """名の合う人を見て、一人をえらぶ。えらばなければ決まらない。"""
    who = {"履歴番号": "1", "世帯番号": "9", "住民状態": "住民", "氏名": "佐藤　松雄"}
    person = line("resident", 宛名番号=KEY, 町名="かくれざと町一丁目", **who)
    head, row = sheet("water", line("water", お客様番号="W1", 使用者="1")).decode().splitlines()
    water = f"{head},使用者氏名,使用場所\n{row},佐藤　松雄,かくれざと町一丁目2番\n".encode()
    load_folder(
        shelf(tmp_path, "2026-11-22T06:00+09:00", {"resident": sheet("resident", person), "water": water}),
        AOBA,
    )
    assert "照らし合わせの画面" in text(operator, "/loads")
    chief = client("chief", "counter")
    assert KEY in text(chief, "/matches")
    assert "かくれざと" not in text(chief, "/matches")
    with scope(AOBA):
        record = UnmatchedRecord.objects.get().pk
    assert chief.post("/matches", {"record": record}).status_code == 400
    assert chief.post("/matches", {"record": record, "subject": KEY}).status_code == 302
    with scope(AOBA):
        decided = UnmatchedRecord.objects.get()
        assert (decided.state, decided.subject_key, decided.decided_by) == ("matched", KEY, "chief")
    assert "待っている行はありません。" in text(chief, "/matches")
    assert client("clerk", "counter").get("/matches").status_code == 403
