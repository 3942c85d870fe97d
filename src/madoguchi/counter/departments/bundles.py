"""紙の束。課ごとにまとめ、送り状をつけ、署名で渡す。どの束も、いまどこにあり、いつからかを言う。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from madoguchi.accounts import queries as accounts
from madoguchi.cases import inboxes, receiving
from madoguchi.cases import queries as cases
from madoguchi.cases.bundling import BY_NUMBER
from madoguchi.cases.inboxes import HandedIn, Packed
from madoguchi.cases.queries import BundleView
from madoguchi.cases.states import LineState
from madoguchi.counter.band import band
from madoguchi.counter.departments import naming
from madoguchi.counter.departments.pages import BundleCard, BundleChoice, BundleRow, CaseBundlesPage
from madoguchi.counter.desk import Desk, desk, note_read
from madoguchi.counter.lines import named
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.texts import moment
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Procedure
from madoguchi.municipalities.queries import DepartmentEntry

Contents = Mapping[tuple[int, str], Packed]
WITH_PAPER = (LineState.RECEIVED, LineState.REFERRED)


@dataclass(frozen=True, slots=True)
class Signing:
    """受け取りの署名。画面に書いた線（`path`）と受け取った人の名、または職員番号（`login`）。"""

    path: str = ""
    name: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Making:
    """作る束。`no_copies` は、番号の書かれた紙が入るか。"""

    department: str
    lines: tuple[str, ...]
    no_copies: bool


def department_bundles(user: Any) -> tuple[BundleCard, ...]:
    """自分の課へ行く紙の束。渡していないものが先、渡したものは新しい順に十まで。"""
    at = desk(user)
    own = user.department.key
    coming, came = cases.bundles_for(own), cases.bundles_for(own, handed=True)[-10:]
    found, persons = cards(at, (*coming, *reversed(came)))
    naming.note(at, "department.bundles", "", persons)
    return found


def cards(at: Desk, bundles: tuple[BundleView, ...]) -> tuple[tuple[BundleCard, ...], frozenset[str]]:
    """束を、中の行といっしょに。二つめは、だれの紙か（見たことを書き残すため）。"""
    inside, known = inboxes.contents(bundles), naming.departments()
    persons = frozenset(one.subject for one in inside.values())
    return tuple(card(at, one, inside, known) for one in bundles), persons


def card(at: Desk, bundle: BundleView, inside: Contents, known: Mapping[str, DepartmentEntry]) -> BundleCard:
    """一つの束。"""
    rows = tuple(_row(at, key, inside.get((bundle.case_id, key))) for key in bundle.lines)
    sheets = sum(int(row.sheets.removesuffix("枚") or 0) for row in rows)
    handed = bundle.handed_at is not None
    department = known.get(bundle.department)
    name = department.name if department else naming.GONE
    when = bundle.handed_at or bundle.made_at
    return BundleCard(
        case_id=bundle.case_id, letter=bundle.number.rpartition("-")[2], number=bundle.number, department=name,
        total=f"{len(rows)}件 {sheets}枚", no_copies=bundle.no_copies,
        where=f"{name}　{bundle.receiver}さんが受け取った" if handed else f"窓口　{bundle.made_by}さんが束ねた。まだ渡していない",
        since=f"{moment(when, at.today)}から", handed=handed, signed=_signed(bundle),
        path=bundle.signature if handed and bundle.signature != BY_NUMBER else "",
        version=max((found.version for found in (inside.get((bundle.case_id, key)) for key in bundle.lines) if found), default=0),
        rows=rows,
    )  # fmt: skip


def _signed(bundle: BundleView) -> str:
    if bundle.handed_at is None:
        return ""
    return "職員番号で確かめて受け取り" if bundle.signature == BY_NUMBER else "署名あり"


def _row(at: Desk, key: str, packed: Packed | None) -> BundleRow:
    procedure = naming.procedure_of(at.definitions, key.partition("@")[0])
    papers = papers_of(procedure, packed.handed if packed else None)
    title = " ".join(part for part in named(procedure) if part) if procedure else key.partition("@")[0]
    text = "、".join(f"{label}{f' {count}通' if count > 1 else ''}" for label, count in papers)
    return BundleRow(
        key,
        packed.receipt if packed else "",
        title,
        text or "受け付けに紙の控えがない",
        f"{sum(count for _, count in papers)}枚",
    )


def papers_of(procedure: Procedure | None, handed: HandedIn | None) -> tuple[tuple[str, int], ...]:
    """束に入る紙。申請書、預かった原本（その場で返したものを除く）、返された証。"""
    form = (("申請書", 1),) if procedure is not None and procedure.form.kind != "none" else ()
    if handed is None:
        return form
    kept = tuple((label, count) for label, count, returned in handed.originals if not returned)
    return (*form, *kept, *((one, 1) for one in handed.cards))


def case_bundles(user: Any, case_id: int) -> CaseBundlesPage:
    """件の紙の束の画面（窓口）。束にできる行を課ごとに並べる。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.bundles")
    note_read(case.at, "counter.bundles", case.now.number, case.seen())
    held = cases.bundles(case_id)
    return CaseBundlesPage(band(case, "receive"), _choices(case, held), cards(case.at, held)[0])


def _choices(case: Opened, held: tuple[BundleView, ...]) -> tuple[BundleChoice, ...]:
    packed = {key for one in held for key in one.lines}
    loose = [line for key, line in case.now.lines.items() if key not in packed and line.state in WITH_PAPER]
    known = naming.departments()
    view = BundleView(
        case.case_id, case.now.number, "", "", tuple(line.key for line in loose), False, case.at.now, "", None, "", ""
    )  # fmt: skip
    inside = inboxes.contents((view,))
    found: dict[str, list[BundleRow]] = {}
    for line in loose:
        found.setdefault(line.department, []).append(
            _row(case.at, line.key, inside.get((case.case_id, line.key)))
        )
    return tuple(
        BundleChoice(key, known[key].name, tuple(rows), any(_numbered(inside.get((case.case_id, row.key))) for row in rows))
        for key, rows in sorted(found.items(), key=lambda one: all(row.empty for row in one[1]))
        if key in known
    )  # fmt: skip


def _numbered(packed: Packed | None) -> bool:
    return packed is not None and packed.handed is not None and packed.handed.no_copies


def make(user: Any, case_id: int, version: int, key: str, wanted: Making) -> str:
    """紙を課ごとの束にする。束の番号を返す。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.bundles")
    return receiving.bundle(case.deed(key, version), wanted.lines, wanted.department, wanted.no_copies)


def one(user: Any, case_id: int, letter: str, *, own: bool) -> BundleView:
    """一つの束。`own` なら、自分の課へ行く束だけ（ほかは NotFound）。"""
    return inboxes.one_bundle(case_id, letter, user.department.key if own else None)


def hand_over(user: Any, bundle: BundleView, key: str, checked: tuple[str, ...], sign: Signing) -> None:
    """束を渡す。全部の行に✓があり、線の署名か、受け取る職員の番号が要る。"""
    at = desk(user)
    left = [one for one in bundle.lines if one not in checked]
    if left:
        raise Fault(
            f"まだ✓のない紙が{len(left)}件あります。", value="lines",
            remedy="一枚ずつ確かめて✓をつけてください。足りない紙があれば、署名せずに窓口へ知らせてください。",
        )  # fmt: skip
    receiver, signature = _receiver(at, bundle, sign)
    deed = at.deed(key, bundle.case_id)
    receiving.hand_over(deed, bundle.number, signature, receiver)


def _receiver(at: Desk, bundle: BundleView, sign: Signing) -> tuple[str, str]:
    """受け取った職員の名と署名。番号で受け取るのは、その課で働いている職員だけ。"""
    if sign.path.strip():
        return sign.name.strip() or at.user.display_name, sign.path.strip()
    found: Any = accounts.official(sign.login.strip(), at.today) if sign.login.strip() else None
    if found is None or found.department.key != bundle.department:
        raise Fault(
            "受け取る方の署名がありません。" if not sign.login.strip() else "その課の職員番号ではありません。",
            remedy="枠の中に署名するか、受け取る課の方の職員番号を入れてください。", value="login",
        )  # fmt: skip
    return found.display_name, BY_NUMBER
