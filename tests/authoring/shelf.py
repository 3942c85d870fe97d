"""確かめる表・文書・公開の試しに使う、小さな棚に足す書類。"""

from __future__ import annotations

from pathlib import Path

from tests.catalogue.conftest import FILES

LONG_EXAMPLES = "".join(
    f"  - {{name: 長い例の {number} 番め, subject: {{nhi: {{insured: true}}}}, result: needed}}\n"
    for number in range(60)
)
MORE = {
    "national/life_events/birth.yaml": """\
id: birth
name: 出生
subject_label: お子さん
date_label: 生まれた日
topics:
  - {id: child, name: お子さん, order: 10}
  - {id: insurance, name: 保険, order: 20}
""",
    "national/life_events/stillbirth.yaml": """\
id: stillbirth
name: 死産
subject_label: お母さん
date_label: その日
topics:
  - {id: child, name: お体のこと, order: 10}
""",
    "national/parameters/fees.yaml": """\
topic: お金
parameters:
  - {id: shomei_ryo, name: 証明の手数料, type: int, unit: 円, values: [{from: 2000-01-01, to: null, value: 450}]}
  - {id: kimaranu_ryo, name: 決まっていない手数料, type: int, unit: 円, local: true, values: []}
""",
    "national/procedures/birth/b_teate.yaml": """\
id: b_teate
name: 児童手当の請求
scheme: 児童手当
topic: child
events: [birth]
per: household
kind: right
department: citizen
agency: 市
condition:
  all:
    - {is: nhi.insured}
    - none: [{ref: elder}]
    - any: [{is: ask.funeral_held}, {eq: [resident.sex, F]}]
claimant: {who: 親御さん, short: 親, roles: [self], messenger: true, proxy: {allowed: true, papers: [委任状]}}
deadline: {start: event, count_first_day: false, length: {days: 15}, closing_day: next_open, rank: claim_lapses, basis: 児童手当法8条3項, text: 生まれた日の翌日から15日}
items:
  - {id: tsucho, label: 通帳, handling: shown, count: 1}
  - {id: shussei, label: 出生届の写し, handling: copy, count: 2, note: 届と同じ日なら要りません}
basis: [{text: 児童手当法7条, url: 'https://laws.e-gov.go.jp/law/346AC0000000073'}, {text: 市の要綱}]
source: ['=1+1', e-Gov法令]
title_for_family: 児童手当を請求する
after:
  - {procedure: b_shien, why: 職員が先に確かめます。}
  - {procedure: b_kiite, why: 先に話を聞いてください。}
alternatives: [{procedure: d_kokuho, rule: choose_one, text: どちらか一つを選んでください。}]
needs: [juki_net, card]
lead_time: 戸籍は1週間前までに
certificates: [{kind: koseki_own, copies: 2, returned: 'yes', substitute: wide_area}]
fees:
  - {label: 証明書, yen: null, parameter: shomei_ryo, per: 1通}
  - {label: 収入印紙, yen: 1200, kind: revenue_stamp}
  - {label: 市の証明, yen: null, parameter: kimaranu_ryo}
  - {label: 郵便の切手, yen: null}
steps: {say: [請求できる場合があります。], check: [口座を確かめる。], enter: [口座]}
examples:
  - {name: 国保の人, subject: {nhi: {insured: true}}, result: needed}
  - {name: ふたりで分かれる, members: {P2: {}}, results: {P1: needed, P2: not_needed}}
""",
    "national/procedures/birth/b_shien.yaml": """\
id: b_shien
name: 支援措置の確かめ
topic: child
events: [birth]
per: subject
kind: information
audience: staff
department: citizen
condition: {is: nhi.insured}
basis: [{text: 事務処理要領}]
""",
    "national/procedures/birth/b_kiite.yaml": """\
id: b_kiite
name: 聞かれたら話す届
topic: child
events: [birth]
per: subject
kind: advisable
listing: only_if_asked
department: citizen
condition: {is: nhi.insured}
basis: [{text: 民法1条}]
title_for_family: 聞かれたら話す届
""",
    "national/procedures/stillbirth/s_kaji.yaml": """\
id: s_kaji
name: 死産の届
topic: child
events: [stillbirth]
per: subject
kind: required
department: citizen
condition: {is: nhi.insured}
basis: [{text: 死産の届出に関する規程4条}]
title_for_family: 届を出す
""",
    "national/procedures/death/d_soto.yaml": """\
id: d_soto
name: 銀行に知らせる
topic: family
events: [death]
per: subject
kind: advisable
listing: checklist
place: outside
channel: outside
agency: 銀行
condition: {is: nhi.insured}
deadline: {start: event, length: {months: 3}, closing_day: same, rank: none, text: 早めに}
basis: [{text: 銀行の定め}]
title_for_family: 銀行に知らせる
examples:
"""
    + LONG_EXAMPLES,
    "national/procedures/death/d_gakko.yaml": """\
id: d_gakko
name: 学校に知らせる
topic: child
events: [death]
per: subject
kind: required
department: citizen
condition: {is: nhi.insured}
basis: [{text: 学校教育法施行令}]
title_for_family: 学校に知らせる
""",
    "national/procedures/death/d_iji.yaml": """\
id: d_iji
name: 遺児手当の請求
topic: child
events: [death]
per: household
kind: right
department: citizen
condition: {is: nhi.insured}
basis: [{text: 市遺児手当条例3条}]
title_for_family: 遺児手当を請求する
""",
    "national/procedures/death/d_kokuho.2010-04-01.yaml": """\
id: d_kokuho
valid_from: 2010-04-01
valid_to: 2016-01-01
name: 国保の葬祭費（前の法）
examples:
  - {name: 前の法の例, event_date: 2012-05-01, notified_on: 2012-05-03, on: 2012-05-10, subject: {nhi: {insured: true}}, result: needed}
""",
    "national/texts/ja/birth/b_teate.md": "児童手当を請求できる場合があります。\n\n生まれた日の翌日から15日のうちに。\n",
    "national/texts/ja/birth/b_kiite.md": "聞かれたときだけお話しする届です。\n",
    "national/texts/ja/stillbirth/s_kaji.md": "届を出していただきます。\n",
    "national/texts/ja/death/d_gakko.md": "学校には、こちらからお話しします。\n",
    "national/texts/ja/death/d_iji.md": "遺児手当を請求できる場合があります。\n",
    "national/texts/ja/death/d_soto.md": "銀行にお知らせください。\n",
}


def make(root: Path) -> Path:
    """棚を書く。"""
    for relative, text in {**FILES, **MORE}.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    main = root / "national/procedures/death/d_kokuho.yaml"
    written = main.read_text(encoding="utf-8")
    main.write_text(
        written.replace("per: subject\n", "per: subject\nvalid_from: 2016-01-01\n"), encoding="utf-8"
    )
    return root
