"""届の控えにすること。一つの控えに一つずつ書き足し、見た目の表を同じ取引で改める。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from madoguchi.audit.actions import Act, record
from madoguchi.cases.ledger import Conflict, Deed, NotFound
from madoguchi.cases.models import Notice, NoticeStep
from madoguchi.cases.notice_states import PLACES, STEP_LABELS, NoticeState, next_notice
from madoguchi.domain.errors import Fault

__all__ = [
    "NoticeText", "accept", "back", "edit", "enter", "link", "opened", "printed", "refuse_older", "register", "sent", "unlink", "withdraw",
]  # fmt: skip
LONGEST = 80


@dataclass(frozen=True, slots=True)
class NoticeText:
    """届に書いてあること。`place_name` は、ほかの市町村で受け取ったときの、その名。"""

    event_kind: str
    name: str
    place: str
    received_on: date
    kana: str = ""
    birth: date | None = None
    event_on: date | None = None
    place_name: str = ""


def enter(deed: Deed, text: NoticeText) -> int:
    """控えを書き、その番号を返す。同じ鍵で二度送られたら、初めの番号を返す。"""
    checked = _checked(text, deed.actor.at.date())
    with transaction.atomic():
        done = NoticeStep.objects.filter(key=deed.key).first()
        if done is not None:
            return int(done.notice_id)
        notice = Notice(state=NoticeState.RECEIVED.value)
        _write_text(notice, checked)
        notice.save()  # 書き足すには、先に番号が要る
        _append(notice, deed, "enter", _body(checked))
        return int(notice.pk)


def edit(deed: Deed, notice_id: int, text: NoticeText) -> None:
    """控えを直す。前に書いたことも残る。"""
    checked = _checked(text, deed.actor.at.date())
    _step(deed, notice_id, "edit", _body(checked), lambda notice: _write_text(notice, checked))


def link(deed: Deed, notice_id: int, subject_key: str) -> None:
    """だれの届かを決める。`subject_key` が空なら、この市の住民ではないと決める。決めるのは職員だけ。"""

    def change(notice: Notice) -> None:
        if notice.case_id is not None:
            raise Fault(
                "この届では、もう件を開いています。", value="subject_key",
                remedy="人を取り違えていたら、件の行をすべて外してから、届を新しく書いてください。",
            )  # fmt: skip
        notice.subject_key, notice.not_resident = subject_key, not subject_key

    _step(deed, notice_id, "link", {"subject_key": subject_key}, change)


def unlink(deed: Deed, notice_id: int) -> None:
    """だれの届かを、まだ決めていないことに戻す。"""

    def change(notice: Notice) -> None:
        if notice.case_id is not None:
            raise Fault(
                "この届では、もう件を開いています。",
                remedy="件のほうで確かめてください。",
                value="subject_key",
            )
        notice.subject_key, notice.not_resident = "", False

    _step(deed, notice_id, "unlink", {}, change)


def accept(deed: Deed, notice_id: int, on: date) -> None:
    """戸籍担当が受理した。`on` は受理の日。"""

    def change(notice: Notice) -> None:
        _refuse_future(on, deed, "accepted_on")
        notice.accepted_on = on

    _step(deed, notice_id, "accept", {"on": on.isoformat()}, change)


def register(deed: Deed, notice_id: int, on: date) -> None:
    """戸籍の登録が済んだ。受理の日より前にはならない。"""

    def change(notice: Notice) -> None:
        _refuse_future(on, deed, "registered_on")
        if notice.accepted_on is not None and on < notice.accepted_on:
            raise Fault(
                "登録の日が、受理の日より前です。", remedy="日付を確かめてください。", value="registered_on"
            )
        notice.registered_on = on

    _step(deed, notice_id, "register", {"on": on.isoformat()}, change)


def back(deed: Deed, notice_id: int) -> None:
    """状態を一つ前に戻す。戻したことも残る。"""

    def change(notice: Notice) -> None:
        notice.registered_on = None
        if notice.state == NoticeState.RECEIVED:
            notice.accepted_on = None

    _step(deed, notice_id, "back", {}, change)


def withdraw(deed: Deed, notice_id: int, reason: str) -> None:
    """書きまちがえた控えを取り下げる。理由が要る。"""
    said = reason.strip()[:200]
    if not said:
        raise Fault("理由がありません。", remedy="二重に書いた、など、一言書いてください。", value="reason")
    _step(deed, notice_id, "withdraw", {"reason": said})


def opened(deed: Deed, notice_id: int, case_id: int) -> None:
    """この届の件。"""

    def change(notice: Notice) -> None:
        notice.case_id = case_id

    _step(deed, notice_id, "open_case", {"case": case_id}, change)


def printed(deed: Deed, notice_id: int) -> None:
    """手紙を刷った。宛先は残さない。"""
    _step(deed, notice_id, "print_letter", {})


def sent(deed: Deed, notice_id: int) -> None:
    """手紙を出した。"""

    def change(notice: Notice) -> None:
        notice.letter_on = deed.actor.at.date()

    _step(deed, notice_id, "send_letter", {}, change)


def _unchanged(_notice: Notice) -> None:
    """状態のほかに変わるものはない。"""


def _step(
    deed: Deed,
    notice_id: int,
    kind: str,
    body: Mapping[str, Any],
    change: Callable[[Notice], None] = _unchanged,
) -> None:
    """一つ書き足す。見ていた順（`deed.version`）のあとに、ほかの職員が書いていたら Conflict。"""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
        if notice is None:
            raise NotFound("その届はありません。", remedy="届の一覧を開き直してください。", value=notice_id)
        if NoticeStep.objects.filter(key=deed.key, notice=notice, kind=kind).exists():
            return
        if deed.version is not None and deed.version != notice.seq:
            raise _conflict(notice, deed.version)
        deed.guard()
        notice.state = next_notice(notice.state, kind).value
        change(notice)
        _append(notice, deed, kind, body)


def refuse_older(notice_id: int, seen: int) -> None:
    """見ていた順のあとに、ほかの職員が書いていたら Conflict。"""
    notice = Notice.objects.get(pk=notice_id)
    if notice.seq != seen:
        raise _conflict(notice, seen)


def _append(notice: Notice, deed: Deed, kind: str, body: Mapping[str, Any]) -> None:
    notice.seq += 1
    NoticeStep.objects.create(
        notice=notice, seq=notice.seq, kind=kind, body=dict(body), actor=deed.actor.name,
        actor_name=deed.actor_name, at=deed.actor.at, key=deed.key,
    )  # fmt: skip
    notice.save()
    persons = (notice.subject_key,) if notice.subject_key else ()
    act = Act(
        f"notice.{kind}", object_kind="notice", object_id=str(notice.pk), persons=persons, payload=dict(body)
    )
    record(deed.actor, act)


def _conflict(notice: Notice, seen: int) -> Conflict:
    later = NoticeStep.objects.filter(notice=notice, seq__gt=seen).order_by("seq")
    changes = tuple(f"{one.actor_name}さんが{STEP_LABELS[one.kind]}" for one in later)
    return Conflict("この届は、画面を開いたあとに変わりました。", changes=changes)


def _checked(text: NoticeText, today: date) -> NoticeText:
    """届に書いてあることとして、あり得るか。"""
    wrong = _wrong(text, today)
    if wrong is not None:
        field, reason, remedy = wrong
        raise Fault(reason, remedy=remedy, value=field)
    return text


def _wrong(text: NoticeText, today: date) -> tuple[str, str, str] | None:
    check = "日付を確かめてください。"
    rules = (
        (not text.name.strip(), "name", "氏名がありません。", "届のとおりに書いてください。"),
        (len(text.name) > LONGEST or len(text.kana) > LONGEST, "name", "氏名が長すぎます。", "80字までで書いてください。"),
        (text.place not in PLACES, "place", "どこで受け取ったかがありません。", "えらんでください。"),
        (text.place == "elsewhere" and not text.place_name.strip(), "place_name", "市町村の名がありません。", "届を送ってきた市町村を書いてください。"),
        (text.received_on > today, "received_on", "受け取った日が、きょうより後です。", check),
        (text.event_on is not None and text.event_on > text.received_on, "event_on", "届のできごとの日が、受け取った日より後です。", check),
        (text.birth is not None and text.birth > (text.event_on or text.received_on), "birth", "生年月日が、できごとの日より後です。", check),
    )  # fmt: skip
    return next((rule[1:] for rule in rules if rule[0]), None)


def _refuse_future(on: date, deed: Deed, field: str) -> None:
    if on > deed.actor.at.date():
        raise Fault("日付が、きょうより後です。", remedy="日付を確かめてください。", value=field)


def _write_text(notice: Notice, text: NoticeText) -> None:
    notice.event_kind, notice.name, notice.kana = text.event_kind, text.name.strip(), text.kana.strip()
    notice.birth, notice.event_on, notice.place = text.birth, text.event_on, text.place
    notice.place_name = text.place_name.strip()[:40] if text.place == "elsewhere" else ""
    notice.received_on = text.received_on


def _body(text: NoticeText) -> dict[str, Any]:
    days = {
        "birth": text.birth and text.birth.isoformat(),
        "event_on": text.event_on and text.event_on.isoformat(),
        "received_on": text.received_on.isoformat(),
    }
    return {
        "event_kind": text.event_kind, "name": text.name, "kana": text.kana, "place": text.place,
        "place_name": text.place_name, **days,
    }  # fmt: skip
