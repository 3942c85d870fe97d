"""定義の符号を、担当課の職員が読む言葉にする。家族に見せる言葉ではない。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from madoguchi.domain.calendar import wareki
from madoguchi.domain.explanation import definition_of
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.procedures import Claimant, DeadlineRule, Definitions, Evidence, Procedure, Steps

KINDS = {
    "required": "義務の届出",
    "right": "請求（権利）",
    "advisable": "おすすめ",
    "information": "お知らせ（届出はない）",
}
LISTINGS = {
    "judged": "判定して出す",
    "checklist": "「当てはまるものに✓」に出す",
    "only_if_asked": "聞かれたときだけ（一覧には出さない）",
}
PLACES = {"city": "市役所", "outside": "市役所の外"}
CHANNELS = {
    "counter": "窓口",
    "consult": "相談",
    "mail": "郵送",
    "outside": "外の窓口",
    "online": "オンライン",
}
TIMINGS = {"at_notice": "届出と同じ日", "return_visit": "もう一度の来庁で", "later": "あとで"}
PERS = {
    "subject": "本人（出来事の本人に一つ）",
    "household": "世帯（世帯に一つ）",
    "member": "残る世帯の人ごと",
    "mover": "移る人ごと",
}
HANDLINGS = {
    "original": "原本を預かる",
    "shown": "見せてもらう",
    "copy": "写しを預かる",
    "returned": "返していただく",
}
RANKS = {
    "irreversible": "過ぎると、やり直せない",
    "penalty": "過ぎると、過料などがある",
    "claim_lapses": "過ぎると、請求できなくなる",
    "before_other": "ほかの手続きの前に要る",
    "opens_later": "受け付けは後から始まる",
    "none": "過ぎたときの定めは書かれていない",
}
FORMS = {"none": "なし", "combined": "まとめて一枚の様式", "own": "この手続きの様式"}
RESULTS = {"needed": "要る", "not_needed": "要らない", "unknown": "まだ決まらない"}
STAFF_ONLY = "職員だけ"
UNVERIFIED = "未確認"
NO_DEADLINE = "期限なし"
#: 初日を数えて 0 日は、起算の日の前の日まで。
EVE = {"days": 0}
_SPANS = {"years": "年", "months": "か月", "days": "日"}
_STEPS = {"say": "話す", "check": "確かめる", "collect": "預かる", "enter": "入れる", "hand_over": "渡す"}
_STARTS = {"notified": "届け出た日", "knew": "知った日"}


def handling_lines(procedure: Procedure) -> tuple[str, ...]:
    """性質と、一覧・場所・受け方・時期。"""
    who_sees = () if procedure.audience == "family" else (STAFF_ONLY,)
    register = ("戸籍の登録後",) if procedure.after_register else ()
    judged = "台帳で判定" if procedure.judged_by == "system" else "聞き取りで判定"
    return (
        *who_sees, KINDS[procedure.kind], LISTINGS[procedure.listing],
        f"{PLACES[procedure.place]}・{CHANNELS[procedure.channel]}・{TIMINGS[procedure.timing]}", *register, judged,
    )  # fmt: skip


def span(length: Mapping[str, int]) -> str:
    """長さ。

    >>> span({"years": 2})
    '2年'
    """
    return "".join(f"{length[key]}{word}" for key, word in _SPANS.items() if length.get(key))


def start_of(procedure: Procedure, definitions: Definitions) -> str:
    """期限を数え始める日の呼び方。"""
    start = procedure.deadline.start
    if start == "event":
        labels = [definitions.life_events[name].date_label for name in procedure.events]
        return "か、".join(dict.fromkeys(labels))
    if start in _STARTS:
        return _STARTS[start]
    label = definition_of(definitions.dictionary, start).label
    return label if label.endswith("日") else f"{label}の日"


def deadline_lines(procedure: Procedure, definitions: Definitions) -> tuple[str, ...]:
    """期限の決まりを言葉で。一行めは、紙に出る文そのまま。"""
    rule = procedure.deadline
    opens = (
        (f"受け付けは、{start_of(procedure, definitions)}の{span(rule.opens)}後から",) if rule.opens else ()
    )
    if not rule.length:
        return (rule.text, *opens, *_rank(rule, always=False), *_basis(rule))
    closing = (
        "閉庁日に当たれば次の開庁日まで" if rule.closing_day == "next_open" else "閉庁日に当たっても動かない"
    )
    counted = f"{_counted(rule, start_of(procedure, definitions))}。{closing}"
    return (rule.text, counted, *opens, *_rank(rule, always=True), *_basis(rule))


def _counted(rule: DeadlineRule, start: str) -> str:
    if rule.count_first_day and rule.length == EVE:
        return f"{start}の前の日まで"
    begin = "を一日めとして" if rule.count_first_day else "の翌日から数えて"
    return f"{start}{begin}{span(rule.length)}"


def _rank(rule: DeadlineRule, *, always: bool) -> tuple[str, ...]:
    return (RANKS[rule.rank],) if always or rule.rank != "none" else ()


def _basis(rule: DeadlineRule) -> tuple[str, ...]:
    kind = "条例・要綱による期限" if rule.law == "ordinance" else "根拠"
    return (f"{kind}: {rule.basis}",) if rule.basis else ()


def parameter_text(parameter: Parameter) -> str:
    """日付で変わる値。新しい期間から順に。"""
    if not parameter.values:
        return f"{parameter.label}: 要設定"
    newest = sorted(parameter.values, key=lambda one: one.valid_from, reverse=True)
    return f"{parameter.label}: {'、'.join(_dated(one, parameter) for one in newest)}"


def _dated(value: ParameterValue, parameter: Parameter) -> str:
    basis = f"、{value.basis}" if value.basis else ""
    since = "" if value.valid_from == date.min else f"{wareki(value.valid_from)}から"
    until = "" if value.valid_to is None else f"{wareki(value.valid_to)}の前日まで"
    about = f"{since}{until}{basis}".removeprefix("、")
    shown = wareki(value.value) if isinstance(value.value, date) else str(value.value)
    return f"{shown}{parameter.unit}（{about}）" if about else f"{shown}{parameter.unit}"


def claimant_lines(claimant: Claimant) -> tuple[str, ...]:
    """だれが出すか、代わりの人でよいか。"""
    if not claimant.who:
        return ()
    if claimant.proxy_allowed:
        papers = f"（{'・'.join(claimant.papers)}）" if claimant.papers else "（要る書類なし）"
        proxy = f"代理: できる{papers}"
    else:
        proxy = "代理: できない"
    return (claimant.who, proxy, *(("使者でもよい",) if claimant.messenger else ()))


def item_lines(items: Iterable[Evidence]) -> tuple[str, ...]:
    """持ち物。扱いと数、添え書きを括弧で。"""
    return tuple(f"・{item.label}（{'、'.join(_about_item(item))}）" for item in items)


def _about_item(item: Evidence) -> Iterable[str]:
    yield HANDLINGS[item.handling]
    if item.count > 1:
        yield f"{item.count}通"
    if item.note:
        yield item.note


def form_text(procedure: Procedure) -> str:
    """様式の持ち方と id。"""
    form = procedure.form
    return f"{FORMS[form.kind]}（{form.id}）" if form.id else FORMS[form.kind]


def step_lines(steps: Steps, names: Iterable[str]) -> tuple[str, ...]:
    """職員の手順。`names` は say・check などのうち、書くもの。"""
    found: list[str] = []
    for name in names:
        said: tuple[str, ...] = getattr(steps, name)
        if said:
            found.extend((f"【{_STEPS[name]}】", *(f"・{one}" for one in said)))
    return tuple(found)
