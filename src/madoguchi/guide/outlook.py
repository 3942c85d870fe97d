"""家族に渡す見通し。いつ・どこへ、証明書は何通、費用はいくら、を短い文にする。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madoguchi.domain.judgement import Judgement
from madoguchi.domain.procedures import Definitions
from madoguchi.guide.copies import Bundle, bundle
from madoguchi.guide.fees import KINDS, Total, total
from madoguchi.guide.plan import Plan, Stop, plan
from madoguchi.guide.timing import Calling
from madoguchi.guide.windows import hours_text
from madoguchi.guide.wording import day_text

HEIR_LIST = "法務局で法定相続情報一覧図（無料）を作ると、戸籍の代わりになります。"
WIDE_AREA = "戸籍は、広域交付で、ほかの市区町村の分も一つの窓口で取れます（兄弟姉妹の分と附票は取れません）。"
BACK = "幅があるのは、原本を返すかが相手によるためです。"


@dataclass(frozen=True, slots=True)
class Outlook:
    """予定と、証明書と、お金。"""

    plan: Plan
    papers: Bundle
    money: Total


def outlook(judgement: Judgement, definitions: Definitions, now: Calling) -> Outlook:
    """判定から、見通しを組む。"""
    return Outlook(plan(judgement, now), bundle(judgement), total(judgement, definitions.parameters, now.on))


@dataclass(frozen=True, slots=True)
class Row:
    """見出しと、短い文。"""

    head: str
    text: str


def rows(seen: Outlook, on: date) -> tuple[Row, ...]:
    """家族に見せる見通し。今日の分だけで済むなら空。今日のことと、市役所の外の相手と日付は、一覧の行にある。"""
    return (*visits(seen.plan, on), *_papers(seen.papers), *_money(seen.money))


def panel(seen: Outlook, on: date) -> tuple[Row, ...]:
    """職員の画面の見通し。今日のことと、市役所の外の相手と日付、選ぶものも言う。"""
    made = seen.plan
    today = [Row("今日", f"届や請求が{len(_kinds(stop))}件。{_bar(stop.place)}") for stop in made.of("today")]
    again = [
        Row(row.head, f"{row.text}（{'、'.join(stop.reasons)}）")
        for row, stop in zip(visits(made, on), made.of("again"), strict=True)
    ]
    bodies = [stop for stop in made.of("outside") if any(act.sure and act.listed for act in stop.acts)]
    outside = [Row("市役所の外", "、".join(_body(stop, on) for stop in bodies) + "。")] if bodies else []
    away = {act.procedure_id for stop in made.of("mail", "online") for act in stop.acts if not stop.place}
    mail = [Row("郵便など", f"{len(away)}件は、お越しがなくても済みます。")] if away else []
    chosen = [Row("選ぶ", f"{one.text}。") for one in made.choices]
    return (*today, *again, *outside, *mail, *chosen, *_papers(seen.papers), *_money(seen.money))


def _kinds(stop: Stop) -> set[str]:
    """手続きの種類。同じ手続きの、人ごとの行は一つに数える。"""
    return {act.procedure_id for act in stop.acts}


def _bar(place: str) -> str:
    return f"{place}。" if place else ""


def _body(stop: Stop, on: date) -> str:
    due = f" {day_text(stop.last, on)}まで" if stop.last else ""
    return f"{stop.place or '相手先'}{due}"


def again_note(made: Plan) -> str:
    """もう一度の手続きを、何回の来庁で済ませられるか。"""
    kinds = [_kinds(stop) for stop in made.of("again")]
    away = {act.procedure_id for stop in made.of("mail", "online") for act in stop.acts if not stop.place}
    count = sum(len(one) for one in kinds)
    once = f"{count}つを一度に" if len(kinds) == 1 else f"{len(kinds)}回に分けて"
    if away:
        return f"{once}、ほかは郵便などで" if kinds else "お越しがなくても済みます"
    return f"{once}できます" if count > 1 else ""


def visits(made: Plan, on: date) -> tuple[Row, ...]:
    """もう一度の来庁。"""
    again = made.of("again")
    heads = ["もう一度", *(f"{number}回め" for number in range(2, len(again) + 1))]
    return tuple(Row(head, _visit(stop, on)) for head, stop in zip(heads, again, strict=False))


def _visit(stop: Stop, on: date) -> str:
    hours = "、".join(hours_text(one) for one in stop.windows[0].hours) if stop.windows else ""
    where = f"{stop.place}（{hours}）で" if stop.place else ""
    kinds = _kinds(stop)
    late = "期限に間に合わないものは、窓口でご相談ください。" if any(act.late for act in stop.acts) else ""
    return f"{days_text(stop, on)}。{where}{len(kinds)}件。{late}"


def days_text(stop: Stop, on: date) -> str:
    """いつからいつまで。戸籍の登録を待つなら、そう言う。"""
    waits = "戸籍の登録が済んでから" in stop.reasons
    last = f"{day_text(stop.last, on)}まで" if stop.last else ""
    if stop.first is None:
        return "、".join(one for one in ("戸籍の登録が済んでから", last) if one)
    if stop.first == stop.last:
        return day_text(stop.first, on)
    return f"{day_text(stop.first, on)}から{'（登録のめやす）' if waits else ''}{last}"


def _papers(papers: Bundle) -> tuple[Row, ...]:
    """証明書。一通だけなら、持ち物の欄で足りる。"""
    counted = [f"{one.label} {one.text}" for one in papers.copies if one.most]
    if sum(one.most for one in papers.copies) < 2:
        return ()
    return (Row("証明書", f"{'、'.join(counted)}。{''.join(advice(papers))}"),)


def advice(papers: Bundle) -> tuple[str, ...]:
    """証明書が安くすむ道。"""
    told = [BACK] if any(one.least != one.most for one in papers.copies if one.most) else []
    if papers.heir_list and sum(one.most for one in papers.copies if one.kind.startswith("koseki")) > 1:
        told.append(HEIR_LIST)
    if papers.wide_area:
        told.append(WIDE_AREA)
    if papers.seen_by_city:
        told.append(f"市の手続きには、市の記録で確かめるので、{'、'.join(papers.seen_by_city)}は要りません。")
    return tuple(told)


def _money(money: Total) -> tuple[Row, ...]:
    told = money_text(money)
    return (Row("費用", f"{'。'.join(told)}。"),) if told else ()


def money_text(money: Total) -> tuple[str, ...]:
    """合計と、一つにつきいくらのものと、金額の分からないもの。無料のものは言わない。"""
    told = [f"{KINDS[kind]} {yen:,}円" for kind, yen in money.sums.items() if yen]
    told += [
        f"{one.label} {one.text}{'（収入印紙）' if one.kind == 'revenue_stamp' else ''}" for one in money.each
    ]
    unknown = "、".join(one.label for one in money.unknown)
    return (
        *(["、".join(told)] if told else []),
        *([f"金額を窓口でおたずねください: {unknown}"] if unknown else []),
    )
