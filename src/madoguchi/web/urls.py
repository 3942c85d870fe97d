"""画面の住所。番号だけを持ち、氏名も件番号も出さない。"""

from __future__ import annotations

from django.urls import URLPattern

from madoguchi.accounts.access import ANY, PUBLIC, SIGNED_IN, Access, declared_path
from madoguchi.web.faults import View, explained
from madoguchi.web.screens.arrival import rewriting
from madoguchi.web.screens.arrival import views as arrival
from madoguchi.web.screens.away import views as away
from madoguchi.web.screens.back import views as back
from madoguchi.web.screens.board import views as board
from madoguchi.web.screens.bundles import views as bundles
from madoguchi.web.screens.closing import views as closing
from madoguchi.web.screens.display import turning
from madoguchi.web.screens.display import views as display
from madoguchi.web.screens.ending import views as ending
from madoguchi.web.screens.expected import views as expected
from madoguchi.web.screens.guidance import views as guidance
from madoguchi.web.screens.heads import views as heads
from madoguchi.web.screens.household import views as household
from madoguchi.web.screens.inbox import views as inbox
from madoguchi.web.screens.interview import alone
from madoguchi.web.screens.interview import views as interview
from madoguchi.web.screens.keeping import views as keeping
from madoguchi.web.screens.kin import views as kin
from madoguchi.web.screens.loads import views as loads
from madoguchi.web.screens.notices import views as notices
from madoguchi.web.screens.papers import views as papers
from madoguchi.web.screens.practice import views as practice
from madoguchi.web.screens.receive import views as receive
from madoguchi.web.screens.result import views as result
from madoguchi.web.screens.route import views as route
from madoguchi.web.screens.search import views as search
from madoguchi.web.screens.short import views as short
from madoguchi.web.screens.statistics import views as statistics
from madoguchi.web.screens.telephone import views as telephone
from madoguchi.web.screens.visits import views as visits

SEARCH = Access(ANY, "counter", "search", frozenset({"basic"}))
READ = Access(ANY, "counter", "read", frozenset({"basic"}))
WRITE = Access(ANY, "counter", "write", frozenset({"basic"}))
PRINT = Access(ANY, "counter", "print", frozenset({"basic"}))
OPERATE = Access(ANY, "operation", "operate")
CORRECT = Access(ANY, "counter", "correct", frozenset({"basic", "utilities"}))
#: 役割だけを問う。住民も職員も出さない。
COUNT = Access(ANY, ANY, "count")
INBOX = Access(ANY, "inbox", "inbox", frozenset({"basic"}))
SETTLE = Access(ANY, "inbox", "settle", frozenset({"basic"}))
CASE = "cases/<int:case_id>/"


def _screen(route: str, view: View, access: Access, name: str) -> URLPattern:
    return declared_path(route, explained(view), access=access, name=name)


urlpatterns = [
    _screen("", search.search, SEARCH, "search"),
    _screen("disclosure", search.disclosure, SEARCH, "disclosure"),
    _screen("open", search.open_case, WRITE, "open"),
    _screen("arrival", arrival.arrival, SEARCH, "arrival"),
    _screen("arrival/open", arrival.open_arrival, WRITE, "open_arrival"),
    _screen("ticket", search.ticket, READ, "ticket"),
    _screen(CASE, search.case, READ, "case"),
    _screen(CASE + "visits", visits.visits, READ, "visits"),
    _screen(CASE + "visits/amend", visits.amend, WRITE, "amend_visit"),
    _screen(CASE + "visits/contest", visits.contest, WRITE, "contest"),
    _screen(CASE + "visits/stage", visits.stage, WRITE, "note_stage"),
    _screen(CASE + "visits/proxy.pdf", visits.proxy, PRINT, "proxy_paper"),
    _screen(CASE + "visits/new", search.new_visit, READ, "new_visit"),
    _screen(CASE + "household", household.household, READ, "household"),
    _screen(CASE + "people", rewriting.people, READ, "people"),
    _screen(CASE + "people/edit", rewriting.edit, READ, "edit_people"),
    _screen(CASE + "people/change", rewriting.change, WRITE, "change_people"),
    _screen(CASE + "household/confirm", household.confirm, WRITE, "confirm_household"),
    _screen(CASE + "household/event", household.add_event, WRITE, "add_event"),
    _screen(CASE + "heads", heads.heads, WRITE, "heads"),
    _screen(CASE + "kin", kin.kin, WRITE, "kin"),
    _screen(CASE + "interview", interview.interview, WRITE, "interview"),
    _screen(CASE + "interview/alone", alone.asked_alone, READ, "asked_alone"),
    _screen(CASE + "interview/undo", interview.undo, WRITE, "undo_answers"),
    _screen(CASE + "interview/finish", interview.finish, WRITE, "finish_interview"),
    _screen(CASE + "interview/topics/<str:topic>", interview.interview, WRITE, "interview_topic"),
    _screen(CASE + "list", result.result, READ, "result"),
    _screen(CASE + "list/not-needed", result.not_needed, READ, "not_needed"),
    _screen(CASE + "list/aside", result.set_aside, WRITE, "set_aside"),
    _screen(CASE + "list/back", result.put_back, WRITE, "put_back"),
    _screen(CASE + "list/add", result.add_line, WRITE, "add_line"),
    _screen(CASE + "list/hint", result.confirm_hint, WRITE, "confirm_hint"),
    _screen(CASE + "list/again", result.judge_again, WRITE, "judge_again"),
    _screen(CASE + "receive", receive.start, READ, "receive"),
    _screen(CASE + "lines/<int:number>", receive.line, WRITE, "line"),
    _screen(CASE + "lines/<int:number>/ticks", receive.ticks, WRITE, "line_ticks"),
    _screen(CASE + "lines/<int:number>/form.pdf", receive.form, PRINT, "line_form"),
    _screen(CASE + "closing", closing.closing, READ, "closing"),
    _screen(CASE + "closing/close", closing.close, WRITE, "close"),
    _screen(CASE + "closing/reopen", closing.reopen, WRITE, "reopen"),
    _screen(CASE + "papers", papers.papers_screen, READ, "papers"),
    _screen(CASE + "papers/list.pdf", papers.personal_list, PRINT, "personal_list"),
    _screen(CASE + "papers/general.pdf", papers.general_list, PRINT, "general_list"),
    _screen(CASE + "papers/receipt.pdf", papers.receipt, PRINT, "receipt"),
    _screen(CASE + "papers/deposit.pdf", papers.deposit, PRINT, "deposit"),
    _screen(CASE + "papers/forms.pdf", papers.pack, PRINT, "pack"),
    _screen(CASE + "bundles", bundles.case_bundles, READ, "case_bundles"),
    _screen(CASE + "bundles/make", bundles.make, WRITE, "make_bundle"),
    _screen(CASE + "bundles/<slug:letter>/slip.pdf", bundles.slip, PRINT, "bundle_slip"),
    _screen(CASE + "bundles/<slug:letter>/hand-over", bundles.hand_over, WRITE, "hand_over_bundle"),
    _screen(CASE + "route", route.route, READ, "route"),
    _screen(CASE + "route.pdf", route.sheet, PRINT, "route_sheet"),
    _screen("back", back.back, READ, "back"),
    _screen("back/<int:line_id>/answer", back.answer, WRITE, "answer_back"),
    _screen("back/<int:line_id>/seen", back.seen, WRITE, "seen_back"),
    _screen("inbox", inbox.box, INBOX, "inbox"),
    _screen("inbox/in/<slug:view>", inbox.box, INBOX, "inbox_view"),
    _screen("inbox/lines/<int:line_id>", inbox.line, INBOX, "inbox_line"),
    _screen("inbox/lines/<int:line_id>/acknowledge", inbox.acknowledge, SETTLE, "inbox_acknowledge"),
    _screen("inbox/lines/<int:line_id>/cover.pdf", inbox.cover, SETTLE, "inbox_cover"),
    _screen("inbox/lines/<int:line_id>/do/<slug:name>", inbox.act, SETTLE, "inbox_act"),
    _screen("inbox/bundles", inbox.bundle_list, INBOX, "inbox_bundles"),
    _screen("inbox/bundles/<int:case_id>/<slug:letter>", inbox.receive, SETTLE, "inbox_receive"),
    _screen("inbox/bundles/<int:case_id>/<slug:letter>/slip.pdf", inbox.slip, INBOX, "inbox_slip"),
    _screen("notices", notices.notices, SEARCH, "notices"),
    _screen("notices/new", notices.new_notice, WRITE, "new_notice"),
    _screen("notices/<int:notice_id>", notices.notice, SEARCH, "notice"),
    _screen("notices/<int:notice_id>/edit", notices.edit_notice, WRITE, "edit_notice"),
    _screen("notices/<int:notice_id>/link", notices.link, WRITE, "link_notice"),
    _screen("notices/<int:notice_id>/step", notices.step, WRITE, "notice_step"),
    _screen("notices/<int:notice_id>/case", notices.prepare, WRITE, "prepare_notice"),
    _screen("notices/<int:notice_id>/letter.pdf", notices.letter, PRINT, "notice_letter"),
    _screen("board", board.board, READ, "board"),
    _screen("expected", expected.expected, SEARCH, "expected"),
    _screen("loads", loads.schedule, OPERATE, "loads"),
    _screen("loads/<int:run_id>", loads.findings, OPERATE, "findings"),
    _screen("loads/<int:run_id>/findings.xlsx", loads.findings_sheet, OPERATE, "findings_sheet"),
    _screen("matches", loads.matching, CORRECT, "matches"),
    _screen("practice", practice.practice, SEARCH, "practice"),
    _screen("practice/start", practice.start, WRITE, "start_practice"),
    _screen("practice/<int:run_id>", practice.scene, SEARCH, "practice_scene"),
    _screen("practice/<int:run_id>/finish", practice.finish, WRITE, "finish_practice"),
    _screen("practice/<int:run_id>/result", practice.result, SEARCH, "practice_result"),
    _screen("statistics", statistics.statistics, COUNT, "statistics"),
    _screen("statistics.csv", statistics.statistics_csv, COUNT, "statistics_csv"),
    _screen("guidance", guidance.guidance, SIGNED_IN, "guidance"),
    _screen("style", guidance.style_sheet, READ, "style_sheet"),
    _screen("away", away.away, SIGNED_IN, "away"),
    _screen("telephone", telephone.call, SEARCH, "telephone"),
    _screen("telephone/paper.pdf", telephone.paper, SEARCH, "telephone_paper"),
    _screen("display", display.display, PUBLIC, "display"),
    _screen("display/now", display.now, PUBLIC, "display_now"),
    _screen("display/pair", display.pair, PUBLIC, "pair_display"),
    _screen("display/desk", display.desk, READ, "display_desk"),
    _screen("display/connect", display.connect, READ, "connect_display"),
    _screen("display/offer", display.offer, READ, "offer_display"),
    _screen("display/disconnect", display.disconnect, READ, "disconnect_display"),
    _screen(CASE + "end-today", ending.end_today, WRITE, "end_today"),
    _screen(CASE + "end-today/undo", ending.go_on, WRITE, "go_on"),
    _screen(CASE + "end-today/paper.pdf", ending.paper, PRINT, "ending_paper"),
    _screen(CASE + "short", short.short_list, WRITE, "short"),
    _screen(CASE + "short/full", short.full_list, READ, "full_list"),
    _screen(CASE + "quietly", ending.go_quietly, WRITE, "go_quietly"),
    _screen(CASE + "display", turning.turn, READ, "turn_display"),
    _screen("drafts/keep", keeping.keep, SIGNED_IN, "keep_draft"),
    _screen("drafts/take", keeping.take, SIGNED_IN, "take_drafts"),
]
