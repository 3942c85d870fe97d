"""届について職員だけが知っておくこと。遅れた届、証明書のない転入。家族の紙にも、家族に見せる画面にも出さない。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from madoguchi.cases.people import Entered
from madoguchi.counter.lines import full_title
from madoguchi.counter.opened import Opened
from madoguchi.domain.calendar import bounds, wareki
from madoguchi.domain.judgement import NEEDED

#: カードだけの転入（住民基本台帳法24条の2）を受けられる日数。転出の予定日からと、住み始めた日から。
CARD_FROM_PLAN, CARD_FROM_MOVE = 30, 14
_REISSUE = "前の市町村で転出証明書の再交付を受けてもらいます。転入届の行を「保留」にし、足りないものに転出証明書と書きます。届は、そろった日に受けます。"
_ABROAD = "パスポートで帰国した日を確かめます。本籍がこの市でない方は、戸籍と戸籍の附票も見ます（省けることがあるかは、戸籍の担当に確かめる。未確認）。"


def staff_notes(case: Opened) -> tuple[str, ...]:
    """職員に出す注意。なければ空。"""
    entered = case.now.entered
    if entered is None:
        return ()
    found = [*_late(case)]
    if entered.of("mover"):
        found += _brought(entered, bounds(case.facts.situation.event.on)[1], case.at.today)
    return tuple(found)


def member_notes(case: Opened, key: str) -> tuple[str, ...]:
    """世帯の一人に添える一言。"""
    one = next((one for one in case.now.entered.people if one.key == key), None) if case.now.entered else None
    if one is None:
        return ()
    said = "前にこの市の住民でした" if one.resident_key else "住民記録には、まだいません"
    wait = ("名は、決まったら届で直します",) if one.why == "newborn" and not one.name else ()
    return (said, *wait)


def _late(case: Opened) -> Iterator[str]:
    """罰則のある期限を過ぎた届。届は受ける。過料のことは、家族には言わない。"""
    for line in case.judgement.lines:
        due = line.deadline
        if line.result != NEEDED or due is None or due.rank != "penalty" or due.date is None:
            continue
        if due.date < case.at.today and line.procedure.timing == "at_notice":
            yield (
                f"{full_title(case, line)}の期限（{wareki(due.date)}）を過ぎています。届は受けます。"
                f"遅れた訳を聞いて書きとめ、裁判所への通知がいるかを担当に確かめます（{due.basis}）。"
            )


def _brought(entered: Entered, moved: date, today: date) -> Iterator[str]:
    if entered.certificate == "lost":
        yield _REISSUE
    elif entered.certificate == "abroad":
        yield _ABROAD
    elif entered.certificate == "card":
        yield _card(entered, moved, today)
    if any(one.resident_key for one in entered.people):
        yield "前にこの市にいた方がいます。前の宛名番号に戻すかを、住民記録の担当に確かめます。"


def _card(entered: Entered, moved: date, today: date) -> str:
    """転出証明書のいらない転入。予定日か住み始めた日の、早いほうの日限を過ぎれば、証明書がいる。"""
    days = [moved + timedelta(days=CARD_FROM_MOVE)]
    if entered.planned_on is not None:
        days.append(entered.planned_on + timedelta(days=CARD_FROM_PLAN))
    last = min(days)
    if today > last:
        return (
            f"カードだけの転入は{wareki(last)}までで、過ぎています。前の市町村の転出証明書がいります。"
            "カードの継続利用も、受けられるかを確かめます（住民基本台帳法24条の2）。"
        )
    holders = [one.name for one in entered.of("mover") if one.card == "valid"]
    who = f"カードのある方は{'、'.join(holders)}さん。" if holders else "だれのカードかを確かめます。"
    return (
        f"転出証明書はいりません。{who}前の市町村で転出の届が済んでいるか、転出の情報が届いているかを見て、"
        "カードの4けたの暗証番号を使います（住民基本台帳法24条の2）。"
    )
