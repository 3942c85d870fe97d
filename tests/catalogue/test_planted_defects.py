"""正しい棚に傷を植え、一つずつでも全部一度でも、植えた所だけが、その行で言われることを確かめる。"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from madoguchi.catalogue.checks import Asked, examine
from madoguchi.ops.commands.check import form_faults

PACK = Path(__file__).parent / "pack"
ASKED = Asked(date(2026, 11, 25), also=form_faults)
P, N, TEXTS, CITY = (
    "national/procedures/death/",
    "national/",
    "national/texts/ja/death/",
    "municipalities/990001-aoba/",
)
IS = "condition: {is: nhi.insured}"
DAMAGE = ("null", "[]", "{}", "true", "-1", "要設定", "'1'", "2026-02-30", "nhi.insured", "[1, [2]]")
SHIFT_JIS = "\udc8e\udca9\udc82\udc87"


@dataclass(frozen=True)
class Planted:
    """傷一つ。`file` の `old` を `new` に変えると、`seen`（なければ `file`）の `line` の行で `words` と言われる。

    `old` が空なら新しいファイル、`new` が None ならファイルを消す。
    """

    file: str
    old: str
    new: str | None
    line: str
    words: str
    seen: str = ""

    def plant(self, root: Path) -> None:
        path = root / self.file
        if self.new is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8", errors="surrogateescape") if self.old else ""
        assert text.count(self.old) == 1 or not self.old, (self.file, self.old)
        changed = text.replace(self.old, self.new) if self.old else self.new
        path.write_text(changed, encoding="utf-8", errors="surrogateescape")

    def place(self, root: Path) -> tuple[str, int]:
        name = self.seen or self.file
        lines = (root / name).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        numbers = [number for number, text in enumerate(lines, 1) if self.line in text]
        assert len(numbers) == 1, (name, self.line, numbers)
        return name, numbers[0]


def _tree(number: int, condition: str, words: str) -> Planted:
    return Planted(f"{P}t{number}.yaml", IS, f"condition: {condition}", "condition: ", words)


DEFECTS = [
    # 書き方
    Planted(f"{P}t01.yaml", "events: [death]", "events: [death", "per: subject", "YAML として読めません"),
    Planted(f"{P}t02.yaml", "department:", "departmint:", "departmint:", "知らない鍵です。 department の誤り"),
    Planted(f"{P}t03.yaml", "events: [death]", "events: death", "events: death", "並びを書く所です"),
    Planted(f"{P}t04.yaml", "kind: required", "kind: requird", "kind: requird", "選べる語ではありません"),
    Planted(f"{P}t05.yaml", "topic: insurance\n", "", "id: t05", "鍵 topic がありません"),
    Planted(f"{P}t06.yaml", "per: subject", "per: subject\nper: member", "per: member", "同じ鍵が二度"),
    Planted(f"{P}t07.yaml", "verified_on: 2026-11-01", "verified_on: 2026-02-30", "verified_on", "暦にない日です"),
    Planted(f"{P}t08.yaml", "name: 試しの", f"name: {SHIFT_JIS}", "name: \udc8e", "UTF-8 でない文字"),
    Planted(f"{P}t09.yaml", "basis: [{text: 試しの法 t09条}]", "basis: &b [{text: 試しの法}]\nsource: *b", "basis: &b", "別名"),
    Planted(f"{P}t10.yaml", "id: t10", "id: t100", "id: t100", "ファイル名 t10 と違います"),
    Planted(f"{N}procedure/t11.yaml", "", "id: t11\n", "id: t11", "ここに置く書類ではありません"),
    Planted(f"{TEXTS}t12.md", "試しの", SHIFT_JIS, "\udc8e", "UTF-8 でない文字"),
    Planted(f"{N}facts/help.yaml", "question:", "qestion:", "qestion:", "知らない鍵です。 question の誤り"),
    Planted(f"{N}parameters/ages.yaml", "value: 70", "value: 七十", "value: 七十", "整数の事実です"),
    Planted(f"{N}parameters/ages.yaml", "from: 2020-05-01", "from: 2020-04-01", "value: 61", "期間が重なっています"),
    Planted(f"{N}facts/spare.yaml", "ましたか。}\n", "ましたか。}\n  - {id: spare.used, label: 二度め, type: bool, about: member}\n", "二度め", "同じ id の事実が二つ"),
    # 引く名と条件の型
    _tree(19, "{is: nhi.insureds}", "辞書にない事実です。 nhi.insured の誤り"),
    Planted(f"{P}t20.yaml", "[care.level, '1']", "[care.level, '3']", "condition: ", "care.level にない符号です"),
    _tree(21, "{ref: eldar}", "その名の条件はありません。 elder の誤り"),
    Planted(f"{N}conditions/loop.yaml", "{is: nhi.insured}", "{all: [{ref: loop}]}", "condition: ", "条件が自分自身に戻って"),
    _tree(23, "{ge: [measure.age_law, {parameter: elder_ages}]}", "その名の値（パラメータ）はありません"),
    _tree(24, "{eq: [nhi.insured, true]}", "真偽の事実に eq は使えません"),
    _tree(25, "{any_of: others, where: {any_of: members, where: {is: nhi.insured}}}", "人びとについての条件の中に"),
    _tree(26, "{all: [{any: [{all: [{any: [{is: nhi.insured}]}]}]}]}", "組が3段より深く"),
    _tree(27, "{eq: [dog.kind, shiba]}", "群 dog は何件も記録を持つ"),
    _tree(28, "{eq: [nhi.memo, x]}", "様式・一覧のための事実"),
    Planted(f"{P}t29.yaml", "events: [death]", "events: [deth]", "events:", "その id の出来事はありません"),
    Planted(f"{P}t31.yaml", "department: citizen", "department: citezen", "department:", "その id の課はありません"),
    Planted(f"{P}t32.yaml", "start: event", "start: evnt", "deadline:", "期限の起算として読めません"),
    Planted(f"{P}t33.2010-04-01.yaml", "valid_from: 2010-04-01", "valid_from: 2010-05-01", "valid_from:", "ファイル名の日付 2010-04-01 と違います"),
    Planted(f"{N}procedures/moving_in/t34.yaml", "", "id: t34\n", "id: t34", "同じ id"),
    # 差分
    Planted(f"{CITY}procedures/death/t350.yaml", "", "enabled: false\n", "enabled: false", "下の段にない書類です"),
    Planted(f"{CITY}procedures/death/t36.yaml", "id: stamp", "id: stanp", "id: stanp", "下の段にありません"),
    Planted(f"{CITY}procedures/death/t35.yaml", "text: 葬儀の翌日から2年", "text: 要設定", "text:", "要設定のままです"),
    Planted(f"{CITY}departments.yaml", "- {id: insurance", "- {id: parks, name: 公園課}\n- {id: insurance", "公園課", "どの手続きも担当しない課"),
    # 順序・選択・手数料・窓口
    Planted(f"{P}t72.yaml", "procedure: t71", "procedure: t711", "after:", "その id の手続きはありません。 t71 の誤り"),
    Planted(f"{P}t74.yaml", "alternatives: [{procedure: t73, rule: choose_one, text: どちらか一つを選びます}]\n", "", "alternatives:", "対になる決まりがありません", f"{P}t73.yaml"),
    Planted(f"{P}t75.yaml", "parameter: grant", "parameter: grand", "fees:", "その id の値はありません。 grant の誤り"),
    Planted(f"{CITY}windows.yaml", "[citizen, insurance]", "[citizen, insuranse]", "departments:", "その id の課はありません。 insurance の誤り"),
    # 欠けてはならないもの
    Planted(f"{P}t37.yaml", "basis: [{text: 試しの法 t37条}]", "basis: []", "basis: []", "根拠がありません"),
    Planted(f"{TEXTS}t38.md", "", None, "id: t38", "家族に渡す文がありません", f"{P}t38.yaml"),
    Planted(f"{TEXTS}t61.md", "試しの手続き t61の文です。\n", "\n", "", "文が空です"),
    Planted(f"{TEXTS}t390.md", "", "文です。\n", "文です。", "この名の手続きはありません"),
    Planted(f"{N}procedures/moving_in/t65.yaml", "title_for_family: 試しの手続き t65をする\n", "", "id: t65", "家族に見せる題"),
    Planted(f"{P}t41.yaml", "verified_in: 試しの法 t41条\n", "", "verified_on:", "何を読んで確かめたか"),
    Planted(f"{P}t42.yaml", "{kind: none}", "{kind: own, id: recipt}", "form:", "その id の様式はありません。 receipt の誤り"),
    Planted(f"{N}forms/receipt/form.yaml", "fact.ask.funeral_on", "fact.ask.funeral_om", "held_on:", "funeral_om"),
    Planted(f"{P}t71.yaml", "verified_on: 2026-11-01", "verified_on: null", "verified_on:", "原典で確かめていません"),
    # 具体例とみなし
    Planted(f"{P}t44.yaml", "result: not_needed", "result: unknown", "result: unknown", "結果が違います。出たのは not_needed"),
    Planted(f"{P}t68.yaml", "  - {name: 国保だった, answers: {ask.student: false}, subject: {nhi: {insured: true}}, result: needed}\n", "", "condition: ", "この条件を外しても", f"{N}conditions/second.yaml"),
    Planted(f"{P}t46.yaml", "  - {name: 一つ下の年齢, subject: {resident: {birth_date: 1952-06-05}}, result: not_needed}\n", "", "condition: ", "elder_age を elder_age-1 に変えても"),
    Planted(f"{N}facts/ask.yaml", "label: 相続を放棄した,", "label: 相続を放棄した, presumption: true,", "condition: ", "みなし（はい）が、この手続きを不要に", f"{P}t47.yaml"),
    Planted(f"{N}facts/ask.yaml", "label: 勤めている,", "label: 勤めている, presumption: false,", "when:", "みなしのある事実から", f"{N}implications/worker_no_student.yaml"),
    # 論理
    Planted(f"{P}t49.yaml", "    - {is: nhi.insured}", "    - {eq: [care.level, '2']}", "  all:", "決して真になりません"),
    _tree(50, "{any: [{is: nhi.insured}, {none: [{is: nhi.insured}]}]}", "いつも真になります"),
    _tree(51, "{all: [{is: nhi.insured}, {is: nhi.exempt}]}", "決して真になりません"),
    Planted(f"{P}t52.yaml", "    - {is: nhi.insured}", "    - {is: nhi.insured}\n    - {ge: [measure.age_law, 65]}", "65]", "この条件は効きません"),
    Planted(f"{N}facts/care.yaml", ", far: 市の外", "", "  any:", "「介護の窓口」が何でも「当てはまる」と決まるのに、分からないうちは不明のまま", f"{P}t53.yaml"),
    # 日付
    Planted(f"{P}t54.2010-04-01.yaml", "valid_to: 2020-04-01", "valid_to: 2021-04-01", "valid_from:", "版の期間が重なって", f"{P}t54.yaml"),
    Planted(f"{P}t55.2010-04-01.yaml", "valid_to: 2020-04-01", "valid_to: 2019-04-01", "valid_from:", "版の期間に隙間があって", f"{P}t55.yaml"),
    Planted(f"{N}parameters/ages.yaml", "to: null, value: 80", "to: 2026-04-01, value: 80", "value: 80", "2026-04-01 の値がありません"),
    Planted(f"{P}t57.yaml", "verified_on: 2026-11-01", "verified_on: 2024-11-01", "verified_on:", "一年を過ぎて"),
    Planted(f"{P}t58.yaml", "verified_on: 2026-11-01", "verified_on: 2027-11-01", "verified_on:", "まだ来ていない日"),
    Planted(f"{P}t59.yaml", "start: event", "start: dog.reg_on", "deadline:", "起算の日が一つに決まりません"),
    Planted(f"{P}t60.yaml", "length: {days: 14}", "length: {days: 0}", "deadline:", "期限の長さがありません"),
    Planted(f"{P}t35.yaml", "start: nhi.paid_on", "start: ask.funeral_on", "deadline:", "この日はどこでも聞かれない"),
    # 使われないものと二度書いたもの
    Planted(f"{N}facts/care.yaml", "label: 介護の適用除外,", "label: 介護の適用除外, question: 適用除外でしたか。,", "care.waived", "聞かれることのない問い"),
    Planted(f"{N}facts/dog.yaml", "  - {id: dog.reg_on", "  - {id: dog.color, label: 毛の色, type: text, about: member}\n  - {id: dog.reg_on", "dog.color", "使われない事実"),
    Planted(f"{P}t43.yaml", "form: {kind: own, id: receipt}", "form: {kind: none}", "id: receipt", "どの手続きも使わない様式", f"{N}forms/receipt/form.yaml"),
    Planted(f"{N}conditions/nobody.yaml", "", "id: nobody\nname: だれも引かない\ncondition: {is: ask.paid}\n", "id: nobody", "どこからも引かれない条件"),
    Planted(f"{N}parameters/insurance.yaml", "  - {id: grant", "  - {id: spare_sum, name: 使わない額, type: int, values: [{from: 2000-04-01, to: null, value: 1}]}\n  - {id: grant", "spare_sum", "使われない値"),
    Planted(f"{P}t69.yaml", "name: 試しの手続き t69", "name: 試しの手続き t66", "id: t69", "t66 と、出来事も条件も名も同じ"),
    Planted(f"{N}conditions/fourth.yaml", "[{is: ask.student}, {is: ask.paid}]", "[{is: nhi.insured}, {is: ask.student}]", "id: second", "条件 fourth と中身が同じ", f"{N}conditions/second.yaml"),
]  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """正しい棚の写し。"""
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def _found(root: Path) -> list[tuple[tuple[str, int], str]]:
    faults = [finding.fault for finding in examine(root, ASKED)]
    return [
        ((Path(fault.file or "").relative_to(root).as_posix(), fault.line or 0), str(fault))
        for fault in faults
    ]


def test_the_pack_without_a_defect_has_no_finding(pack: Path) -> None:
    assert _found(pack) == []


@pytest.mark.parametrize(
    "one", DEFECTS, ids=[f"{index:02}-{Path(one.file).stem}" for index, one in enumerate(DEFECTS)]
)
def test_a_planted_defect_is_the_only_finding(pack: Path, one: Planted) -> None:
    one.plant(pack)
    found = _found(pack)
    assert [place for place, _ in found] == [one.place(pack)], found
    assert one.words in found[0][1]


def test_an_unreadable_prefecture_is_told_once_and_stops_nothing_else(pack: Path) -> None:
    (pack / "prefectures/aoba/prefecture.yaml").write_text("name: [\n", encoding="utf-8")
    DEFECTS[1].plant(pack)
    assert [place for place, _ in _found(pack)] == [
        DEFECTS[1].place(pack),
        ("prefectures/aoba/prefecture.yaml", 2),
    ]


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_damaged_the_check_goes_through(pack: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(path for path in pack.rglob("*.yaml"))
    for path in chance.sample(files, 8):
        lines = path.read_text(encoding="utf-8").splitlines()
        at = chance.randrange(len(lines))
        key, colon, _ = lines[at].partition(": ")
        damage = chance.choice(
            ["", key, f"{key}: {chance.choice(DAMAGE)}", lines[at][: chance.randrange(len(lines[at]) + 1)]]
        )
        lines[at] = damage if colon else ""
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert all(place for place, said in _found(pack) if said)


def test_all_planted_defects_are_found_at_once_and_nothing_else(pack: Path) -> None:
    assert len(DEFECTS) >= 50
    for one in DEFECTS:
        one.plant(pack)
    found = _found(pack)
    wanted = [one.place(pack) for one in DEFECTS]
    extra = Counter(place for place, _ in found) - Counter(wanted)
    assert extra == Counter(), [said for place, said in found if place in extra]
    assert Counter(wanted) - Counter(place for place, _ in found) == Counter()
    for one in DEFECTS:
        assert any(place == one.place(pack) and one.words in said for place, said in found), one
