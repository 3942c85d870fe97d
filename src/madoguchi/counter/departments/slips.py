"""送り状の PDF。束に添えて課へ、進達に添えて市の外へ。刷っても、行は動かない。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from madoguchi.cases import inboxes
from madoguchi.cases.bundling import BY_NUMBER
from madoguchi.cases.queries import BundleView
from madoguchi.cases.states import LineState
from madoguchi.counter.departments import naming
from madoguchi.counter.departments.bundles import cards, papers_of
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.texts import long_day, moment
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.queries import DepartmentEntry
from madoguchi.printing import slips
from madoguchi.printing.slips import Slip

BUNDLE, COVER = "紙の束の送り状", "送付書"
#: 署名の枠。画面で線を書くときの大きさと同じ。
FRAME = "0 0 400 120"


def bundle_slip(user: Any, bundle: BundleView) -> bytes:
    """束の送り状。渡したあとなら、受け取った署名も入る。"""
    at = desk(user)
    (found,), persons = cards(at, (bundle,))
    naming.note(at, "paper.bundle", found.number, persons)
    wanted = Slip(
        BUNDLE, found.number, f"{found.department} 御中", at.municipality.counter_name, _telephone(at, None),
        "次の紙をお渡しします。一枚ずつ確かめてから、署名をお願いします。", ("受付番号", "手続き", "紙", "枚数"), (4, 5, 6, 2),
        tuple((row.receipt or "相談", row.title, row.papers, row.sheets) for row in found.rows), found.total,
        found.no_copies, ("足りない紙があれば、署名せずに窓口へ知らせてください。",), "受け取りました（署名）",
    )  # fmt: skip
    if bundle.handed_at is not None:
        told = f"{moment(bundle.handed_at, at.today)}　{bundle.receiver}　受け取りました（{found.signed}）"
        wanted = replace(wanted, receipt=told, signature=drawing(bundle.signature))
    return slips.slip(wanted, at.municipality, bundle.made_at.date())


def drawing(path: str) -> str:
    """署名の線を、紙に置ける絵にする。番号で確かめた受け取りには、線がない。"""
    if not path or path == BY_NUMBER:
        return ""
    line = f'<path d="{path}" fill="none" stroke="#111" stroke-width="3" stroke-linecap="round"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{FRAME}">{line}</svg>'


def cover_letter(user: Any, line_id: int) -> bytes:
    """進達の送付書。送った行にだけ刷れる。送り先に要る氏名と生年月日だけを書き、住所は書かない。"""
    at = desk(user)
    line = inboxes.own(line_id, user.department.key)
    if line.state != LineState.FORWARDED:
        raise Fault(
            "まだ送っていません。", remedy="送り先と送る日を書いてから、刷ってください。", value=line.state
        )
    story, names = inboxes.story(line.case_id, line.key), naming.people((line,))
    naming.note(at, "paper.cover", line.number, names)
    procedure = naming.procedure_of(at.definitions, line.procedure)
    papers = papers_of(procedure, story.handed)
    whose = names[line.person or line.subject]
    wanted = Slip(
        COVER, line.receipt or line.number, f"{line.sent_to} 御中", f"{at.municipality.name} {user.department.name}",
        _telephone(at, naming.departments().get(line.department)), "次の書類を送ります。受け取りと、決まったことのお知らせをお願いします。",
        ("氏名", "生年月日", "手続き", "書類", "受け付けた日"), (4, 4, 5, 5, 4),
        ((whose.name or naming.NO_NAME, _day(whose.birth), naming.title_of(at.definitions, line), "、".join(
            f"{label} {count}通" for label, count in papers) or "申請書 1通", _day(line.received_on)),),
        f"1件 {sum(count for _, count in papers) or 1}通", story.handed is not None and story.handed.no_copies,
        tuple(one for one in (line.note,) if one),
    )  # fmt: skip
    return slips.slip(wanted, at.municipality, story.sent_on or at.today)


def _day(value: Any) -> str:
    return "" if value is None else long_day(value)


def _telephone(at: Desk, department: DepartmentEntry | None) -> str:
    return (
        f"電話 {department.telephone if department and department.telephone else at.municipality.telephone}"
    )
