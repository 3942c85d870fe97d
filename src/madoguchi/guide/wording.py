"""家族に見せる言葉。約束しない、急がせない、残り日数を言わない。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.calendar import wareki, weekday
from madoguchi.domain.deadlines import Deadline
from madoguchi.domain.explanation import definition_of
from madoguchi.domain.judgement import NEEDED, Line
from madoguchi.domain.procedures import Definitions, Procedure

# 家族に聞けば分かる事実の組の種類。記録のほうの不明は、家族にはどうにもできない。
ASKED_KINDS = frozenset({"interview"})
WITHOUT_VISIT = {"mail": "郵便で済みます", "online": "電話かインターネットで済みます"}
ALREADY_SAID = ("方", "でも", "さま", "さん", "ます", "ません")


@dataclass(frozen=True, slots=True)
class Desk:
    """行き先。"""

    name: str
    extension: str = ""


def day_text(day: date, on: date) -> str:
    """日付。同じ年のうちは年を略す。

    >>> day_text(date(2026, 11, 26), date(2026, 11, 20))
    '11月26日（木）'
    >>> day_text(date(2027, 2, 15), date(2026, 11, 20))
    '令和9年2月15日（月）'
    """
    text = f"{day.month}月{day.day}日" if day.year == on.year else wareki(day)
    return f"{text}（{weekday(day)}）"


def deadline_text(deadline: Deadline | None, on: date) -> str:
    """いつまで。受け付けがまだなら「いつから」。日が決まらなければ、決まりの文のまま。"""
    if deadline is None:
        return "期限なし"
    if deadline.opens is not None and deadline.opens > on:
        return f"{day_text(deadline.opens, on)}から"
    return deadline.text if deadline.date is None else f"{day_text(deadline.date, on)}まで"


def mark_of(line: Line, registered: bool) -> str:
    """行の札。"""
    procedure = line.procedure
    if line.result != NEEDED:
        return "要確認"
    if procedure.after_register and not registered:
        return "登録後に可"
    return {"right": "請求できる", "information": "案内"}.get(procedure.kind, "必要")


def note_of(line: Line, on: date) -> str:
    """行の下に添える一言。お金の行は約束の言い方をしない。"""
    procedure = line.procedure
    notes = []
    decided = line.result == NEEDED
    if decided and procedure.kind == "right":
        notes.append("請求できる場合があります")
        if procedure.agency and procedure.place == "city":
            notes.append(f"決めるのは{procedure.agency}です")
    if decided and procedure.channel == "consult" and procedure.place == "city":
        notes.append("担当の窓口で相談します")
    if decided and procedure.place == "city" and procedure.channel in WITHOUT_VISIT:
        notes.append(WITHOUT_VISIT[procedure.channel])
    if line.deadline and line.deadline.date is not None and line.deadline.date < on:
        notes.append("日付を過ぎています。窓口でご相談ください")
    return "。".join(notes)


def open_text(line: Line, definitions: Definitions, department: str) -> str:
    """まだ決まらない行に添える、何が分かれば決まるか。閉じた項目の行は、どの家でも同じ文。"""
    if line.withheld:
        return f"{department}で確認します"
    labels = dict.fromkeys(
        definition_of(definitions.dictionary, one.fact_id).label
        for one in line.open
        if _asked(one.fact_id, definitions)
    )
    if labels:
        return f"「{'」と「'.join(list(labels)[:2])}」が分かれば決まります"
    return "市で記録を確かめています"


def _asked(fact_id: str, definitions: Definitions) -> bool:
    group = definitions.dictionary.groups.get(fact_id.partition(".")[0])
    return group is not None and group.kind in ASKED_KINDS


def who_text(short: str) -> str:
    """だれが来ればよいか。

    >>> who_text("喪主"), who_text("どなたでも"), who_text("届はいりません")
    ('喪主の方', 'どなたでも', '届はいりません')
    """
    if not short:
        return "どなたでも"
    return short if short.endswith(ALREADY_SAID) else f"{short}の方"


def department_of(procedure: Procedure, municipality: MunicipalityProfile) -> Desk:
    """行き先の課か、市役所の外なら機関（内線は、たずねられる課のもの）。まだ決めていなければ、そう言う。"""
    found = municipality.departments.get(procedure.department)
    extension = (found.extension or "") if found else ""
    if procedure.place == "outside" and procedure.agency:
        return Desk(procedure.agency, extension)
    if found is not None:
        return Desk(found.name, extension)
    return Desk("" if procedure.place == "outside" else "担当課（要設定）")
