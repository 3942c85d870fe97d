"""取り込みを断るとき。前の世代はそのまま残り、正しい減り方なら、二人の名で越えられる。"""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.accounts.actions import NewUser
from madoguchi.accounts.identity import confirm_each
from madoguchi.audit import queries as audit
from madoguchi.audit.actions import Actor
from madoguchi.config import clock
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from madoguchi.residents.feeds import refusals
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import CoreRow, LoadRun
from madoguchi.residents.overriding import Override, permit
from tests.residents.feed_files import AOBA, line, sheet, shelf
from tests.support.cast import PASSWORD, hire

FIRST, SECOND = "2026-11-20T06:00+09:00", "2026-11-21T06:00+09:00"


def waste(first: int, last: int) -> bytes:
    """ごみの減免を受ける人たち。"""
    return sheet("waste", *(line("waste", 宛名番号=f"{1000 + n:010d}") for n in range(first, last)))


def held() -> int:
    """いま見える行の数。"""
    with scope(AOBA):
        return CoreRow.objects.filter(gen_to=None).count()


def operators() -> None:
    """運用の担当の二人と、窓口の職員。"""
    for login, role, gyomu in (
        ("sasaki", "operator", "operation"), ("ito", "operator", "operation"), ("clerk", "clerk", "counter"),
    ):  # fmt: skip
        hire(AOBA, NewUser(login, login, "citizen", None, frozenset({role}), frozenset({gyomu})))


def permitted(
    reason: str = "転出の一括の消除を確かめた", by: tuple[str, ...] = ("sasaki", "ito")
) -> Override:
    """二人の許し。"""
    with scope(AOBA):
        actors = [Actor(login, clock.now()) for login in by]
        return permit(reason, confirm_each(actors, [PASSWORD] * len(by), reason))


@pytest.mark.parametrize(("kept", "taken"), [(79, False), (80, True), (97, True), (100, True)])
def test_a_feed_that_lost_too_many_people_is_refused(
    towns: None, tmp_path: Path, kept: int, taken: bool
) -> None:
    """百人なら、二十人までは減ってよい。"""
    load_folder(shelf(tmp_path / "1", FIRST, {"waste": waste(0, 100)}), AOBA)
    report = load_folder(shelf(tmp_path / "2", SECOND, {"waste": waste(0, kept)}), AOBA)
    assert [one.reason for one in report.refused] == ([] if taken else [refusals.LOST])
    assert held() == (kept if taken else 100)


def test_a_big_group_may_lose_three_in_a_hundred(towns: None, tmp_path: Path) -> None:
    """千人なら三十人まで。入れ替わって数が同じでも、いなくなった人を数える。"""
    load_folder(shelf(tmp_path / "1", FIRST, {"waste": waste(0, 1000)}), AOBA)
    report = load_folder(shelf(tmp_path / "2", SECOND, {"waste": waste(31, 1031)}), AOBA)
    assert [one.value for one in report.refused] == ["1000人のうち31人がいなくなります（限度 3%）"]
    assert load_folder(shelf(tmp_path / "3", SECOND, {"waste": waste(30, 1030)}), AOBA).refused == []


def test_a_new_year_that_changes_every_key_is_not_a_loss(towns: None, tmp_path: Path) -> None:
    """年度の替わりで、全員の行の開始日が変わる。"""

    def year(start: str) -> bytes:
        rows = (line("waste", 宛名番号=f"{1000 + n:010d}", 適用開始日=start) for n in range(100))
        return sheet("waste", *rows)

    load_folder(shelf(tmp_path / "1", FIRST, {"waste": year("2025-04-01")}), AOBA)
    assert load_folder(shelf(tmp_path / "2", SECOND, {"waste": year("2026-04-01")}), AOBA).refused == []


@pytest.mark.parametrize("cut", [1, 5])
def test_a_feed_cut_in_its_last_line_is_refused(towns: None, tmp_path: Path, cut: int) -> None:
    """最後の改行がない。"""
    load_folder(shelf(tmp_path / "1", FIRST, {"waste": waste(0, 3)}), AOBA)
    report = load_folder(shelf(tmp_path / "2", SECOND, {"waste": waste(0, 4)[:-cut]}), AOBA)
    assert refusals.CUT_OFF in [one.reason for one in report.refused]
    assert held() == 3


def test_a_feed_with_fewer_lines_than_its_manifest_says_is_refused(towns: None, tmp_path: Path) -> None:
    """行の境で切れても、送り状の数で分かる。"""
    folder = shelf(tmp_path, FIRST, {"waste": waste(0, 3)})
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(
        manifest.replace('"waste.csv"', '{"name": "waste.csv", "rows": 4}'), encoding="utf-8"
    )
    report = load_folder(folder, AOBA)
    assert [(one.reason, one.value) for one in report.refused] == [
        (refusals.ROW_COUNT, "送り状は4行、読めたのは3行")
    ]
    assert held() == 0


def test_two_operators_may_take_in_what_was_refused_and_it_is_written_down(
    towns: None, tmp_path: Path
) -> None:
    """減った理由を確かめた二人の名が、記録に残る。"""
    operators()
    load_folder(shelf(tmp_path / "1", FIRST, {"waste": waste(0, 100)}), AOBA)
    folder = shelf(tmp_path / "2", SECOND, {"waste": waste(0, 10)})
    report = load_folder(folder, AOBA, override=permitted())
    assert (report.refused, held()) == ([], 10)
    assert [one.reason for one in report.noted] == [refusals.LOST]
    with scope(AOBA):
        run = LoadRun.objects.latest("pk")
        assert (run.override, run.overridden_by) == ("転出の一括の消除を確かめた", ["sasaki", "ito"])
        entry = audit.entries("residents.override")[0]
        assert (entry.actor, entry.reason, entry.object_id) == ("sasaki", run.override, str(run.pk))
        assert audit.verify().breaks == ()


def test_an_older_feed_can_be_taken_in_by_two(towns: None, tmp_path: Path) -> None:
    """壊れた世代から、きのうの出力に戻すとき。"""
    operators()
    load_folder(shelf(tmp_path / "2", SECOND, {"waste": waste(0, 5)}), AOBA)
    older = shelf(tmp_path / "1", FIRST, {"waste": waste(0, 4)})
    assert [one.reason for one in load_folder(older, AOBA).refused] == [refusals.OLDER]
    assert load_folder(older, AOBA, override=permitted()).refused == []
    assert held() == 4


@pytest.mark.parametrize(
    ("reason", "by", "said"),
    [
        ("", ("sasaki", "ito"), "越える理由"),
        ("確かめた", ("sasaki", "sasaki"), "別の二人"),
        ("確かめた", ("sasaki",), "別の二人"),
        ("確かめた", ("sasaki", "clerk"), "越えられません"),
        ("確かめた", ("sasaki", "nobody"), "パスワードが違います"),
    ],
)
def test_an_override_needs_a_reason_and_two_operators(
    towns: None, reason: str, by: tuple[str, ...], said: str
) -> None:
    """同じ人を二度書いても、窓口の職員でも、越えられない。"""
    operators()
    with pytest.raises(Fault, match=said):
        permitted(reason, by)


def test_what_cannot_be_trusted_cannot_be_overridden(towns: None, tmp_path: Path) -> None:
    """重なった鍵は、どちらが正しいか分からない。"""
    operators()
    row = line("waste", 宛名番号="0000001000")
    folder = shelf(tmp_path, FIRST, {"waste": sheet("waste", row, row)})
    report = load_folder(folder, AOBA, override=permitted())
    assert [one.reason for one in report.refused] == [refusals.DUPLICATE_KEY]
    assert held() == 0


def test_a_refused_load_leaves_no_row_behind(towns: None, tmp_path: Path) -> None:
    """置いた行は取り下げる。断った所は、あとから見られる。"""
    row = line("waste", 宛名番号="0000001000")
    load_folder(shelf(tmp_path, FIRST, {"waste": sheet("waste", row, row)}), AOBA)
    with scope(AOBA):
        assert not CoreRow.objects.exists()
        assert LoadRun.objects.get().state == LoadRun.REFUSED
