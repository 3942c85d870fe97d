"""操作の記録：二度送っても一つ、古い版は断る、作り直せば同じ、よその自治体には見えない。"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection, transaction

from madoguchi.audit.models import AuditEntry
from madoguchi.cases import actions, queries, rebuilding, receiving
from madoguchi.cases.models import Action, Case, CaseLine, KeptRelease, Payload
from madoguchi.cases.states import NotNow
from madoguchi.catalogue.releases import Release
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import ASKED
from madoguchi.municipalities.scope import OutOfScope, scope
from tests.cases.world import DAUGHTER, NOW, SON, deed, judged


def test_a_case_gets_a_number_of_the_day(opened: actions.Done) -> None:
    second = actions.open_case(deed(), actions.Opening("death", "P9", SON))
    assert queries.now(opened.case_id).number == "8-1120-001"
    assert queries.now(second.case_id).number == "8-1120-002"


def test_sending_twice_changes_once(listed: actions.Done) -> None:
    act = deed(listed.case_id, 2)
    first = actions.set_aside(act, "d_inu@P1", "飼い主は別の人だった")
    count = (Action.objects.count(), AuditEntry.objects.count())
    again = actions.set_aside(act, "d_inu@P1", "飼い主は別の人だった")
    assert (again.seq, again.version, again.repeated) == (first.seq, first.version, True)
    assert (Action.objects.count(), AuditEntry.objects.count()) == count


def test_opening_twice_opens_once(aoba: str) -> None:
    act = deed()
    first = actions.open_case(act, actions.Opening("death", "P1", SON))
    again = actions.open_case(act, actions.Opening("death", "P1", SON))
    assert first.case_id == again.case_id
    assert Case.objects.count() == 1


def test_a_key_used_for_another_deed_is_refused(listed: actions.Done) -> None:
    act = deed(listed.case_id, 2)
    actions.set_aside(act, "d_inu@P1", "別の人の犬")
    with pytest.raises(Fault, match="別の操作に使われています"):
        actions.put_back(replace(act, version=3), "d_inu@P1")


def test_an_old_version_is_refused_and_says_what_changed(listed: actions.Done) -> None:
    actions.set_aside(deed(listed.case_id, 2, name="山田"), "d_inu@P1", "別の人の犬")
    with pytest.raises(actions.Conflict) as caught:
        actions.set_aside(deed(listed.case_id, 2), "d_inu@P1", "証がない")
    assert caught.value.changes == ("山田さんが行を外しました",)
    assert queries.now(listed.case_id).version == 3


def test_two_clerks_on_two_lines_do_not_stop_each_other(listed: actions.Done) -> None:
    actions.set_aside(deed(listed.case_id, 2, name="山田"), "d_inu@P1", "別の人の犬")
    actions.set_aside(deed(listed.case_id, 2), "d_kouki_sousaihi@P1", "勤め先から出る")
    lines = queries.now(listed.case_id).lines
    assert (lines["d_inu@P1"].by, lines["d_kouki_sousaihi@P1"].by) == ("山田", "小川")


def test_printing_does_not_make_a_colleagues_screen_old(listed: actions.Done) -> None:
    actions.print_list(deed(listed.case_id))
    assert queries.now(listed.case_id).state == "listed"
    actions.set_aside(deed(listed.case_id, 2), "d_inu@P1", "別の人の犬")


def test_a_deed_refused_inside_leaves_nothing(listed: actions.Done) -> None:
    def guard() -> None:
        raise Fault("保護の確かめで止まりました。")

    before = (Action.objects.count(), AuditEntry.objects.count(), queries.now(listed.case_id))
    with pytest.raises(Fault, match="保護の確かめ"):
        actions.set_aside(deed(listed.case_id, 2, guard=guard), "d_inu@P1", "別の人の犬")
    assert (Action.objects.count(), AuditEntry.objects.count(), queries.now(listed.case_id)) == before


def test_the_audit_record_comes_last_and_holds_no_words(listed: actions.Done) -> None:
    watch = _Watch()
    with connection.execute_wrapper(watch):
        actions.set_aside(deed(listed.case_id, 2), "d_inu@P1", "内緒の理由")
    writes = [sql for sql in watch.seen if sql.split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert "audit_" in writes[-1] and "audit_" in writes[-2]
    assert not any("audit_" in sql for sql in writes[:-2])
    last = AuditEntry.objects.order_by("-seq").first()
    assert last.action == "case.set_aside"
    assert "内緒" not in str(vars(last))


class _Watch:
    """流れた文を書きとめる。"""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.seen.append(sql)
        return execute(sql, params, many, context)


@pytest.mark.parametrize("at", range(1, 14))
def test_failing_at_any_statement_changes_nothing(listed: actions.Done, at: int) -> None:
    before = (Action.objects.count(), AuditEntry.objects.count(), queries.now(listed.case_id))
    act = deed(listed.case_id, 2)
    try:
        with transaction.atomic(), connection.execute_wrapper(_Break(at)):
            actions.set_aside(act, "d_inu@P1", "別の人の犬")
    except ConnectionError:
        assert (Action.objects.count(), AuditEntry.objects.count(), queries.now(listed.case_id)) == before
        actions.set_aside(act, "d_inu@P1", "別の人の犬")
    assert Action.objects.count() == before[0] + 1
    assert rebuilding.differences(listed.case_id) == ()


class _Break(_Watch):
    """`at` 番めの文で止める。"""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.seen.append(sql)
        if len(self.seen) == self.at:
            raise ConnectionError(sql)
        return execute(sql, params, many, context)


def test_rebuilding_from_the_actions_gives_what_the_tables_show(
    opened: actions.Done, frozen: actions.Frozen
) -> None:
    case = opened.case_id
    actions.judge(deed(case, 1), frozen)
    actions.confirm_household(deed(case, 2))
    actions.answer(deed(case, 3), {("ask.pension_kind", None): frozenset({"basic"})}, "insurance", frozen)
    actions.set_aside(deed(case, 4), "d_inu@P1", "別の人の犬")
    actions.add_line(deed(case, 5), "d_setainushi", "世帯主変更届", "子が戻る")
    actions.finish_interview(deed(case, 6))
    actions.print_list(deed(case))
    actions.open_case(deed(), actions.Opening("death", "P1", DAUGHTER))
    assert rebuilding.rebuild(case) == queries.now(case)
    assert rebuilding.differences(case) == ()


def test_a_damaged_table_and_a_damaged_action_are_found(listed: actions.Done) -> None:
    CaseLine.objects.filter(key="d_inu@P1").update(state="done")
    row = Payload.objects.get(action__kind="judge")
    row.body = {**row.body, "release": "x"}
    row.save()
    found = rebuilding.differences(listed.case_id)
    assert any(one.startswith("行 d_inu@P1") for one in found)
    assert any("要約値と合いません" in one for one in found)


def test_erasing_leaves_the_deed_but_not_its_words(listed: actions.Done) -> None:
    rebuilding.erase(listed.case_id, deed().actor.at)
    assert Action.objects.filter(case_id=listed.case_id).count() == 2
    assert not Payload.objects.filter(body__isnull=False).exists()
    with pytest.raises(queries.NotFound, match="保存年限"):
        rebuilding.rebuild(listed.case_id)


def test_another_municipality_sees_no_case(listed: actions.Done) -> None:
    token = queries.token(listed.case_id)
    with scope("990002"):
        with pytest.raises(queries.NotFound):
            queries.now(listed.case_id)
        with pytest.raises(queries.NotFound):
            actions.set_aside(deed(listed.case_id, 2), "d_inu@P1", "よその件")
        assert queries.case_by_token(token) is None
    assert queries.case_by_token(token) == listed.case_id


@pytest.mark.django_db
def test_without_a_municipality_nothing_is_read() -> None:
    with pytest.raises(OutOfScope):
        queries.now(1)


def test_a_second_relative_continues_the_same_case_with_his_own_answers(
    listed: actions.Done, frozen: actions.Frozen
) -> None:
    case = listed.case_id
    actions.answer(deed(case, 2), {("ask.renounce", None): "yes"}, "heirs", frozen)
    assert actions.open_case(deed(), actions.Opening("death", "P1", DAUGHTER)).case_id == case
    hers = queries.visit(case, queries.now(case).current_visit)
    assert (hers.number, hers.voice, hers.name) == (2, 2, "山口 恵子")
    assert queries.answers(case, hers.voice).values == {}
    assert queries.judged(case, hers.number) is None


def test_the_same_relative_goes_on_where_he_left(listed: actions.Done, frozen: actions.Frozen) -> None:
    case = listed.case_id
    actions.answer(deed(case, 2), {("ask.renounce", None): "yes"}, "heirs", frozen)
    actions.open_case(deed(), actions.Opening("death", "P1", SON))
    visit = queries.visit(case, queries.now(case).current_visit)
    assert (visit.number, visit.voice) == (2, 1)
    assert queries.answers(case, visit.voice).values == {("ask.renounce", None): "yes"}


def test_a_nameless_visitor_is_never_taken_for_the_same_person(aoba: str) -> None:
    nameless = actions.VisitNote("messenger")
    case = actions.open_case(deed(), actions.Opening("death", "P1", nameless)).case_id
    actions.open_case(deed(), actions.Opening("death", "P1", nameless))
    assert queries.visit(case, 2).voice == 2


def test_taking_back_an_answer_leaves_a_trace(listed: actions.Done, frozen: actions.Frozen) -> None:
    case = listed.case_id
    actions.answer(deed(case, 2), {("ask.paid_months", None): 40}, "insurance", frozen)
    actions.answer(deed(case, 3), {("ask.paid_months", None): ASKED}, "insurance", frozen)
    last = queries.answers(case, 1).last
    assert last is not None
    actions.undo_answer(deed(case, 4), last, frozen)
    assert queries.answers(case, 1).values == {("ask.paid_months", None): 40}
    assert [one.kind for one in Action.objects.order_by("seq")][-3:] == ["answer", "answer", "undo_answer"]


def test_judging_again_keeps_what_a_clerk_decided(listed: actions.Done, release: Release) -> None:
    case = listed.case_id
    actions.set_aside(deed(case, 2), "d_kouki_sousaihi@P1", "勤め先から出る")
    actions.add_line(deed(case, 3), "d_setainushi", "世帯主変更届", "子が戻る")
    without_funeral = actions.Frozen(judged(release, {("ask.funeral_held", None): False}), release)
    actions.judge(deed(case, 4), without_funeral)
    lines = queries.now(case).lines
    assert lines["d_kouki_sousaihi@P1"].state == "dropped"
    assert lines["d_setainushi"].added
    assert "d_shibou_ichiji@P1" in lines


def test_a_line_with_papers_stays_and_is_marked_when_it_leaves_the_judgement(
    listed: actions.Done, release: Release
) -> None:
    case, line = listed.case_id, "d_kouki_sousaihi@P1"
    receiving.receive(deed(case), line, receiving.Receipt("tax", NOW.date()))
    gone = actions.Frozen(judged(release, {("ask.funeral_held", None): False}), release)
    actions.judge(deed(case), gone, ((line, "needed", "not_needed"),))
    held = queries.now(case).lines[line]
    assert (held.state, held.gone, held.receipt) == ("received", True, "8-1120-001-01")
    assert queries.judged(case, 1).changes == ((line, "needed", "not_needed"),)
    actions.judge(deed(case), actions.Frozen(judged(release), release))
    assert not queries.now(case).lines[line].gone
    assert rebuilding.differences(case) == ()


def test_a_line_taken_back_and_gone_does_not_hold_the_case_open(
    listed: actions.Done, release: Release
) -> None:
    case, line = listed.case_id, "d_kouki_sousaihi@P1"
    receiving.receive(deed(case), line, receiving.Receipt("tax", NOW.date()))
    receiving.take_back(deed(case), line, "押しまちがい")
    assert line in {one.key for one in queries.now(case).unsettled}
    gone = actions.Frozen(judged(release, {("ask.funeral_held", None): False}), release)
    actions.judge(deed(case), gone)
    assert queries.now(case).lines[line].gone
    assert line not in {one.key for one in queries.now(case).unsettled}


def test_what_only_the_family_knows_and_what_is_elsewhere_does_not_hold_a_case_open(
    listed: actions.Done, release: Release
) -> None:
    holding = {line.procedure for line in queries.now(listed.case_id).unsettled}
    known = release.definitions.procedures
    assert all(known[name].place == "city" and known[name].listing == "judged" for name in holding)
    lines = {line.procedure for line in queries.now(listed.case_id).lines.values()}
    assert {known[name].place for name in lines - holding} == {"outside"}


def test_an_erased_case_still_opens_without_its_words(listed: actions.Done, frozen: actions.Frozen) -> None:
    case = listed.case_id
    actions.answer(deed(case), {("ask.renounce", None): "yes"}, "heirs", frozen)
    rebuilding.erase(case, deed().actor.at)
    assert queries.answers(case, 1).values == {}
    assert queries.judged(case, 1) is None
    assert (queries.visit(case, 1).name, queries.visit(case, 1).standing) == ("", "relative")
    assert queries.now(case).number == "8-1120-001"
    assert rebuilding.damaged(10) == ()
    actions.print_list(deed(case))


def test_damage_is_found_among_the_newest_cases(listed: actions.Done) -> None:
    assert rebuilding.damaged(10) == ()
    CaseLine.objects.filter(key="d_inu@P1").update(state="done")
    assert [one[:12] for one in rebuilding.damaged(10)] == ["件 8-1120-001"[:12]]


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_line_is_not_set_aside_without_a_reason(listed: actions.Done, reason: str) -> None:
    with pytest.raises(Fault, match="理由がありません"):
        actions.set_aside(deed(listed.case_id, 2), "d_inu@P1", reason)


def test_what_cannot_be_done_is_refused(opened: actions.Done) -> None:
    with pytest.raises(NotNow, match="受け付けたところ"):
        actions.finish_interview(deed(opened.case_id, 1))
    with pytest.raises(NotNow):
        actions.print_list(deed(opened.case_id))


def test_a_line_cannot_be_added_twice(listed: actions.Done) -> None:
    with pytest.raises(Fault, match="もう一覧にあります"):
        actions.add_line(deed(listed.case_id, 2), "d_inu@P1", "飼い犬", "念のため")


def test_the_judged_release_is_kept_with_the_case(listed: actions.Done, release: Release) -> None:
    assert KeptRelease.objects.count() == 1
    once = queries.judged(listed.case_id, 1)
    assert once is not None
    assert once.release == release.hash
    assert once.judgement(queries.definitions_of(once.release)).lines == judged(release).lines
