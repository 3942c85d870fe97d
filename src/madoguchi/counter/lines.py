"""判定の一行を、画面の一行にする。理由・事実の出どころ・持ち主・担当を、表示のままの文字で。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases.projection import line_key
from madoguchi.catalogue.sentences import sentence
from madoguchi.counter.opened import Opened
from madoguchi.counter.pages import ListLine, ReasonFact
from madoguchi.counter.permissions import permission_of
from madoguchi.counter.texts import moment, stored_moment
from madoguchi.domain.explanation import because, definition_of, value_text
from madoguchi.domain.facts import Fact
from madoguchi.domain.judgement import NOT_NEEDED, UNDECIDED, Line
from madoguchi.domain.procedures import Procedure
from madoguchi.domain.tracing import FactRef
from madoguchi.guide.wording import deadline_text, department_of, mark_of, note_of, open_text, who_text

Hint = tuple[str, str | None, Any]


def key_of(line: Line) -> str:
    """行の鍵。"""
    return line_key(line.procedure.id, line.person)


def title_of(case: Opened, line: Line) -> str:
    """手続きの名。人ごとの行には、だれのことかを添える。"""
    whose = line.person if line.procedure.per in ("member", "mover") else None
    return named(line.procedure)[1] + (f"（{case.names[whose]}さん）" if whose in case.names else "")


def named(procedure: Procedure) -> tuple[str, str]:
    """制度の名と、そのあとに続く手続きの名。名の頭が制度の名と切れずに続くときは、制度の名を重ねない。"""
    name, scheme = procedure.name, procedure.scheme
    if not scheme or not name.startswith(scheme):
        return scheme, name
    rest = name.removeprefix(scheme)
    return (scheme, rest.strip()) if rest[:1].isspace() else ("", name)


def full_title(case: Opened, line: Line) -> str:
    """制度の名から始まる、手続きの名。"""
    return " ".join(part for part in (named(line.procedure)[0], title_of(case, line)) if part)


def list_line(case: Opened, line: Line, *, registered: bool) -> ListLine:
    """一覧の一行。"""
    procedure, on = line.procedure, case.at.today
    department = department_of(procedure, case.at.municipality)
    text, answer = _hint_texts(case, line)
    is_staff = procedure.audience == "staff"
    return ListLine(
        key=key_of(line), procedure=procedure.id, mark=_mark(line, registered), scheme=named(procedure)[0],
        title=title_of(case, line), deadline=due_text(case, line), who="" if is_staff else who_text(procedure.claimant.short),
        department=department.name, reason=reason_text(case, line), facts=fact_rows(case, line),
        basis="、".join(one.text for one in procedure.basis), note=note_of(line, on) if line.result != NOT_NEEDED else "",
        hint=text, hint_answer=answer, may_file=may_text(case, line), form=procedure.form.id or "",
        unverified=procedure.verified_on is None, staff_only=is_staff,
        rule=rule_text(case, procedure),
    )  # fmt: skip


def _mark(line: Line, registered: bool) -> str:
    return "不要" if line.result == NOT_NEEDED else mark_of(line, registered)


def rule_text(case: Opened, procedure: Procedure) -> str:
    """条件の文。同じ版の中では一度だけ作る。"""
    kept = case.definitions.prepared
    key = ("rule", procedure.id, procedure.valid_from)
    if key not in kept:
        kept[key] = sentence(procedure.condition, case.definitions)
    return str(kept[key])


def _is_closed(line: Line) -> bool:
    """閉じた項目のために決まらない行か。"""
    return line.withheld and line.result == UNDECIDED


def _neutral(case: Opened, line: Line) -> str:
    """閉じた項目の行に出す、どの家でも同じ文。"""
    department = department_of(line.procedure, case.at.municipality)
    extension = f"　内線 {department.extension}" if department.extension else ""
    return f"{department.name}で確認{extension}"


def due_text(case: Opened, line: Line) -> str:
    if _is_closed(line):
        return _neutral(case, line)
    if line.result == UNDECIDED and line.procedure.place == "city":
        department = department_of(line.procedure, case.at.municipality)
        return open_text(line, case.definitions, department.name)
    return "" if line.result == NOT_NEEDED else deadline_text(line.deadline, case.at.today)


def reason_text(case: Opened, line: Line) -> str:
    return _neutral(case, line) if _is_closed(line) else because(line, case.definitions, case.names)


def fact_rows(case: Opened, line: Line) -> tuple[ReasonFact, ...]:
    """決め手になった事実。"""
    return tuple(dict.fromkeys(_fact(case, ref, line) for ref in line.deciding))


def _fact(case: Opened, ref: FactRef, line: Line) -> ReasonFact:
    definition = definition_of(case.definitions.dictionary, ref.fact_id)
    whose = (
        f"{case.names[ref.person]}さんの" if ref.person != line.person and ref.person in case.names else ""
    )
    value = "記録なし" if ref.fact.state == "absent" else value_text(definition, ref.fact.value)
    return ReasonFact(f"{whose}{definition.label}", value, source_text(case, ref))


def source_text(case: Opened, ref: FactRef) -> str:
    """事実の出どころと時点。「後期高齢者医療の記録、11月20日 6時」「聞き取り、今日 9時31分」「みなし」。"""
    fact: Fact = ref.fact
    if fact.presumed:
        return "みなし"
    if fact.source == "interview":
        at = case.answers.at.get((ref.fact_id, ref.person))
        return "聞き取り" if at is None else f"聞き取り、{moment(at, case.at.today)}"
    if fact.source.startswith("implication:"):
        return "法令から"
    group = case.definitions.dictionary.groups.get(fact.source)
    if group is None or group.kind != "register":
        return "件の控え" if fact.source == "case" or group is not None else "計算"
    time = stored_moment(fact.as_of, case.at.today)
    name = group.name if group.name.endswith("記録") else f"{group.name}の記録"
    return f"{name}、{time}" if time else name


def hints(case: Opened, line: Line) -> tuple[Hint, ...]:
    """古い記録の値で、家族に確かめれば決まるもの。"""
    found = []
    for one in line.open if not line.withheld else ():
        definition = case.definitions.dictionary.facts.get(one.fact_id)
        hint = case.facts.get(one.fact_id, one.person).hint
        if definition is not None and definition.question and hint is not None:
            found.append((one.fact_id, one.person, hint))
    return tuple(found)


def _hint_texts(case: Opened, line: Line) -> tuple[str, str]:
    """古い記録の値の言い方と、それを確かめたという答え。"""
    found = hints(case, line)
    if not found:
        return "", ""
    fact_id, person, hint = found[0]
    definition = case.definitions.dictionary.facts[fact_id]
    time = stored_moment(case.facts.get(fact_id, person).as_of, case.at.today)
    value = value_text(definition, hint)
    text = (
        f"{time}の記録では「{definition.label}」は{value}。「{definition.question}」とたずねれば決まります。"
    )
    return text, value


def may_text(case: Opened, line: Line) -> str:
    """いまの来庁の人が出せるか。出せるなら空。"""
    if case.prepared:
        return ""
    permission = permission_of(case, line.procedure)
    need = "、".join(one for one in permission.need if one)
    return {
        "yes": "", "with_papers": f"{need}があれば出せます", "ask": f"{need}で確かめます", "no": f"{need}が出します",
    }[permission.state] if need else ""  # fmt: skip
