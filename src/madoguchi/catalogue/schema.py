"""棚にある書類の種類ごとの形。ここが唯一の出所で、検査も編集用の JSON Schema もこれから作る。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from madoguchi.catalogue.event_shape import LIFE_EVENT
from madoguchi.catalogue.shapes import (
    Choice,
    Day,
    Field,
    Flag,
    Items,
    Keyed,
    Loose,
    Maybe,
    Scalar,
    Shape,
    Table,
    Text,
    Tree,
    Whole,
)

NAME = Text(r"[a-z][a-z0-9_]*", "小文字の英数字と下線の名")
FACT_ID = Text(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", "「群.項目」")
WORD = Text()
MAYBE_WORD = Maybe(WORD)
RESULTS = ("needed", "not_needed", "unknown")
GROUP_KINDS = ("register", "interview", "case")
AS_OF = ("before_event", "on_event", "after_event", "on")
FIELD_CLASSES = (
    "basic", "insurance", "care", "pension", "welfare", "child", "property", "tax", "utilities", "protection",
    "interview",
)  # fmt: skip
SYSTEMS = ("juki_net", "koseki", "koseki_net", "card")
CERTIFICATES = (
    "koseki_death", "koseki_full", "koseki_heir", "koseki_own", "juminhyo", "juminhyo_joho", "fuhyo", "inkan",
    "income", "property_value", "juri", "kisai_jiko",
)  # fmt: skip
RANKS = ("irreversible", "penalty", "claim_lapses", "before_other", "opens_later", "none")

FACT = Keyed({
    "id": Field(FACT_ID, "事実の id。「群.項目」", required=True),
    "label": Field(WORD, "人に見せる名", required=True),
    "type": Field(Choice(("bool", "code", "text", "date", "int", "person")), "値の型", required=True),
    "about": Field(
        Choice(("member", "subject", "household", "case", "visitor")), "だれについての事実か", required=True
    ),
    "multiple": Field(Flag(), "複数の値を持つか"),
    "codes": Field(Table(WORD), "符号と、その読み"),
    "connected_absence": Field(Choice(("none", "no", "unknown")), "連携中の群に記録がないときの意味"),
    "deciding": Field(Flag(), "条件に使うか。false は様式・一覧・検索だけ"),
    "topic": Field(Maybe(NAME), "聞き取りの話題の id"),
    "order": Field(Maybe(Whole(0)), "聞く順"),
    "question": Field(MAYBE_WORD, "窓口で聞く文"),
    "why": Field(MAYBE_WORD, "なぜ聞くか"),
    "presumption": Field(Maybe(Scalar()), "だれも言わないときにみなす値"),
    "sensitivity": Field(Whole(0), "慎重さ（0〜4）"),
    "standard": Field(MAYBE_WORD, "標準データ項目の出典"),
})  # fmt: skip

FACTS = Keyed({
    "group": Field(NAME, "群の id", required=True),
    "name": Field(WORD, "群の名", required=True),
    "kind": Field(Choice(GROUP_KINDS), "台帳・聞き取り・受付のどれか", required=True),
    "cardinality": Field(Choice(("one", "many")), "一人に一件か、何件もか", required=True),
    "as_of": Field(Choice(AS_OF), "いつの時点の値か", required=True),
    "as_of_for": Field(Table(Choice(AS_OF)), "出来事によって時点が違うとき、出来事の id から"),
    "covers": Field(
        Choice(("residents", "residents_and_former", "everyone")), "この群が知っている人の範囲", required=True
    ),
    "stale_after_days": Field(Maybe(Whole(0)), "何日で古いとみなすか"),
    "field_class": Field(Choice(FIELD_CLASSES), "項目区分（業務権限で開く単位）", required=True),
    "key": Field(Maybe(FACT_ID), "何件もある群で、記録の有無を代表する事実"),
    "facts": Field(Items(FACT, low=1), "この群の事実", required=True),
})  # fmt: skip

PARAMETER = Keyed({
    "id": Field(NAME, "値の id", required=True),
    "name": Field(WORD, "人に見せる名", required=True),
    "type": Field(Choice(("int", "date", "text", "bool")), "値の型", required=True),
    "unit": Field(MAYBE_WORD, "単位"),
    "chosen_by": Field(Choice(("event_date", "on")), "どの日の値を使うか"),
    "local": Field(Flag(), "自治体が決める値か"),
    "values": Field(
        Items(Keyed({
            "from": Field(Day(), "この日から", required=True),
            "to": Field(Maybe(Day()), "この日の前日まで。null は今も"),
            "value": Field(Scalar(), "値", required=True),
            "basis": Field(MAYBE_WORD, "根拠"),
            "source": Field(MAYBE_WORD, "読んだ資料"),
            "verified_on": Field(Maybe(Day()), "原典で確かめた日"),
        })),
        "日付つきの値",
        required=True,
    ),
})  # fmt: skip
PARAMETERS = Keyed({
    "topic": Field(WORD, "値の主題"),
    "parameters": Field(Items(PARAMETER, low=1), "日付つきの値", required=True),
})  # fmt: skip

CONDITION = Keyed({
    "id": Field(NAME, "条件の id", required=True),
    "name": Field(WORD, "人に見せる名", required=True),
    "note": Field(MAYBE_WORD, "考え方と出典"),
    "condition": Field(Tree(), "条件の木", required=True),
})  # fmt: skip

IMPLICATION = Keyed({
    "id": Field(NAME, "含意の id", required=True),
    "name": Field(WORD, "人に見せる名", required=True),
    "when": Field(Tree(), "これが確かに真なら", required=True),
    "then": Field(Table(Scalar()), "この事実はこの値になる", required=True),
    "basis": Field(WORD, "根拠", required=True),
})  # fmt: skip

LENGTH = Keyed({
    "days": Field(Whole(0), "日数"),
    "months": Field(Whole(0), "月数"),
    "years": Field(Whole(0), "年数"),
})  # fmt: skip
DEADLINE = Keyed({
    "start": Field(WORD, "起算: event・notified・knew、または日付の事実", required=True),
    "count_first_day": Field(Flag(), "初日を数えるか"),
    "length": Field(Maybe(LENGTH), "長さ。null は期限なし"),
    "opens": Field(Maybe(Keyed({"days": Field(Whole(0), "日数", required=True)})), "何日後から出せるか"),
    "closing_day": Field(Choice(("next_open", "same")), "閉庁日に当たるとき"),
    "rank": Field(Choice(RANKS), "過ぎるとどうなるか", required=True),
    "law": Field(Choice(("statute", "ordinance")), "法令か、条例・要綱か"),
    "basis": Field(MAYBE_WORD, "期限の根拠"),
    "text": Field(MAYBE_WORD, "期限を言う文"),
})  # fmt: skip
CLAIMANT = Keyed({
    "who": Field(WORD, "だれが出すか", required=True),
    "short": Field(WORD, "その短い言い方"),
    "roles": Field(Items(NAME), "立場の id"),
    "messenger": Field(Flag(), "使者でもよいか"),
    "proxy": Field(
        Maybe(Keyed({
            "allowed": Field(Flag(), "代理でよいか", required=True),
            "papers": Field(Items(WORD), "代理のときに要る書類"),
        })),
        "代理人",
    ),
})  # fmt: skip
ITEM = Keyed({
    "id": Field(NAME, "持ち物の id", required=True),
    "label": Field(WORD, "持ち物の名", required=True),
    "handling": Field(Choice(("original", "shown", "copy", "returned")), "扱い"),
    "count": Field(Whole(1), "数"),
    "note": Field(MAYBE_WORD, "添え書き"),
    "enabled": Field(Flag(), "false で外す"),
})  # fmt: skip
STEPS = Keyed({
    key: Field(Items(WORD), note)
    for key, note in {
        "say": "伝える", "check": "確かめる", "collect": "預かる", "enter": "入力する", "hand_over": "渡す",
    }.items()
})  # fmt: skip
EXAMPLE = Keyed({
    "name": Field(WORD, "何を示す例か", required=True),
    "event": Field(NAME, "どの出来事か（なければ events の一つめ）"),
    "event_date": Field(Day(), "出来事の日"),
    "notified_on": Field(Maybe(Day()), "届出の日。null はまだ"),
    "on": Field(Day(), "判定日"),
    "subject": Field(Table(Loose()), "本人の記録（群ごと）"),
    "members": Field(Table(Table(Loose())), "同じ世帯のほかの人"),
    "persons": Field(Table(Table(Loose())), "世帯の外の人"),
    "movers": Field(Items(WORD), "異動する人"),
    "together": Field(Items(NAME), "同じ来庁で扱う、本人のほかの出来事"),
    "answers": Field(Table(Loose()), "聞き取りの答え"),
    "off": Field(Items(NAME), "連携していない群"),
    "members_complete": Field(Flag(), "世帯の全員が分かっているか"),
    "result": Field(Choice(RESULTS), "出るべき結果"),
    "results": Field(Table(Choice(RESULTS)), "人ごとに出るべき結果"),
})  # fmt: skip

AFTER = Keyed({
    "procedure": Field(NAME, "先に済ませる手続きの id", required=True),
    "why": Field(WORD, "なぜ先か。家族にも見せる一文", required=True),
})  # fmt: skip
ALTERNATIVE = Keyed({
    "procedure": Field(NAME, "相手の手続きの id（相手にも書く）", required=True),
    "rule": Field(
        Choice(("choose_one", "excludes", "excluded_by")),
        "どちらか一つを選ぶ・これがあれば相手は請求できない・相手があればこれは請求できない",
        required=True,
    ),
    "text": Field(WORD, "家族にも見せる一文", required=True),
    "basis": Field(MAYBE_WORD, "根拠"),
})  # fmt: skip
CERTIFICATE = Keyed({
    "kind": Field(Choice(CERTIFICATES), "証明書の種類", required=True),
    "copies": Field(Whole(0), "何通。0 は、その相手には要らない"),
    "returned": Field(Choice(("yes", "no", "varies")), "原本を返してもらえるか。varies は相手による"),
    "substitute": Field(
        Choice(("heir_list", "wide_area", "city_record", "none")),
        "代わりになるもの: 法定相続情報・広域交付・市が自分の記録で見る（要らない）・ない",
    ),
})  # fmt: skip
FEE = Keyed({
    "label": Field(WORD, "何のお金か", required=True),
    "yen": Field(Maybe(Whole(0)), "金額（円）。分からなければ null。推して書かない", required=True),
    "parameter": Field(Maybe(NAME), "金額を持つ、日付つきの値の id（yen は null にする）"),
    "per": Field(MAYBE_WORD, "「1通」「お一人」など、これにつきいくら、のとき"),
    "kind": Field(Choice(("fee", "revenue_stamp", "certificate_stamp")), "手数料・収入印紙・県の証紙"),
    "basis": Field(MAYBE_WORD, "根拠"),
})  # fmt: skip

PROCEDURE = Keyed({
    "id": Field(NAME, "手続きの id（ファイル名と同じ）", required=True),
    "name": Field(WORD, "正式な名", required=True),
    "scheme": Field(MAYBE_WORD, "制度"),
    "topic": Field(NAME, "話題の id", required=True),
    "events": Field(Items(NAME, low=1), "どの出来事で出るか", required=True),
    "enabled": Field(Flag(), "false でこの自治体では使わない"),
    "valid_from": Field(Maybe(Day()), "いつの出来事から"),
    "valid_to": Field(Maybe(Day()), "いつの出来事の前日まで"),
    "chosen_by": Field(Choice(("event_date", "on")), "出来事の日で選ぶか、判定日で選ぶか"),
    "per": Field(Choice(("subject", "household", "member", "mover")), "だれごとに判定するか", required=True),
    "kind": Field(Choice(("required", "right", "advisable", "information")), "性質", required=True),
    "listing": Field(Choice(("judged", "checklist", "only_if_asked")), "一覧での扱い"),
    "audience": Field(Choice(("family", "staff")), "だれに見せるか"),
    "place": Field(Choice(("city", "outside")), "市役所の中か外か"),
    "channel": Field(Choice(("counter", "consult", "mail", "outside", "online")), "受け方"),
    "timing": Field(Choice(("at_notice", "return_visit", "later")), "いつ受けるか"),
    "after_register": Field(Flag(), "戸籍の登録を待つか"),
    "judged_by": Field(Choice(("system", "interview")), "何で判定するか"),
    "department": Field(Maybe(NAME), "担当課（departments.yaml の id）"),
    "agency": Field(MAYBE_WORD, "決める機関"),
    "same_as": Field(Maybe(NAME), "一つにまとめる手続きの鍵"),
    "after": Field(Items(AFTER), "済んでからでないとできない手続き"),
    "not_before": Field(Maybe(Choice(("event",))), "event: 出来事の日より前にはできない（引っ越す前の転入届など）"),
    "alternatives": Field(Items(ALTERNATIVE), "選ぶ、または一緒には請求できない手続き。相手の側にも書く"),
    "needs": Field(Items(Choice(SYSTEMS)), "窓口に要る仕組み: 住基ネット・戸籍・戸籍の広域交付・カードの端末"),
    "lead_time": Field(MAYBE_WORD, "前もって取り寄せるものと、かかる日数"),
    "certificates": Field(Items(CERTIFICATE), "要る証明書と通数"),
    "fees": Field(Items(FEE), "手数料・収入印紙"),
    "condition": Field(Tree(), "要る条件", required=True),
    "claimant": Field(Maybe(CLAIMANT), "だれが手続きするか"),
    "deadline": Field(Maybe(DEADLINE), "期限の決まり"),
    "items": Field(Items(ITEM), "持ち物"),
    "form": Field(
        Maybe(Keyed({
            "kind": Field(Choice(("none", "combined", "own")), "様式の持ち方", required=True),
            "id": Field(Maybe(NAME), "様式の id"),
        })),
        "様式",
    ),
    "basis": Field(
        Items(Keyed({
            "text": Field(WORD, "根拠の条文・要綱", required=True),
            "url": Field(MAYBE_WORD, "その所在"),
        })),
        "根拠",
    ),
    "source": Field(Items(WORD), "読んだ資料"),
    "verified_on": Field(Maybe(Day()), "原典で確かめた日。まだなら null"),
    "verified_in": Field(MAYBE_WORD, "何を読んで確かめたか"),
    "title_for_family": Field(MAYBE_WORD, "家族に見せる題"),
    "steps": Field(Maybe(STEPS), "職員の手順"),
    "note": Field(MAYBE_WORD, "定義を直す人への添え書き"),
    "examples": Field(Items(EXAMPLE), "具体例"),
})  # fmt: skip

MUNICIPALITY = Keyed({
    "code": Field(Text(r"\d{6}", "6桁の団体コード（引用符で囲む）"), "団体コード", required=True),
    "name": Field(WORD, "自治体の名", required=True),
    "prefecture": Field(WORD, "都道府県の名", required=True),
    "slug": Field(NAME, "英字の短い名", required=True),
    "practice_of": Field(Text(r"\d{6}", "6桁の団体コード（引用符で囲む）"), "練習のための市なら、定義を借りる自治体"),
    "counter_name": Field(WORD, "窓口の名", required=True),
    "counters": Field(Table(WORD), "出来事ごとの窓口の名（ほかの出来事は counter_name）"),
    "telephone": Field(WORD, "電話番号", required=True),
    "hours": Field(WORD, "開いている時間", required=True),
    "register_days": Field(Maybe(Whole(0)), "戸籍の届から、登録が済むまでの日数のめやす。分からなければ null"),
    "idle_minutes": Field(Whole(1), "動きがないとき、窓口の画面を閉じるまでの分。書かなければ10"),
    "closing_days": Field(Items(Day()), "土日・祝日・年末年始のほかの閉庁日"),
    "wait_limits": Field(
        Keyed({
            "received": Field(Whole(1), "受け付けた行を、課が受け取るまで"),
            "referred": Field(Whole(1), "相談の行を、課が受け取るまで"),
            "asked": Field(Whole(1), "課がたずねたことに、窓口が答えるまで"),
            "returned": Field(Whole(1), "課から返された行を、窓口が受け直すまで"),
        }),
        "確認待ちの知らせを出すまでの、開庁の時間数（書かない欄は既定の数）",
    ),
    "disclosure": Field(
        Items(Keyed({
            "standing": Field(NAME, "来庁者の立場", required=True),
            "basis": Field(WORD, "根拠", required=True),
            "gives": Field(Choice(("list", "general", "none")), "渡せるもの", required=True),
            "events": Field(Items(NAME, low=1), "どの出来事のときか。書かなければ死亡だけ"),
            "paper": Field(WORD, "見なければ渡せない紙"),
        })),
        "だれに何を渡せるか",
    ),
})  # fmt: skip

DEPARTMENTS = Items(
    Keyed(
        {
            "id": Field(NAME, "課の id", required=True),
            "name": Field(WORD, "課の名", required=True),
            "short": Field(WORD, "短い名"),
            "telephone": Field(MAYBE_WORD, "電話番号"),
            "extension": Field(Maybe(Scalar()), "内線"),
            "floor": Field(Maybe(Scalar()), "階"),
            "window": Field(Maybe(Scalar()), "窓口番号"),
        }
    ),
    low=1,
)

TIME = Text(r"([01]?\d|2[0-3]):[0-5]\d", "8:30 の形の時刻（引用符で囲む）")
WINDOWS = Items(Keyed({
    "id": Field(NAME, "窓口の id", required=True),
    "name": Field(WORD, "窓口の名", required=True),
    "place": Field(WORD, "場所（本庁舎1階 など）", required=True),
    "main": Field(Flag(), "本庁の、平日の窓口か"),
    "consults": Field(Flag(), "相談の要る手続きを受けるか"),
    "systems": Field(Items(Choice(SYSTEMS)), "使える仕組み", required=True),
    "departments": Field(Items(NAME), "受ける手続きの課（departments.yaml の id）", required=True),
    "closed_on_holidays": Field(Flag(), "祝日・年末年始・閉庁日に閉じるか"),
    "hours": Field(
        Items(Keyed({
            "days": Field(Text(r"[月火水木金土日]+", "曜日の字（月火水木金）"), "開く曜日", required=True),
            "weeks": Field(Items(Whole(1)), "月の第何の曜日か（第2・第4なら [2, 4]）。なければ毎週"),
            "opens": Field(TIME, "開く時刻", required=True),
            "closes": Field(TIME, "閉じる時刻", required=True),
            "from": Field(Maybe(Day()), "この日から"),
            "to": Field(Maybe(Day()), "この日の前日まで。null は今も"),
        }), low=1),
        "開いている時間",
        required=True,
    ),
}), low=1)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """書類の種類。`folder` は棚の中の置き場所（ファイルが一つだけの種類はその名）。"""

    name: str
    title: str
    folder: str
    shape: Shape


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("life_event", "出来事", "life_events", LIFE_EVENT),
        Kind("facts", "事実の群", "facts", FACTS),
        Kind("parameters", "日付つきの値", "parameters", PARAMETERS),
        Kind("condition", "名前つきの条件", "conditions", CONDITION),
        Kind("implication", "必ず言えること", "implications", IMPLICATION),
        Kind("procedure", "手続き", "procedures", PROCEDURE),
        Kind("municipality", "自治体", "municipality.yaml", MUNICIPALITY),
        Kind("departments", "課と窓口", "departments.yaml", DEPARTMENTS),
        Kind("windows", "窓口の時間とできること", "windows.yaml", WINDOWS),
    )
}


def kind_of(relative: str) -> Kind | None:
    """棚の中の道筋（例 procedures/death/d_inkan.yaml）から書類の種類を決める。"""
    top = relative.split("/", 1)[0]
    return next((kind for kind in KINDS.values() if kind.folder == top), None)
