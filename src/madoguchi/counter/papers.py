"""渡す紙。組んでから短い取引で書き残し、それから渡す。渡してよい来庁かを、そのたびに確かめる。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases import queries as cases
from madoguchi.cases.people import Entered
from madoguchi.cases.queries import VisitView
from madoguchi.counter.adjusting import adjusted, four_parts
from madoguchi.counter.gathering import facts_of, judged
from madoguchi.counter.kin_facts import with_kin
from madoguchi.counter.lines import key_of
from madoguchi.counter.numbering import key_at
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.people import display
from madoguchi.counter.receptions import ROLES
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Facts
from madoguchi.domain.judgement import NEEDED, Line
from madoguchi.domain.visits import RELATIONS
from madoguchi.guide import general, lists
from madoguchi.printing import context as paper
from madoguchi.printing import filling, forms, packs
from madoguchi.printing.definition import PaperForm


def personal_list(user: Any, case_id: int) -> bytes:
    """手続き一覧の PDF。"""
    case = opened(user, case_id)
    case.refuse_if_general("paper.list")
    wanted = _wanted(case)
    signatures = sum(form.edition(case.at.today).signatures for _, form in wanted)
    handed = lists.Handed(handed_to(case.visit), signatures, len(wanted))
    pdf = lists.personal_list(
        four_parts(case), cases.token(case_id), case.at.municipality, case.at.today, handed
    )
    actions.print_list(case.deed(once(case, "list"), None))
    return pdf


def general_list(user: Any, case_id: int) -> bytes:
    """一般の案内と引換票の PDF。だれの件でも同じ紙で、合言葉だけが違う。"""
    case = opened(user, case_id)
    if case.prepared:
        raise case.denied("paper.general")
    at = case.at
    pdf = general.general_list(
        at.definitions, case.now.event_kind, cases.token(case_id), at.municipality, at.today
    )
    actions.print_general(case.deed(once(case, "general"), None))
    return pdf


def pack(user: Any, case_id: int) -> bytes:
    """記入済みの様式を、一度に刷れる一つの PDF にする。"""
    case = opened(user, case_id)
    case.refuse_if_general("paper.pack")
    wanted = _wanted(case)
    if not wanted:
        raise Fault("刷る様式がありません。", remedy="一覧に、様式のある手続きがあるかを確かめてください。")
    facts = _fresh_facts(case)
    filled = [filling.fill(form, _context(case, facts, line, form), case.at.today) for line, form in wanted]
    pdf = packs.pack(filled)
    actions.print_forms(case.deed(once(case, "forms"), None), tuple(form.id for _, form in wanted))
    return pdf


def one_form(user: Any, case_id: int, number: int) -> bytes:
    """一行の、記入済みの様式だけの PDF。"""
    case = opened(user, case_id)
    case.refuse_if_general("paper.form")
    key = key_at(case, number)
    found = next(((line, form) for line, form in _wanted(case) if key_of(line) == key), None)
    if found is None:
        raise Fault(
            "この手続きに、記入済みで出せる様式はありません。",
            remedy="担当課の様式を使うか、様式の棚を確かめてください。",
        )
    line, form = found
    pdf = filling.fill(form, _context(case, _fresh_facts(case), line, form), case.at.today).pdf
    actions.print_forms(case.deed(once(case, "form"), None), (form.id,))
    return pdf


def once(case: Opened, what: str) -> str:
    """刷るたびに別の操作として残す鍵。"""
    return f"{what}:{case.case_id}:{case.now.seq}:{case.at.now.isoformat()}"


def _wanted(case: Opened) -> list[tuple[Line, PaperForm]]:
    """今日の一覧にある行のうち、記入済みで出せる様式。様式は、きょうの版のもの。"""
    shelf = forms.of_release(case.at.release)
    shown = {(one.procedure_id, one.person) for one in (*four_parts(case).today, *four_parts(case).again)}
    found: dict[str, tuple[Line, PaperForm]] = {}
    for line in adjusted(case).lines:
        use = line.procedure.form
        if (line.procedure.id, line.person) in shown and line.result == NEEDED and use.id in shelf:
            key = use.id if use.kind == "combined" else f"{use.id}:{key_of(line)}"
            found.setdefault(key, (line, shelf[use.id]))
    return list(found.values())


def _fresh_facts(case: Opened) -> tuple[Facts, ...]:
    """様式に入れる事実は、凍らせたものでなく、いまの記録から。守られる人の居どころは、そこで除かれる。"""
    held = case.gather()
    return with_kin(case.kin, facts_of(case.at, held, judged(case.at, held, case.answers.values).used))


def _context(case: Opened, every: tuple[Facts, ...], line: Line, form: PaperForm) -> paper.FormContext:
    """その行のできごとの事実を流し込む。"""
    facts = next((one for one in every if one.situation.event.kind in line.events), every[0])
    made = paper.of_event(
        facts, case.at.definitions, form.edition(case.at.today).parameters, case.at.municipality
    )
    visit = replace(made.visit, on=case.at.today, claimant=_claimant(case.visit, case.now.entered))
    tag = paper.CasePaper(case.now.number, cases.token(case.case_id))
    return replace(made, person=line.person, visit=visit, case=tag)


def _claimant(visit: VisitView, entered: Entered | None) -> paper.Claimant:
    """来た人。住民なら記録から、そうでなければ言ったことと届に書いたことだけ。"""
    relation = visit.relation or None
    if not visit.person_key:
        return paper.Claimant(name=visit.name or None, kana=visit.kana or None, relation=relation)
    own = display(entered, visit.person_key)
    birth = own.birth if isinstance(own.birth, date) else None
    return paper.Claimant(
        own.name or None,
        own.kana or None,
        relation,
        birth,
        own.postal_code or None,
        own.address or None,
        own.phone or None,
    )


def handed_to(visit: VisitView) -> str:
    """紙に書く「来た方」。続柄と、喪主などの役だけ。"""
    said = [
        RELATIONS.get(visit.relation, ""),
        *(ROLES[role] for role in sorted(visit.roles) if role in ROLES),
    ]
    note = "、".join(part for part in said if part)
    name = f"{visit.name}さん" if visit.name else ""
    return f"{name}（{note}）" if name and note else name
