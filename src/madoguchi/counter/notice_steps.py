"""届の控えに書くこと。状態が進めば、その届の件と、登録を待つ行も、同じ取引で進む。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from madoguchi.audit.actions import Act, record_read
from madoguchi.cases import actions, notice_queries, notices, receiving
from madoguchi.cases import queries as cases
from madoguchi.cases.actions import Deed
from madoguchi.cases.notice_queries import NoticeView
from madoguchi.cases.notice_states import NoticeState
from madoguchi.cases.notices import NoticeText
from madoguchi.cases.states import CaseState, LineState
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.noticing import letter_to_of
from madoguchi.counter.preparing import judge_prepared, open_prepared
from madoguchi.domain.errors import Fault
from madoguchi.guide import general
from madoguchi.guide.letter import Addressee, letter
from madoguchi.paper import sheets
from madoguchi.residents import queries as residents

#: あて先を断る文。記録のない方でも、出せない方でも、だれの届でも同じ。
UNADDRESSED = "このあて先では刷れません。"
OTHER_ADDRESS = "届出人に聞いた住所を入れてください。"


def enter(user: Any, text: NoticeText, key: str) -> int:
    """控えを書き、その番号を返す。"""
    return notices.enter(desk(user).deed(key), text)


def edit(user: Any, notice_id: int, version: int, key: str, text: NoticeText) -> None:
    """控えを直す。"""
    notices.edit(_deed(desk(user), notice_id, version, key), notice_id, text)


def link(user: Any, notice_id: int, version: int, key: str, subject_key: str) -> None:
    """だれの届かを決める。空なら、この市の住民ではない。その方の件がもう開いていれば、その件の届になる。"""
    at = desk(user)
    one = notice_queries.notice(notice_id)
    if subject_key and not residents.display(subject_key).name:
        raise Fault(
            "その番号の住民の記録がありません。", remedy="さがし直してください。", value="subject_key"
        )
    with transaction.atomic():
        notices.link(at.deed(key, 0, version, (subject_key,) if subject_key else ()), notice_id, subject_key)
        case_id = cases.opened_id(one.event_kind, subject_key) if subject_key else None
        if case_id is not None:
            carry(at, notice_id, case_id, key)


def unlink(user: Any, notice_id: int, version: int, key: str) -> None:
    """だれの届かを、決め直す。"""
    notices.unlink(_deed(desk(user), notice_id, version, key), notice_id)


def accept(user: Any, notice_id: int, version: int, key: str, on: date) -> None:
    """受理と書く。"""
    _advance(user, notice_id, version, key, lambda deed: notices.accept(deed, notice_id, on))


def register(user: Any, notice_id: int, version: int, key: str, on: date) -> None:
    """登録済と書く。件の、登録を待つ行がいっしょに受け付けられるようになる。"""
    _advance(user, notice_id, version, key, lambda deed: notices.register(deed, notice_id, on))


def back(user: Any, notice_id: int, version: int, key: str) -> None:
    """状態を一つ前に戻す。"""
    _advance(user, notice_id, version, key, lambda deed: notices.back(deed, notice_id))


def withdraw(user: Any, notice_id: int, version: int, key: str, reason: str) -> None:
    """書きまちがえた控えを取り下げる。"""
    notices.withdraw(_deed(desk(user), notice_id, version, key), notice_id, reason)


def prepare(user: Any, notice_id: int, version: int, key: str) -> int:
    """来庁なしで判定する。件の id を返す。"""
    at = desk(user)
    one = notice_queries.notice(notice_id)
    if one.case_id is not None:
        return one.case_id
    if not one.subject_key:
        raise Fault(
            "だれの届かが決まっていません。",
            remedy="住民を決めてから、判定してください。",
            value="subject_key",
        )
    if version != one.seq:
        notices.refuse_older(notice_id, version)
    case_id = open_prepared(at, one.event_kind, one.subject_key, one.event_on, key)
    with transaction.atomic():
        carry(at, notice_id, case_id, key)
    judge_prepared(user, case_id, f"{key}:judge")
    return case_id


def letter_pdf(user: Any, notice_id: int, key: str, to: Addressee, member: str = "") -> bytes:
    """手紙と一般のご案内の PDF。`member` があれば、その世帯の方へ、記録の住所で。住所は残さない。"""
    at = desk(user)
    one = notice_queries.notice(notice_id)
    if one.case_id is None:
        raise Fault("この届では、まだ件を開いていません。", remedy="来庁なしで判定してから、刷ってください。")
    to = _to_member(at, one, member) if member else to
    token, city = cases.token(one.case_id), at.municipality
    pdf = sheets.merge([
        letter(to, token, city, at.today, one.event_kind),
        general.general_list(at.definitions, one.event_kind, token, city, at.today),
    ])  # fmt: skip
    with transaction.atomic():
        notices.printed(_deed(at, notice_id, None, key), notice_id)
        actions.print_general(at.deed(f"{key}:case", one.case_id, None, (one.subject_key,)))
        if member:
            record_read(at.actor, Act("counter.letter", "notice", str(notice_id), (member,)))
    return pdf


def sent(user: Any, notice_id: int, version: int, key: str) -> None:
    """手紙を出した。"""
    notices.sent(_deed(desk(user), notice_id, version, key), notice_id)


def carry(at: Desk, notice_id: int, case_id: int, key: str) -> None:
    """届を件に結び、届の状態を件に書く。"""
    one = notice_queries.notice(notice_id)
    notices.opened(_deed(at, notice_id, None, f"{key}:notice"), notice_id, case_id)
    tell_case(at, case_id, one.state, f"{key}:register")


def carry_known(at: Desk, event: str, subject_key: str, case_id: int, key: str) -> None:
    """窓口で件を開いたとき、その方の届の控えがあれば、結ぶ。"""
    one = notice_queries.of_subject(event, subject_key)
    if one is not None and one.case_id is None:
        with transaction.atomic():
            carry(at, one.id, case_id, key)


def _advance(user: Any, notice_id: int, version: int, key: str, step: Callable[[Deed], None]) -> None:
    at = desk(user)
    with transaction.atomic():
        step(_deed(at, notice_id, version, key))
        one = notice_queries.notice(notice_id)
        if one.case_id is not None:
            tell_case(at, one.case_id, one.state, f"{key}:register")


def tell_case(at: Desk, case_id: int, state: NoticeState, key: str) -> None:
    """件に届の状態を書く。登録済なら、登録を待っていた行を、いっしょに受け付けられるようにする。終わった件には書かない。"""
    now = cases.now(case_id)
    if now.state is CaseState.CLOSED:
        return
    persons = (now.subject_key,)
    receiving.note_register(at.deed(key, case_id, None, persons), state.value)
    waiting = tuple(line for line, held in now.lines.items() if held.state is LineState.AFTER_REGISTER)
    if state is NoticeState.REGISTERED and waiting:
        receiving.registered(at.deed(f"{key}:lines", case_id, None, persons), waiting)


def _to_member(at: Desk, one: NoticeView, member: str) -> Addressee:
    known = {to.key: to.name for to in letter_to_of(at, one)}
    person = residents.display(member) if member in known else None
    if person is None or not person.address:
        raise Fault(UNADDRESSED, remedy=OTHER_ADDRESS, value="address")
    return Addressee(person.name, person.address, person.postal_code)


def _deed(at: Desk, notice_id: int, version: int | None, key: str) -> Deed:
    subject = notice_queries.notice(notice_id).subject_key
    return at.deed(key, 0, version, (subject,) if subject else ())
