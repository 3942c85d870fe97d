"""市の行が守るべき法。作り方を見ずに、書き出された行だけを見て、破れを文で返す。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from madoguchi.domain.calendar import (
    Span,
    add_months,
    age_at_fiscal_year_end,
    age_by_birthday,
    age_by_law,
    bounds,
)
from madoguchi.domain.kinship import parse_relation
from madoguchi.residents.feeds.profiles import load_set
from madoguchi.residents.feeds.reading import FeedRow

HEALTH = ("nhi", "latter_elderly", "public_assist")
#: 死亡の登録か転出で閉じる資格。
CLOSED = (*HEALTH, "ltc", "pension", "seal_reg", "voter", "resident_foreign")
FAMILY = ("child_allow", "single_parent_allow", "support_measure", "school", "childcare", "housing", "water")
SINGLE = (*CLOSED, *FAMILY)
GRACE = timedelta(days=75)
#: 生まれるより前でもよい日付。
NOT_OF_A_LIFE = {"pregnancy.due_on"}


class Register:
    """一つの市の行を、人ごとに引けるようにしたもの。"""

    def __init__(self, rows: Mapping[str, Sequence[FeedRow]], on: date) -> None:
        self.rows, self.on = defaultdict(list, rows), on
        self.of: dict[str, dict[str, list[FeedRow]]] = defaultdict(lambda: defaultdict(list))
        for group, listed in rows.items():
            for row in listed:
                self.of[row.subject][group].append(row)
        for groups in self.of.values():
            for listed in groups.values():
                listed.sort(key=lambda row: row.valid_from)

    def now(self, key: str) -> Mapping[str, object]:
        """いちばん新しい住民記録の値。"""
        return self.of[key]["resident"][-1].values

    def born(self, key: str) -> date:
        """生まれた日。不詳なら早いほう。"""
        return bounds(self.now(key)["resident.birth_date"])[0]

    def status(self, key: str) -> object:
        """いまの住民状態。"""
        return self.now(key)["resident.resident_status"]

    def resident_on(self, key: str, day: date) -> FeedRow | None:
        """その日に住民だった行。"""
        return next(
            (row for row in self.of[key]["resident"]
             if row.valid_from <= day < row.valid_to and row.values["resident.resident_status"] == "resident"), None,
        )  # fmt: skip


def broken(rows: Mapping[str, Sequence[FeedRow]], on: date) -> list[str]:
    """破れの全部。"""
    register = Register(rows, on)
    return [f"{law.__name__}: {found}" for law in LAWS for found in law(register)]


def keys_are_unique(register: Register) -> Iterator[str]:
    """書き出した出力が、鍵の重なりで断られない。"""
    for group, profile in load_set("neutral-utf8").profiles.items():
        record = next((one.field for one in profile.columns if one.header == profile.record), None)
        seen: set[object] = set()
        for row in register.rows.get(group, []):
            key = (row.subject, row.values.get(record) if record else row.valid_from)
            if key in seen:
                yield f"{group} {key}"
            seen.add(key)


def nothing_before_birth_and_nothing_ends_before_it_begins(register: Register) -> Iterator[str]:
    """どの行も、どの日付の欄も、生まれる前にはない。住民になる前の保険もない。"""
    for group, rows in register.rows.items():
        for row in rows:
            born = register.born(row.subject)
            early = [
                name for name, value in row.values.items()
                if isinstance(value, date | Span) and name not in NOT_OF_A_LIFE and bounds(value)[1] < born
            ]  # fmt: skip
            if row.valid_from < born or row.valid_to <= row.valid_from or early:
                yield f"{group} {row} {early}"


def one_row_at_a_time(register: Register) -> Iterator[str]:
    """一人に一つのはずの組で、期間が重ならない。健康保険は、どれか一つ。"""
    for key, groups in register.of.items():
        listed = [(group, groups[group]) for group in SINGLE if group in groups]
        health = sorted(
            (row for group in HEALTH for row in groups.get(group, [])), key=lambda row: row.valid_from
        )
        for name, rows in [*listed, ("health", health)]:
            for before, after in pairwise(rows):
                if after.valid_from < before.valid_to:
                    yield f"{name} {key} {before.valid_from}～{before.valid_to} と {after.valid_from}"


def the_history_is_whole(register: Register) -> Iterator[str]:
    """住民記録の履歴に、すきまも重なりもなく、番号が続く。続柄が読める。"""
    for key, groups in register.of.items():
        rows = sorted(groups["resident"], key=lambda row: row.values["resident.history_no"])
        numbers = [row.values["resident.history_no"] for row in rows]
        joined = all(a.valid_to == b.valid_from for a, b in pairwise(rows))
        relations = [row.values.get("resident.relation") for row in rows]
        readable = all(not one or parse_relation(str(one)) is not None for one in relations)
        if (
            numbers != list(range(1, len(rows) + 1))
            or not joined
            or rows[-1].valid_to != date.max
            or not readable
        ):
            yield f"{key} {numbers} {relations} {[(row.valid_from, row.valid_to) for row in rows]}"


def one_head_a_household(register: Register) -> Iterator[str]:
    """いまとひと月前とふた月前に、一つの世帯に世帯主は一人。亡くなって間もない世帯主は、まだ継がれていなくてよい。"""
    for day in (register.on, register.on - timedelta(days=30), register.on - timedelta(days=61)):
        heads: dict[object, int] = defaultdict(int)
        for key in register.of:
            row = register.resident_on(key, day)
            if row is not None:
                heads[row.values["resident.household_no"]] += row.values["resident.relation"] == "世帯主"
        mourning = _mourning(register, day)
        for home, count in heads.items():
            if count > 1 or (count == 0 and home not in mourning):
                yield f"{day} 世帯 {home} の世帯主 {count}"


def _mourning(register: Register, day: date) -> set[object]:
    """世帯主が亡くなって間もない世帯。"""
    return {
        row.values["resident.household_no"] for row in register.rows["resident"]
        if row.values.get("resident.relation") == "世帯主" and row.values.get("resident.death_date", date.min) > day - GRACE
    }  # fmt: skip


def the_latter_elderly_are_75_or_disabled(register: Register) -> Iterator[str]:
    """後期高齢者医療は75歳の誕生日から、または障害認定で65歳から。75歳からは、保護でなければ必ず。"""
    for row in register.rows["latter_elderly"]:
        age = age_by_birthday(register.born(row.subject), row.values["latter_elderly.acquired_on"])
        if age < (65 if row.values.get("latter_elderly.disability_cert") else 75):
            yield f"{age}歳 {row}"
    for key, groups in register.of.items():
        old = register.status(key) == "resident" and age_by_birthday(register.born(key), register.on) >= 75
        if old and not any(
            row.valid_to > register.on for group in HEALTH[1:] for row in groups.get(group, [])
        ):
            yield f"75歳からの人 {key} に保険がない"
    for row in register.rows["nhi"]:
        last = min(row.valid_to - timedelta(days=1), register.on)
        if age_by_birthday(register.born(row.subject), last) >= 75 and register.status(row.subject) != "dead":
            yield f"75歳からの国保 {row}"


def care_and_pension_follow_the_age(register: Register) -> Iterator[str]:
    """第1号は65歳から、第2号被保険者は40歳から。国民年金は20歳から60歳、任意は65歳まで。"""
    for row in register.rows["ltc"]:
        age = age_by_law(register.born(row.subject), row.values["ltc.acquired_on"])
        last = age_by_law(register.born(row.subject), min(register.on, row.valid_to))
        if not (age >= 65 if row.values["ltc.insured_kind"] == "1" else 40 <= last < 66):
            yield f"{age}歳 {row}"
    for row in register.rows["pension"]:
        born, top = register.born(row.subject), 65 if row.values["pension.kind"] == "voluntary" else 60
        last = min(register.on, row.valid_to - timedelta(days=1))
        if age_by_birthday(born, row.values["pension.acquired_on"]) < 20 or age_by_law(born, last) >= top:
            yield f"{row}"


def children_of_an_allowance_are_minors_at_home(register: Register) -> Iterator[str]:
    """手当には児童がいて、受給者は死んでも転出してもいない。児童は年度末に18歳まで、生まれてから、同じ世帯に。"""
    for group in ("child_allow", "single_parent_allow", "special_child_allow"):
        for row in register.rows.get(group, []):
            children = row.values[f"{group}.children"]
            if row.valid_to != date.max:
                continue
            home = register.now(row.subject).get("resident.household_no")
            wrong = [
                key for key in children
                if key not in register.of or register.now(key).get("resident.household_no") != home
                or register.born(key) > register.on
                or age_at_fiscal_year_end(register.born(key), register.on) > 20
            ]  # fmt: skip
            if not children or wrong or register.status(row.subject) == "moved_out":
                yield f"{row} {wrong}"


def every_child_has_an_allowance(register: Register) -> Iterator[str]:
    """児童手当の児童でない、15歳までの子はいない。受給者が亡くなって間もない家と、生まれた日と転入の届けのあとは別。"""
    named: set[str] = set()
    for row in register.rows["child_allow"]:
        named |= row.values["child_allow.children"]
    for key in register.of:
        young = age_at_fiscal_year_end(register.born(key), register.on) <= 15
        if young and register.status(key) == "resident" and key not in named:
            yield f"{key} {register.now(key)['resident.relation']}"


def the_gone_hold_nothing(register: Register) -> Iterator[str]:
    """死亡の登録か転出のあと、資格は開いていない。死亡日の翌日より後に始まる行もない。"""
    for key, groups in register.of.items():
        now = register.now(key)
        died, registered = now.get("resident.death_date"), now.get("resident.death_registered_on")
        if now["resident.resident_status"] == "moved_out" or registered:
            left = [
                group for group in CLOSED if any(row.valid_to == date.max for row in groups.get(group, []))
            ]
            if left:
                yield f"{key} {now['resident.resident_status']} {left}"
        for group, rows in groups.items():
            late = [row for row in rows if died and row.valid_from > died + timedelta(days=1)]
            if late:
                yield f"{group} 死亡 {died} のあと {late[0].valid_from} {key}"


def only_those_who_may_vote_and_only_foreigners_hold_cards(register: Register) -> Iterator[str]:
    """選挙人名簿は18歳からの日本人で、住んで3か月から。在留の行は外国人住民だけで、外国人住民には必ず。"""
    for row in register.rows["voter"]:
        born, since = register.born(row.subject), register.of[row.subject]["resident"][0].valid_from
        too_early = row.valid_from < max(add_months(born, 216), add_months(since, 3))
        if too_early or register.now(row.subject)["resident.resident_kind"] != "japanese":
            yield f"{row}"
    foreign = {row.subject for row in register.rows["resident_foreign"]}
    for key in register.of:
        if (register.now(key)["resident.resident_kind"] == "foreign") != (key in foreign):
            yield f"在留 {key}"


def pupils_are_of_school_age(register: Register) -> Iterator[str]:
    """小中学生は年度末に7～15歳、保育は6歳まで。"""
    for group, low, high in (("school", 7, 15), ("childcare", 0, 6)):
        for row in register.rows[group]:
            if row.valid_to == date.max:
                year = age_at_fiscal_year_end(register.born(row.subject), register.on)
                if not low <= year <= high:
                    yield f"{group} {year}歳 {row}"


def everyone_named_is_known(register: Register) -> Iterator[str]:
    """児童・保護者として名の出る番号は、どれも住民記録にある。"""
    for group, field in (("med_subsidy", "guardian"), ("school", "guardian"), ("child_allow", "children")):
        for row in register.rows[group]:
            value = row.values.get(f"{group}.{field}", frozenset())
            for key in [value] if isinstance(value, str) else value:
                if key not in register.of:
                    yield f"{group} {key}"


LAWS = (
    keys_are_unique, nothing_before_birth_and_nothing_ends_before_it_begins, one_row_at_a_time,
    the_history_is_whole, one_head_a_household, the_latter_elderly_are_75_or_disabled,
    care_and_pension_follow_the_age, children_of_an_allowance_are_minors_at_home, every_child_has_an_allowance,
    the_gone_hold_nothing, only_those_who_may_vote_and_only_foreigners_hold_cards, pupils_are_of_school_age,
    everyone_named_is_known,
)  # fmt: skip
