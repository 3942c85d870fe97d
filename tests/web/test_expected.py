"""来庁予定の画面。引越しワンストップで届いた人が、来る日の順に出る。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madoguchi.audit import queries as audit
from madoguchi.cases import queries as cases
from madoguchi.municipalities.scope import scope
from madoguchi.residents import queries
from madoguchi.residents.loading import Report, load_folder
from tests.support.cast import AOBA, signed_in

HEAD = "団体コード,受付番号,手続,来庁予定日,異動予定日,氏名,フリガナ,生年月日,人数,宛名番号"
ROWS = (
    "990001,0001000012,転入,2026-11-24,2026-11-20,青木　翔,アオキ　ショウ,1990-04-01,3,",
    "990001,12,転出,2026-11-22,2026-11-30,佐藤　松夫,サトウ　マツオ,1941-06-15,1,0001000039",
    "990001,13,転入,2027-01-10,2027-01-09,遠田　先,トオダ　サキ,1980-01-01,1,",
)


def deliver(folder: Path, as_of: str, *rows: str) -> Report:
    """予定の一覧を取り込む。"""
    folder.mkdir(parents=True)
    (folder / "pre_notice.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    manifest = {"municipality": AOBA, "as_of": as_of, "feeds": "onestop", "files": ["pre_notice.csv"]}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return load_folder(folder, AOBA)


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """予定の届いた日。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-22")


def test_the_expected_stand_in_the_order_of_their_day(sato, tmp_path: Path) -> None:
    """きょうの人が先。二週間より先の人は、まだ出ない。"""
    assert deliver(tmp_path / "1", "2026-11-22T06:00+09:00", *ROWS).refused == []
    page = signed_in(sato).get("/expected").content.decode()
    assert page.index("佐藤　松夫") < page.index("青木　翔")
    assert "遠田" not in page
    assert "きょう" in page
    with scope(AOBA):
        assert audit.entries("counter.expected")[0].persons == ("0001000039",)


def test_a_visit_that_is_done_or_withdrawn_goes(sato, tmp_path: Path) -> None:
    """全件の出力から消えた予定。みんな消えても、減りすぎとはしない。"""
    deliver(tmp_path / "1", "2026-11-22T06:00+09:00", *ROWS)
    assert deliver(tmp_path / "2", "2026-11-22T12:00+09:00").removed == 3
    assert "予定はありません。" in signed_in(sato).get("/expected").content.decode()


def test_what_people_wrote_is_never_taken_for_a_record(sato, tmp_path: Path) -> None:
    """受付番号が、だれかの宛名番号と同じ数字でも。"""
    deliver(tmp_path / "1", "2026-11-22T06:00+09:00", *ROWS)
    with scope(AOBA):
        assert queries.search("青木") == []
        assert queries.display("0001000012").fields == {"resident.atena_no": "0001000012"}


def test_a_broken_notice_is_told_and_left_out(sato, tmp_path: Path) -> None:
    """読めない日付の人は、日を推し量らない。"""
    report = deliver(tmp_path / "1", "2026-11-22T06:00+09:00", ROWS[1].replace("2026-11-22", "あした"))
    assert [(one.column, one.value) for one in report.refused] == [("来庁予定日", "あした")]
    assert "佐藤　松夫" not in signed_in(sato).get("/expected").content.decode()


def test_only_those_who_may_search_open_it(takahashi) -> None:
    """税務課の職員。"""
    assert signed_in(takahashi).get("/expected").status_code == 403


def test_a_move_in_is_copied_and_nothing_is_kept_until_the_clerk_opens(sato, tmp_path: Path) -> None:
    """転入は届の画面へ。開くまでは、件も、だれのことも残らない。"""
    deliver(tmp_path / "1", "2026-11-22T06:00+09:00", *ROWS)
    clerk = signed_in(sato)
    assert "届に写す" in clerk.get("/expected").content.decode()
    page = clerk.post("/arrival", {"expected": "0001000012"}).content.decode()
    assert 'value="青木　翔"' in page
    assert 'value="H2.4.1"' in page
    assert page.count("人めの氏名") == 3
    assert "来庁予定から写しました" in page
    assert 'name="event_on" value="令和8年11月20日"' in page
    with scope(AOBA):
        assert cases.kept_cases("moving_in", "青木") == ()
    form = {
        "p-rows": "1", "p0-name": "青木　翔", "p0-birth": "H2.4.1", "p0-relation": "世帯主", "came": "0", "certificate": "card",
        "prev_place": "other_pref", "standing": "self", "identity": "licence", "event_on": "8.11.20", "event": "moving_in",
        "once": "one",
    }  # fmt: skip
    assert clerk.post("/arrival/open", form).status_code == 302
    assert "件 8-1122-001" in clerk.get("/expected").content.decode()


def test_a_move_out_opens_the_search_with_its_event_and_day(sato, tmp_path: Path) -> None:
    """転出は、できごとと日の入ったさがす画面へ。"""
    deliver(tmp_path / "1", "2026-11-22T06:00+09:00", *ROWS)
    clerk = signed_in(sato)
    page = clerk.get("/expected").content.decode()
    assert 'name="event" value="moving_out"' in page
    sent = {
        "text": "0001000039",
        "event": "moving_out",
        "subject_key": "0001000039",
        "event_on": "令和8年11月30日",
    }
    page = clerk.post("/", sent).content.decode()
    assert "引っ越す方をさがす" in page
    assert 'value="令和8年11月30日"' in page


def test_a_notice_that_is_gone_is_told(sato, tmp_path: Path) -> None:
    """取り下げられた予定は、写さない。"""
    deliver(tmp_path / "1", "2026-11-22T06:00+09:00", *ROWS)
    assert "もうありません" in signed_in(sato).post("/arrival", {"expected": "999"}).content.decode()
