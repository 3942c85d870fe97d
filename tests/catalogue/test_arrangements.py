"""順序・選択・手数料・窓口の書き誤りは、その行で見つかる。正しく書けば、定義と自治体の値になる。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from madoguchi.catalogue.checks import Asked, check
from madoguchi.catalogue.profiles import open_days
from madoguchi.catalogue.releases import load
from madoguchi.domain.conditions import ParameterOperand
from madoguchi.domain.procedures import Certificate, Fee, Link

Edit = Callable[[str, str, str], Path]
ASKED = Asked(date(2026, 11, 24), mutate=False)
DOG = "national/procedures/death/d_inu.yaml"
NHI = "national/procedures/death/d_kokuho.yaml"
LOCAL = "municipalities/990001-aoba"
WINDOWS = """\
- id: honcho
  name: 市民課の窓口
  place: 本庁舎1階
  main: true
  consults: true
  systems: [juki_net, koseki]
  departments: [citizen, insurance]
  hours:
    - {days: 月火水木金, opens: '8:30', closes: '17:15', to: 2026-12-01}
    - {days: 月火水木金, opens: '9:00', closes: '16:30', from: 2026-12-01}
- id: nichiyo
  name: 日曜の窓口
  place: 本庁舎1階
  systems: [koseki]
  departments: [citizen]
  closed_on_holidays: false
  hours:
    - {days: 日, weeks: [2, 4], opens: '9:00', closes: '12:00'}
"""


def added(root: Path, relative: str, text: str) -> Path:
    """棚の書類の終わりに足す。"""
    path = root / relative
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("after: [{procedure: d_kokuhoo, why: 先に}]\n", "「d_kokuhoo」その id の手続きはありません。 d_kokuho の誤りではありませんか。"),
        ("after: [{procedure: d_inu, why: 先に}]\n", "自分自身を指しています。"),
        ("alternatives: [{procedure: d_kokuho, rule: excludes, text: 選ぶ}]\n", "相手の側に、対になる決まりがありません。 d_kokuho の alternatives に procedure: d_inu、rule: excluded_by を書いてください。"),
        ("fees: [{label: 登録の手数料, yen: null, parameter: inu_yen}]\n", "「inu_yen」その id の値はありません。"),
        ("fees: [{label: 登録の手数料, yen: 300, parameter: elder_age}]\n", "金額が二つ書かれています。"),
        ("needs: [juki]\n", "「juki」選べる語ではありません。"),
        ("certificates: [{kind: juminhyo, copies: -1}]\n", "0 より小さい数です。"),
        ("not_before: move\n", "「move」選べる語ではありません。"),
        ("same_as: d_neko\n", "「d_neko」まとめる相手の手続きがありません。"),
        ("same_as: d_kokuho\n", "「d_kokuho」d_kokuho とは per が違うので、まとまりません。"),
    ],
)  # fmt: skip
def test_a_wrong_arrangement_is_found_at_its_line(mini: Path, text: str, reason: str) -> None:
    lines = (mini / DOG).read_text(encoding="utf-8").count("\n")
    found = [fault for fault in check(added(mini, DOG, text), ASKED) if (fault.file or "").endswith(DOG)]
    assert [fault.line for fault in found] == [lines + 1]
    assert reason in str(found[0])


def test_an_order_that_turns_back_on_itself_is_refused_with_its_way(mini: Path) -> None:
    added(mini, DOG, "after: [{procedure: d_kokuho, why: 先に}]\n")
    added(mini, NHI, "after: [{procedure: d_inu, why: 先に}]\n")
    said = {fault.value for fault in check(mini, ASKED)}
    assert said == {"d_inu → d_kokuho → d_inu", "d_kokuho → d_inu → d_kokuho"}


def test_a_family_line_must_not_wait_for_a_line_that_only_staff_see(edit: Edit) -> None:
    root = edit(NHI, "per: subject\n", "per: subject\naudience: staff\n")
    added(root, DOG, "after: [{procedure: d_kokuho, why: 先に}]\n")
    assert [fault.reason for fault in check(root, ASKED)] == [
        "職員だけの手続きを、家族に見せる手続きが指しています。"
    ]


def test_what_is_written_becomes_the_procedure(mini: Path) -> None:
    added(mini, NHI, "after: [{procedure: d_inu, why: 犬が先}]\nlead_time: 取り寄せに2週間\nneeds: [koseki]\n"
          "alternatives: [{procedure: d_inu, rule: choose_one, text: どちらか}]\nnot_before: event\n"
          "fees:\n  - {label: 印紙, yen: 800, per: お一人, kind: revenue_stamp}\n  - {label: 条例, yen: 要設定}\n"
          "  - {label: 値から, yen: null, parameter: elder_age}\ncertificates: [{kind: juminhyo, copies: 2, returned: 'no'}]\n")  # fmt: skip
    added(mini, DOG, "alternatives: [{procedure: d_kokuho, rule: choose_one, text: どちらか}]\n")
    assert check(mini, ASKED) == []
    made = load(mini).definitions.procedures["d_kokuho"]
    assert made.links == (Link("d_inu", "after", "犬が先"), Link("d_inu", "choose_one", "どちらか"))
    assert (made.needs, made.not_before, made.lead_time) == (("koseki",), "event", "取り寄せに2週間")
    assert made.fees == (
        Fee("印紙", 800, "お一人", "revenue_stamp"),
        Fee("条例", None),
        Fee("値から", ParameterOperand("elder_age")),
    )
    assert made.certificates == (Certificate("juminhyo", 2, "no"),)


@pytest.mark.parametrize(
    ("day", "window", "opens"),
    [
        (date(2026, 11, 24), "honcho", "8:30"),
        (date(2026, 12, 1), "honcho", "9:00"),
        (date(2026, 11, 25), "honcho", None),  # 庁舎の点検
        (date(2026, 11, 23), "honcho", None),  # 祝日
        (date(2026, 11, 22), "nichiyo", "9:00"),
        (date(2026, 11, 15), "nichiyo", None),
        (date(2026, 11, 8), "nichiyo", "9:00"),
    ],
)
def test_a_window_knows_its_days_and_hours(mini: Path, day: date, window: str, opens: str | None) -> None:
    (mini / LOCAL / "windows.yaml").write_text(WINDOWS, encoding="utf-8")
    assert check(mini, ASKED) == []
    city = load(mini, "990001").municipality
    assert city is not None
    closed = open_days(city.closing_days).closed
    found = {one.id: one for one in city.windows}[window].open_on(day, closed)
    assert (found.opens if found else None) == opens


def test_a_window_cannot_serve_a_department_that_is_not_there(mini: Path) -> None:
    text = WINDOWS.replace("[citizen, insurance]", "[citizen, insurence]").replace(
        "id: nichiyo", "id: honcho"
    )
    (mini / LOCAL / "windows.yaml").write_text(text, encoding="utf-8")
    assert [(fault.line, fault.reason) for fault in check(mini, ASKED)] == [
        (7, "その id の課はありません。"), (11, "同じ id の窓口が二つあります。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "served"),
    [
        ("consults: true", "consults: true", True),
        ("consults: true", "consults: false", False),
        ("[juki_net, koseki]", "[juki_net]", False),
        ("[citizen, insurance]", "[citizen]", False),
    ],
)
def test_every_procedure_of_the_counter_has_a_window(mini: Path, old: str, new: str, served: bool) -> None:
    added(mini, NHI, "channel: consult\nneeds: [koseki]\n")
    (mini / LOCAL / "windows.yaml").write_text(WINDOWS.replace(old, new), encoding="utf-8")
    found = [(fault.value, fault.reason) for fault in check(mini, ASKED)]
    assert found == ([] if served else [("d_kokuho", "受けられる窓口がありません。")])
