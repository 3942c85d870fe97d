"""検査の試しに使う、小さな棚。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "national/life_events/death.yaml": """\
id: death
name: 死亡
subject_label: 亡くなった方
date_label: 亡くなった日
topics:
  - {id: family, name: ご家族, order: 10}
  - {id: insurance, name: 保険, order: 20}
""",
    "national/facts/case.yaml": """\
group: case
name: 受付
kind: case
cardinality: one
as_of: on
covers: everyone
field_class: basic
facts:
  - {id: case.event, label: 出来事, type: code, about: case, codes: {death: 死亡, birth: 出生}}
  - {id: case.event_date, label: 出来事の日, type: date, about: case}
  - {id: case.notified_on, label: 届出の日, type: date, about: case, connected_absence: none}
  - {id: case.on, label: 判定日, type: date, about: case}
""",
    "national/facts/resident.yaml": """\
group: resident
name: 住民記録
kind: register
cardinality: one
as_of: before_event
covers: residents
stale_after_days: 2
field_class: basic
facts:
  - id: resident.resident_status
    label: 住民状態
    type: code
    about: member
    codes: {resident: 住民, moved_out: 転出, dead: 死亡, nonresident: 住登外}
    connected_absence: none
  - {id: resident.resident_kind, label: 住民種別, type: code, about: member, codes: {japanese: 日本人, foreign: 外国人}}
  - {id: resident.birth_date, label: 生年月日, type: date, about: member, question: 生年月日はいつですか。, topic: family}
  - {id: resident.sex, label: 性別, type: code, about: member, codes: {M: 男, F: 女}}
  - {id: resident.relation, label: 続柄, type: text, about: member, question: 続柄は何ですか。, topic: family}
""",
    "national/facts/nhi.yaml": """\
group: nhi
name: 国民健康保険
kind: register
cardinality: one
as_of: before_event
covers: residents
field_class: insurance
facts:
  - id: nhi.insured
    label: 国保の被保険者
    type: bool
    about: member
    connected_absence: 'no'
    topic: insurance
    question: 国保に入っていましたか。
  - {id: nhi.acquired_on, label: 国保の資格取得日, type: date, about: member}
  - {id: nhi.memo, label: 国保の備考, type: text, about: member, deciding: false}
""",
    "national/facts/dog.yaml": """\
group: dog
name: 犬
kind: register
cardinality: many
as_of: before_event
covers: residents
field_class: utilities
key: dog.reg_no
facts:
  - {id: dog.reg_no, label: 犬の登録番号, type: text, about: member, connected_absence: none, question: 犬を飼っていましたか。, topic: family}
  - {id: dog.kind, label: 犬種, type: code, about: member, codes: {shiba: 柴, akita: 秋田}, connected_absence: none}
""",
    "national/facts/ask.yaml": """\
group: ask
name: 聞き取り
kind: interview
cardinality: one
as_of: on_event
covers: everyone
field_class: interview
facts:
  - id: ask.funeral_held
    label: 葬儀をした
    type: bool
    about: case
    presumption: true
    topic: family
    question: 葬儀をしましたか。
  - id: ask.pension
    label: 年金の種類
    type: code
    about: subject
    multiple: true
    codes: {01: 老齢, 02: 遺族, 03: 障害}
    topic: insurance
    question: どの年金を受けていましたか。
  - {id: ask.mourner, label: 喪主, type: person, about: case, topic: family, question: 喪主はどなたですか。}
  - {id: ask.silent, label: 問いのない事実, type: bool, about: case}
""",
    "national/parameters/insurance.yaml": """\
topic: 保険
parameters:
  - id: elder_age
    name: 高齢の年齢
    type: int
    values:
      - {from: 2000-04-01, to: 2020-04-01, value: 74, basis: 旧法}
      - {from: 2020-04-01, to: null, value: 75, basis: 新法}
""",
    "national/conditions/elder.yaml": """\
id: elder
name: 高齢
note: null
condition: {ge: [measure.age_birthday, {parameter: elder_age}]}
""",
    "national/procedures/death/d_kokuho.yaml": """\
id: d_kokuho
name: 国保の葬祭費
topic: insurance
events: [death]
per: subject
kind: right
department: insurance
condition:
  all:
    - {is: nhi.insured}
    - {is: ask.funeral_held}
basis:
  - {text: 国民健康保険法58条}
verified_on: 2026-11-01
verified_in: 国民健康保険法58条
title_for_family: 国保の葬祭費を申請する
examples:
  - {name: 国保で葬儀をした, subject: {nhi: {insured: true}}, result: needed}
  - {name: 国保で葬儀をしない, subject: {nhi: {insured: true}}, answers: {ask.funeral_held: false}, result: not_needed}
  - {name: 国保でない, result: not_needed}
""",
    "national/procedures/death/d_inu.yaml": """\
id: d_inu
name: 犬の届
topic: family
events: [death]
per: household
kind: required
department: citizen
condition: {any_of: members, where: {any_record: dog}}
basis: [{text: 狂犬病予防法4条}]
verified_on: 2026-11-01
verified_in: 狂犬病予防法4条
title_for_family: 犬の届をする
examples:
  - {name: 二人暮らしで本人に犬, subject: {dog: {reg_no: 第1号}}, members: {P2: {}}, result: needed}
  - {name: 犬がいない, result: not_needed}
""",
    "national/texts/ja/death/d_kokuho.md": "葬儀をした方に、葬祭費が出ます。\n",
    "national/texts/ja/death/d_inu.md": "犬の登録を変えます。\n",
    "municipalities/990001-aoba/municipality.yaml": """\
code: '990001'
name: あおば市
prefecture: あおば県
slug: aoba
counter_name: 市民課
telephone: 0000-22-3000
hours: 平日 8時30分から17時15分
closing_days: [2026-11-25]
""",
    "municipalities/990001-aoba/departments.yaml": """\
- {id: citizen, name: 市民課, floor: 1, window: 2}
- {id: insurance, name: 保険年金課, floor: 1, window: 5}
""",
}


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """正しい棚。"""
    root = tmp_path / "catalogue"
    for relative, text in FILES.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def edit(mini: Path) -> Callable[[str, str, str], Path]:
    """棚の一つの書類の一か所を書き換える。"""

    def change(relative: str, old: str, new: str) -> Path:
        path = mini / relative
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old} が {text.count(old)} か所あります"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return mini

    return change
