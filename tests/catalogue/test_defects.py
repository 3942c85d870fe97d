"""棚のどの欠けも、ファイル・行・書かれた文字・理由・直し方を言う一文になる。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from madoguchi.catalogue.checks import Asked, check, examine

ASKED = Asked(date(2026, 11, 25))
KOKUHO = "national/procedures/death/d_kokuho.yaml"
INU = "national/procedures/death/d_inu.yaml"
ASK = "national/facts/ask.yaml"
ELDER = "national/conditions/elder.yaml"
MONEY = "national/parameters/insurance.yaml"
LEAF = "    - {is: nhi.insured}"

DEFECTS = [
    # 形
    (KOKUHO, "kind: right", "kynd: right", "6:1: 「kynd」知らない鍵です。 kind の誤りではありませんか。"),
    (KOKUHO, "kind: right", "kind: rigth", "6:1: 「rigth」選べる語ではありません。 right の誤りではありませんか。"),
    (KOKUHO, "topic: insurance\n", "", "1:1: 「topic」鍵 topic がありません。 topic（話題の id）を書いてください。"),
    (KOKUHO, "verified_on: 2026-11-01", "verified_on: 2026-02-30", "14:1: 「2026-02-30」暦にない日です。 月と日を確かめてください。"),
    (KOKUHO, "verified_on: 2026-11-01", "verified_on: R8.11.1", "14:1: 「R8.11.1」日付を書く所です。 2026-11-22 の形で書いてください。"),
    (KOKUHO, "events: [death]", "events: death", "4:1: 「death」並びを書く所です。 「- 」で始まる行か、[ ] で囲んで書いてください。"),
    (KOKUHO, "name: 国保の葬祭費", "name: 58", "2:1: 「58」文字を書く所です。 文字を書いてください。数字だけの文字なら引用符で囲みます。"),
    (KOKUHO, "per: subject", "per: subject\nper: member", "6:1: 「per」同じ鍵が二度書かれています（一つめは 5 行め）。 どちらか一つにしてください。"),
    (KOKUHO, "events: [death]", "events: [death", "5:4: 「per: subject」YAML として読めません。 字下げ、引用符、かっこの対を確かめてください。"),
    (KOKUHO, "id: d_kokuho", "id: d_kokuhou", "1:1: 「d_kokuhou」ファイル名 d_kokuho と違います。 ファイル名と id を同じにしてください。"),
    # 引く名
    (KOKUHO, "events: [death]", "events: [deth]", "4:10: 「deth」その id の出来事はありません。 death の誤りではありませんか。"),
    (KOKUHO, "topic: insurance", "topic: insurence", "3:1: 「insurence」どの出来事にもない話題です。 insurance の誤りではありませんか。"),
    (KOKUHO, "department: insurance", "department: insurrance", "7:1: 「insurrance」その id の課はありません。 insurance の誤りではありませんか。"),
    (KOKUHO, LEAF, "    - {is: nhi.insureds}", "10:8: 「nhi.insureds」辞書にない事実です。 nhi.insured の誤りではありませんか。"),
    (KOKUHO, LEAF, "    - {ref: eldar}", "10:8: 「eldar」その名の条件はありません。 elder の誤りではありませんか。"),
    (ELDER, "elder_age", "elder_ages", "4:13: 「elder_ages」その名の値（パラメータ）はありません。 elder_age の誤りではありませんか。"),
    (ASK, "topic: family\n    question: 葬儀をしましたか。", "topic: famly\n    question: 葬儀をしましたか。", "14:5: 「famly」どの出来事にもない話題です。 family の誤りではありませんか。"),
    ("national/facts/dog.yaml", "key: dog.reg_no", "key: dog.no", "8:1: 「dog.no」辞書にない事実です。 dog.reg_no の誤りではありませんか。"),
    # 条件の型
    (KOKUHO, LEAF, "    - {is: resident.sex}", "10:8: 「is: resident.sex」符号の事実に is は使えません。 eq・in・contains を使ってください。"),
    (KOKUHO, LEAF, "    - {eq: [nhi.insured, true]}", "10:8: 「eq: nhi.insured」真偽の事実に eq は使えません。 is を使ってください。"),
    (KOKUHO, LEAF, "    - {eq: [ask.pension, '01']}", "10:8: 「eq: ask.pension」複数の符号の事実に eq は使えません。 contains を使ってください。"),
    (KOKUHO, LEAF, "    - {contains: [resident.sex, M]}", "10:8: 「contains: resident.sex」符号の事実に contains は使えません。 eq か in を使ってください。"),
    (KOKUHO, LEAF, "    - {lt: [resident.sex, M]}", "10:8: 「lt: resident.sex」符号の事実に lt は使えません。 eq・in・contains を使ってください。"),
    (KOKUHO, LEAF, "    - {eq: [resident.sex, X]}", "10:8: 「X」resident.sex にない符号です。 使える符号は M・F です。"),
    (KOKUHO, LEAF, "    - {lt: [measure.age_law, 六十五]}", "10:8: 「六十五」measure.age_law は整数の事実です。 引用符を付けずに整数を書いてください。"),
    (KOKUHO, LEAF, "    - {lt: [nhi.acquired_on, 2026-02-30]}", "10:8: 「2026-02-30」暦にない日です。 年月日を確かめてください。"),
    (KOKUHO, LEAF, "    - {eq: [resident.relation, {person: subject}]}", "10:8: 「subject」resident.relation は人を指す事実ではありません。 値を書いてください。"),
    (KOKUHO, LEAF, "    - {ge: [nhi.acquired_on, {parameter: elder_age}]}", "10:8: 「elder_age」値 elder_age は整数で、nhi.acquired_on は日付です。 型の合う値を使ってください。"),
    (KOKUHO, LEAF, "    - {eq: [nhi.memo, x]}", "10:8: 「nhi.memo」様式・一覧のための事実で、条件には使えません。 辞書で deciding: true にするか、別の事実を使ってください。"),
    # 条件の組み立て
    (KOKUHO, LEAF, "    - {iz: nhi.insured}", "10:8: 「iz」条件に書けない鍵です。 is の誤りではありませんか。"),
    (KOKUHO, LEAF, "    - {}", "10:7: 「{}」条件が空です。 {is: 事実} などを書いてください。"),
    (KOKUHO, LEAF, "    - {any: []}", "10:8: 「[]」any の中身がありません。 条件を一つ以上並べてください。"),
    (KOKUHO, LEAF, "    - {any: [{all: [{any: [{is: nhi.insured}]}]}]}", "10:22: 「any」組が3段より深くなっています。 内側を conditions/ の名のついた条件にして {ref: …} で引いてください。"),
    (KOKUHO, LEAF, "    - {any_of: others, where: {any_of: members, where: {is: nhi.insured}}}", "10:32: 「any_of」人びとについての条件の中に、人びとについての条件は書けません。 外側の all・any に並べてください。"),
    (KOKUHO, LEAF, "    - {any_of: everybody, where: {is: nhi.insured}}", "10:8: 「everybody」人の範囲の名ではありません。 members・others・movers・persons のどれかです。"),
    (KOKUHO, LEAF, "    - {any_of: others}", "10:8: 「others」where がありません。 where: に、その人の条件を書いてください。"),
    (KOKUHO, LEAF, "    - {count_of: others, where: {is: nhi.insured}}", "10:7: 「」数の比べ方が一つに決まりません。 ge: 1 のように一つだけ書いてください。"),
    (KOKUHO, LEAF, "    - {eq: [dog.kind, shiba]}", "10:8: 「dog.kind」群 dog は何件も記録を持つので、ここでは一件に決まりません。 {any_record: dog, where: …} の中に書いてください。"),
    (KOKUHO, LEAF, "    - {any_record: nhi}", "10:8: 「nhi」何件も記録を持つ群ではありません。 何件もある群は dog です。"),
    (ELDER, "{ge: [measure.age_birthday, {parameter: elder_age}]}", "{all: [{ref: elder}]}", "4:1: 「elder → elder」条件が自分自身に戻っています。 どれか一つの ref を外してください。"),
    (KOKUHO, "    - {is: ask.funeral_held}", "    - {none: [{is: ask.funeral_held}]}", "11:15: 「ask.funeral_held」みなし（はい）が、この手続きを不要にするほうへ働きます。 辞書の presumption を外して聞くようにするか、条件の向きを変えてください。"),
    # 辞書と値
    (ASK, "presumption: true", "presumption: 1", "13:5: 「1」ask.funeral_held は真偽の事実です。 true か false と書いてください。"),
    ("national/facts/nhi.yaml", "id: nhi.acquired_on", "id: kokuho.acquired_on", "16:6: 「kokuho.acquired_on」群 nhi の事実ではありません。 nhi. で始めてください。"),
    (MONEY, "from: 2020-04-01", "from: 2020-05-01", "8:10: 「2020-05-01」期間に隙間があります（一つ前の期間は2020-04-01 の前日まで）。 古い順に並べ、一つ前の to と次の from を同じ日にしてください。"),
    (MONEY, "from: 2020-04-01", "from: 2020-03-01", "8:10: 「2020-03-01」期間が重なっています（一つ前の期間は2020-04-01 の前日まで）。 古い順に並べ、一つ前の to と次の from を同じ日にしてください。"),
    (MONEY, "to: 2020-04-01", "to: null", "8:10: 「2020-04-01」期間が重なっています（一つ前の期間は終わりが書かれていません）。 古い順に並べ、一つ前の to と次の from を同じ日にしてください。"),
    (MONEY, "value: 75", "value: 七十五", "8:38: 「七十五」elder_age は整数の事実です。 引用符を付けずに整数を書いてください。"),
    # 欠けてはならないもの
    (KOKUHO, "basis:\n  - {text: 国民健康保険法58条}", "basis: []", "12:1: 「d_kokuho」根拠がありません。 basis: に条文か要綱の名と条を書いてください。"),
    (KOKUHO, "department: insurance\n", "", "1:1: 「d_kokuho」担当課がありません。 department: に departments.yaml の id を書いてください。"),
    (KOKUHO, "verified_in: 国民健康保険法58条\n", "", "14:1: 「2026-11-01」何を読んで確かめたかがありません。 verified_in: に読んだ条文や資料を書いてください。"),
    (KOKUHO, "title_for_family: 国保の葬祭費を申請する\n", "", "1:1: 「d_kokuho」家族に見せる題がありません。 title_for_family: を書いてください。"),
    (KOKUHO, LEAF, "    - {is: ask.silent}", "8:1: 「ask.silent」聞き取りでしか分からない事実なのに、問いの文がありません。 facts/ask.yaml の ask.silent に question: を書いてください。"),
    (KOKUHO, "department: insurance", "department: insurance\nform: {kind: own, id: sousaihi}", "8:19: 「sousaihi」その id の様式はありません。 forms/sousaihi/ を作るか、kind: none にしてください。"),
    # 具体例
    (KOKUHO, "subject: {nhi: {insured: true}}, result: needed", "subject: {nhi: {insured: true}}, result: unknown", "18:55: 「unknown」例「国保で葬儀をした」の結果が違います。出たのは needed です。 条件か、例の記録か、結果を直してください。"),
    (KOKUHO, "{name: 国保でない, result: not_needed}", "{name: 国保でない}", "20:5: 「国保でない」result と results のどちらか一つが要ります。 世帯や本人の手続きなら result、人ごとなら results を書いてください。"),
    (KOKUHO, "answers: {ask.funeral_held: false}", "answers: {ask.funeral_hold: false}", "19:66: 「ask.funeral_hold」辞書にない事実です。 ask.funeral_held の誤りではありませんか。"),
    (KOKUHO, "{name: 国保で葬儀をした, subject: {nhi: {insured: true}}", "{name: 国保で葬儀をした, subject: {nhi: {insured: はい}}", "18:38: 「はい」nhi.insured は真偽の事実です。 true か false と書いてください。"),
    # 変異
    (KOKUHO, "  - {name: 国保でない, result: not_needed}\n", "", "10:8: 「{is: nhi.insured}」この条件を外しても、どの具体例も結果が変わりません。 examples に「nhi.insured だけで結果が決まる例」を足してください。"),
    (INU, ", members: {P2: {}}", "", "8:13: 「{any_of: members, where: {any_record: dog}}」any_of を all_of に変えても、どの具体例も結果が変わりません。 examples に「当てはまる人と当てはまらない人が両方いる例」を足してください。"),
    (KOKUHO, LEAF, LEAF + "\n    - {ge: [measure.age_law, 60]}", "11:8: 「{ge: [measure.age_law, 60]}」60 を 59 に変えても、どの具体例も結果が変わりません。 examples に「measure.age_law がちょうど 60 の前後の例」を足してください。"),
    (KOKUHO, LEAF, "    - {is: nhi.insured}\n    - {in: [resident.resident_status, [resident, dead]]}", "11:8: 「{in: [resident.resident_status, [resident, dead]]}」dead を外しても、どの具体例も結果が変わりません。 examples に「resident.resident_status が dead の例」を足してください。"),
    (KOKUHO, LEAF, "    - {is: nhi.insured}\n    - {in: [resident.sex, [M, F]]}", "11:8: 「{in: [resident.sex, [M, F]]}」この条件はいつも真になります。 この部分を消してください。"),
    (KOKUHO, LEAF, LEAF + "\n    - {ge: [measure.age_birthday, {parameter: elder_age}]}", "11:8: 「{ge: [measure.age_birthday, {parameter: elder_age}]}」elder_age を elder_age-1 に変えても、どの具体例も結果が変わりません。 examples に「measure.age_birthday がちょうど elder_age の前後の例」を足してください。"),
    (INU, "condition: {any_of: members, where: {any_record: dog}}", "condition: {all: [{any_of: members, where: {any_record: dog}}, {count_of: members, where: {any_record: dog}, lt: 9}]}", "8:65: 「{count_of: members, where: {any_record: dog}, lt: 9}」人数を lt: 8 に変えても、どの具体例も結果が変わりません。 examples に「当てはまる人の数がちょうど境の例」を足してください。"),
    # 自治体
    ("municipalities/990001-aoba/municipality.yaml", "code: '990001'", "code: 990001", "1:1: 「990001」文字を書く所です。 文字を書いてください。数字だけの文字なら引用符で囲みます。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("relative", "old", "new", "said"),
    DEFECTS,
    ids=[f"{Path(row[0]).stem}-{number}" for number, row in enumerate(DEFECTS)],
)
def test_a_defect_is_told_with_its_place_reason_and_remedy(
    edit: Callable[[str, str, str], Path], relative: str, old: str, new: str, said: str
) -> None:
    root = edit(relative, old, new)
    faults = [str(fault) for fault in check(root, ASKED)]
    assert f"{root / relative}:{said}" in faults


def test_a_sound_catalogue_has_no_fault(mini: Path) -> None:
    assert check(mini, ASKED) == []


def test_all_defects_of_a_catalogue_are_told_at_once(edit: Callable[[str, str, str], Path]) -> None:
    edit(KOKUHO, LEAF, "    - {is: nhi.insureds}")
    root = edit(INU, "topic: family", "topic: famly")
    files = {Path(fault.file or "").name for fault in check(root, ASKED)}
    assert files >= {"d_kokuho.yaml", "d_inu.yaml"}


def test_a_text_without_a_procedure_and_a_procedure_without_a_text_are_told(mini: Path) -> None:
    text = mini / "national/texts/ja/death/d_inu.md"
    text.rename(text.with_name("d_inuu.md"))
    said = [str(fault) for fault in check(mini, ASKED)]
    assert (
        f"{text.with_name('d_inuu.md')}:1: 「d_inuu」この名の手続きはありません。 d_inu の誤りではありませんか。"
        in said
    )
    assert any(
        "「d_inu」家族に渡す文がありません。 texts/ja/death/d_inu.md を書いてください。" in one
        for one in said
    )


def test_a_file_in_an_unknown_place_is_told(mini: Path) -> None:
    stray = mini / "national/procedure/d_x.yaml"
    stray.parent.mkdir()
    stray.write_text("id: d_x\n", encoding="utf-8")
    assert [str(fault) for fault in check(mini, ASKED)] == [
        f"{stray}:1: 「procedure/d_x.yaml」ここに置く書類ではありません。 procedures の誤りではありませんか。"
    ]


@pytest.mark.parametrize("relative", [KOKUHO, "national/texts/ja/death/d_inu.md"])
def test_a_byte_that_is_not_utf_8_is_told_with_its_line(mini: Path, relative: str) -> None:
    (mini / relative).write_bytes(b"id: d_kokuho\n" + "name: 国保\n".encode("cp932"))
    said = f"{mini / relative}:2: 「8d 91 95 db」UTF-8 でない文字があります。 UTF-8 で保存し直してください。"
    assert said in [str(fault) for fault in check(mini, ASKED)]


def test_a_broken_named_condition_is_told_where_it_is_broken_and_nowhere_else(
    edit: Callable[[str, str, str], Path],
) -> None:
    edit(KOKUHO, LEAF, "    - {ref: elder}")
    broken = "{all: [{none: [{is: nhi.insured}]}, {ge: [measure.age_birthday, {parameter: elder_ages}]}]}"
    root = edit(ELDER, "{ge: [measure.age_birthday, {parameter: elder_age}]}", broken)
    assert [(fault.line, fault.value) for fault in check(root, ASKED)] == [(4, "elder_ages")]


def test_a_quantifier_reached_by_reference_inside_a_quantifier_is_refused(
    edit: Callable[[str, str, str], Path],
) -> None:
    edit(
        ELDER,
        "{ge: [measure.age_birthday, {parameter: elder_age}]}",
        "{any_of: members, where: {is: nhi.insured}}",
    )
    root = edit(KOKUHO, LEAF, "    - {any_of: others, where: {ref: elder}}")
    assert [str(fault) for fault in check(root, ASKED)] == [
        f"{root / KOKUHO}:10:32: 「elder」引いた条件の中に人びとや記録についての条件があり、ここには書けません。"
        " その条件を外側の all・any に並べてください。"
    ]


def test_a_broken_dictionary_is_told_without_the_faults_that_follow_from_it(
    edit: Callable[[str, str, str], Path],
) -> None:
    root = edit("national/facts/nhi.yaml", "cardinality: one", "cardinality: once")
    assert [fault.value for fault in check(root, ASKED)] == ["once"]


COUNTED = [
    ("ge: 1", True), ("gt: 0", True), ("le: 5", False), ("lt: 5", False), ("eq: 1", False),
]  # fmt: skip


@pytest.mark.parametrize(("test", "allowed"), COUNTED)
def test_a_presumption_inside_a_count_may_only_raise_the_count_that_needs_it(
    edit: Callable[[str, str, str], Path], test: str, allowed: bool
) -> None:
    counted = f"    - {{count_of: members, where: {{is: ask.funeral_held}}, {test}}}"
    root = edit(KOKUHO, "    - {is: ask.funeral_held}", counted)
    said = "".join(str(fault) for fault in check(root, ASKED))
    assert ("不要にするほうへ働きます" not in said) is allowed


def test_a_procedure_nobody_has_verified_is_a_notice_and_no_fault(
    edit: Callable[[str, str, str], Path],
) -> None:
    root = edit(KOKUHO, "verified_on: 2026-11-01", "verified_on: null")
    assert check(root, ASKED) == []
    said = [str(finding.fault) for finding in examine(root, ASKED)]
    assert [one for one in said if "verified_on" in one] == [
        f"{root / KOKUHO}:14:1: 「d_kokuho」原典で確かめていません（verified_on が null）。"
        " 原典を読んだら、その日を verified_on に、読んだものを verified_in に書いてください。"
    ]


INCOMPLETE = """\
examples:
  - {name: 世帯が分からない, members: {P2: {nhi: {insured: true}}}, members_complete: false, result: needed}
"""


def test_an_example_whose_household_is_not_known_keeps_a_line_open(mini: Path) -> None:
    path = mini / KOKUHO
    text = path.read_text(encoding="utf-8").replace("per: subject", "per: member")
    path.write_text(text[: text.index("examples:")] + INCOMPLETE, encoding="utf-8")
    assert "出たのは P2 needed、世帯 unknown です。" in "".join(str(fault) for fault in check(mini, ASKED))
