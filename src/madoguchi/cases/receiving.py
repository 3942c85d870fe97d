"""行を受け付け、課へ渡し、課が返す操作。読むことと数えることは、呼ぶ前に済ませておく。

どの関数も、同じ鍵で二度送られたら初めの結果を返し、その行を見たあとに変わっていれば Conflict、いまの状態で
できなければ NotNow、ほかの課の行なら NotOurs になる。課の操作（受け取る・たずねる・返す・進達・完了）は、
`deed.actor.department` がその行の課のときだけできる。
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.cases import bundling
from madoguchi.cases.actions import needed_reason
from madoguchi.cases.ledger import Deed, Done, Entry, commit
from madoguchi.cases.models import Bundle, Case
from madoguchi.cases.projection import CaseNow, LineNow
from madoguchi.cases.states import OF_DEPARTMENT, CaseState, LineState, NotNow
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries as municipalities

__all__ = [
    "NotOurs", "Receipt", "Taken", "acknowledge", "answer_back", "ask_back", "bundle", "close_case", "complete", "decline",
    "end_today", "forward", "go_on", "hand_over", "hold", "mail", "note_register", "receive", "refer", "registered", "reopen",
    "send_back", "take_back", "wait_register",
]  # fmt: skip
#: 届と戸籍の状態。受領（宿直・ほかの市）→ 受理 → 登録済。
REGISTER_STAGES = {"received_elsewhere": "受領", "accepted": "受理", "registered": "登録済"}
#: 課の手元にあるので、課だけが取り消せる状態。
_WITH_DEPARTMENT = frozenset({LineState.FORWARDED, LineState.RETURNED, LineState.DONE})
_TEXT = 400


class NotOurs(Fault):
    """ほかの課が扱っている行に、課の操作をしようとした。"""


@dataclass(frozen=True, slots=True)
class Taken:
    """預かった原本。`returned` は、その場で返したか。"""

    label: str
    count: int = 1
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """受け付け。

    `received_on` はどの課でも同じに数える受付の日、`originals` は預かった原本、`returned_cards` は返された証や札、
    `my_number` は番号の書かれた紙があること（番号そのものは持たない）、`approval` は決裁の結果。
    """

    department: str
    received_on: date
    originals: tuple[Taken, ...] = ()
    returned_cards: tuple[str, ...] = ()
    my_number: bool = False
    approval: str = ""

    def body(self) -> dict[str, Any]:
        """操作の中身。"""
        return {
            "department": self.department, "received_on": self.received_on.isoformat(),
            "originals": [[one.label, one.count, one.returned] for one in self.originals],
            "returned_cards": list(self.returned_cards), "no_copies": self.my_number, "approval": self.approval,
        }  # fmt: skip


def receive(deed: Deed, line: str, receipt: Receipt) -> Done:
    """受け付ける。受付番号は、初めて受け付けたときに件の中の続き番号で付き、そのあと変わらない。

    返戻のあとに出し直されたら、早いほうの受付の日を数える（申請の補正は、初めに届いた日を失わせない。行政手続法7条）。
    """
    if receipt.received_on > deed.actor.at.date():
        raise Fault(
            "受付の日が、あしたより先です。",
            remedy="紙を受け取った日を入れてください。",
            value=receipt.received_on,
        )
    return _to_department(deed, "receive", line, receipt.department, receipt.body())


def hold(deed: Deed, line: str, department: str, missing: tuple[str, ...]) -> Done:
    """保留にする。足りないものを書く。受け付けた日にはならない。"""
    note = needed_text("、".join(one.strip() for one in missing if one.strip()), "足りないもの")
    return _to_department(deed, "hold", line, department, {"note": note, "missing": list(missing)})


def refer(deed: Deed, line: str, department: str, question: str) -> Done:
    """担当課に相談する。受け付けた行を渡し直すときも使う（課がなくなったときなど）。"""
    return _to_department(deed, "refer", line, department, {"note": needed_text(question, "相談すること")})


def mail(deed: Deed, line: str, department: str, what: str) -> Done:
    """郵送にする。紙はご家族から課へ届くので、届くまでは、だれの番でもない。"""
    return _to_department(deed, "mail", line, department, {"note": needed_text(what, "送るもの")})


def wait_register(deed: Deed, line: str, department: str) -> Done:
    """戸籍の登録を待つ。登録されるまで、だれの番でもない。"""
    return _to_department(deed, "wait_register", line, department, {})


def registered(deed: Deed, lines: tuple[str, ...]) -> Done:
    """登録が済んだので、待っていた行を受け付けられるようにする。"""
    return _on_lines(deed, "registered", _some(lines))


def decline(deed: Deed, line: str, reason: str) -> Done:
    """請求しない（ご家族が決めた）。理由が要る。"""
    return _on_line(deed, "decline", line, {"reason": needed_reason(reason)})


def acknowledge(deed: Deed, line: str) -> Done:
    """課が受け取った。返戻の行では、窓口が返戻を見た。"""
    return _on_line(deed, "acknowledge", line, {})


def ask_back(deed: Deed, line: str, text: str) -> Done:
    """課が窓口にたずねる。行の状態は変わらず、窓口の番になる。"""
    return _on_line(deed, "ask_back", line, {"note": needed_text(text, "たずねること")})


def answer_back(deed: Deed, line: str, text: str) -> Done:
    """窓口が課に答える。課の番に戻る。たずねられていなければ Fault。"""
    return _on_line(deed, "answer_back", line, {"note": needed_text(text, "答え")})


def send_back(deed: Deed, line: str, missing: str) -> Done:
    """返戻する。足りないものを書く。受付番号と受付の日は残る。終わった件なら、件が開き直る。"""
    body = {"note": needed_text(missing, "足りないもの")}
    return _on_line(deed, "send_back", line, body, _refuse_second_open)


def forward(deed: Deed, line: str, sent_to: str, sent_on: date, note: str = "") -> Done:
    """進達する（広域連合・年金事務所・県など）。"""
    body = {"sent_to": needed_text(sent_to, "送り先")[:80], "sent_on": sent_on.isoformat(), "note": note.strip()[:_TEXT]}  # fmt: skip
    return _on_line(deed, "forward", line, body)


def complete(deed: Deed, line: str, result: str) -> Done:
    """完了する。決まったことを書く。"""
    return _on_line(deed, "complete", line, {"note": needed_text(result, "決まったこと")})


def take_back(deed: Deed, line: str, reason: str) -> Done:
    """取り消す。取り消したことと理由が残る。課が動かした行と、課が受け取った行は、その課だけが取り消せる。"""
    return _on_line(deed, "take_back", line, {"reason": needed_reason(reason)})


def close_case(deed: Deed) -> Done:
    """件を終える。市の行が一つでも片づいていなければ StillOpen。"""
    return commit(deed, Entry("close"))


def reopen(deed: Deed, reason: str) -> Done:
    """終わった件を開き直す。同じ方の同じできごとの件がほかに開いていれば Fault。"""
    return commit(deed, Entry("reopen", {"reason": needed_reason(reason)}, allow=_refuse_second_open))


def end_today(deed: Deed, lines: tuple[str, ...]) -> Done:
    """今日はここまで。`lines` は今日のうちに済ませた（または急ぐ）行。残りは次か郵送。"""
    return commit(deed, Entry("end_today", {"of": list(lines)}))


def go_on(deed: Deed) -> Done:
    """今日はここまで、を取り消す。取り消したことも残る。"""
    return commit(deed, Entry("go_on"))


def note_register(deed: Deed, stage: str) -> Done:
    """届と戸籍の状態を書く。`stage` は received_elsewhere・accepted・registered。"""
    if stage not in REGISTER_STAGES:
        raise Fault(
            "届の状態が正しくありません。",
            remedy="受領・受理・登録済のどれかをえらんでください。",
            value=stage,
        )
    return commit(deed, Entry("note_register", {"stage": stage}))


def bundle(deed: Deed, lines: tuple[str, ...], department: str, my_number: bool) -> str:
    """行の紙を、課ごとの束にする。束の番号を返す。`my_number` は、番号の書かれた紙が入っていること（写さない）。"""
    municipalities.department_id(department)
    body = {"of": list(_some(lines)), "department": department, "no_copies": my_number}
    done = commit(deed, Entry("bundle", body))
    return str(Bundle.objects.get(case_id=done.case_id, seq=done.seq).number)


def hand_over(deed: Deed, bundle: str, signature: str, receiver: str) -> Done:
    """束を課に渡す。`signature` は画面に書いた署名（SVG の道）。署名すれば、中の行も受け取ったことになる。"""
    held = Bundle.objects.filter(case_id=deed.case_id, number=bundle).first()
    body = {
        "of": [] if held is None else list(held.lines), "bundle": bundle, "department": "" if held is None else held.department,
        "signature": bundling.drawn(signature), "receiver": needed_text(receiver, "受け取った人")[:60],
    }  # fmt: skip
    return commit(deed, Entry("hand_over", body))


def needed_text(text: str, what: str) -> str:
    """空では受け付けない一文。"""
    found = text.strip()
    if not found:
        raise Fault(f"{what}が書いてありません。", remedy="一言書いてください。", value=what)
    return found[:_TEXT]


def _some(lines: tuple[str, ...]) -> tuple[str, ...]:
    if not lines:
        raise Fault("手続きがえらばれていません。", remedy="一つ以上えらんでください。", value="lines")
    return tuple(dict.fromkeys(lines))


def _to_department(deed: Deed, kind: str, line: str, department: str, body: dict[str, Any]) -> Done:
    """課へ渡す操作。なくなった課には渡せない。"""
    municipalities.department_id(department)
    return _on_line(deed, kind, line, {**body, "department": department})


def _no_more(_case: Case, _now: CaseNow) -> None:
    """ほかに確かめることのない操作。"""


def _on_line(
    deed: Deed, kind: str, line: str, body: dict[str, Any], also: Callable[[Case, CaseNow], None] = _no_more
) -> Done:
    def allow(case: Case, now: CaseNow) -> None:
        held = now.lines.get(line)
        if held is not None:
            _refuse_others(deed.actor.department, kind, held)
            _refuse_closed(deed.actor.department, kind, now, held)
        also(case, now)

    return commit(deed, Entry(kind, body, line, allow=allow))


def _on_lines(deed: Deed, kind: str, lines: tuple[str, ...]) -> Done:
    return commit(deed, Entry(kind, {"of": list(lines)}))


def _refuse_others(department: str, kind: str, line: LineNow) -> None:
    """課の操作は、その課の職員だけがする。"""
    if department == line.department:
        return
    seen_by_counter = kind == "acknowledge" and line.state is LineState.RETURNED
    held_by_department = line.state in _WITH_DEPARTMENT or line.acknowledged is not None
    if (kind in OF_DEPARTMENT and not seen_by_counter) or (kind == "take_back" and held_by_department):
        raise NotOurs(
            "この手続きは、いま担当課の手元にあります。", value=line.department,
            remedy="担当課に電話し、課の画面で操作してもらってください。",
        )  # fmt: skip


def _refuse_closed(department: str, kind: str, now: CaseNow, line: LineNow) -> None:
    """終わった件では、窓口は、課の問い合わせに答えるほかに書かない。"""
    if now.state is CaseState.CLOSED and department != line.department and kind != "answer_back":
        raise NotNow(
            "この件は終わっています。", remedy="件を開き直してから、もう一度お願いします。", value=kind
        )


def _refuse_second_open(case: Case, now: CaseNow) -> None:
    """同じ方の同じできごとの件が、あとから開かれていれば、終わった件は開き直せない。"""
    if now.state is not CaseState.CLOSED:
        return
    other = Case.objects.filter(event_kind=case.event_kind, subject_key=case.subject_key)
    found = other.exclude(state=CaseState.CLOSED).first()
    if found is not None:
        raise Fault(
            f"同じ方の件 {found.number} が、あとから開かれています。", value=found.number,
            remedy=f"{found.number} の件で続けてください。",
        )  # fmt: skip
