"""二つの窓口と二つの課が、一つの件をでたらめな順で動かす機械。起きてはならないことを、一手ごとに確かめる。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from madoguchi.cases import actions, queries, rebuilding, receiving
from madoguchi.cases.models import Action, CaseLine
from madoguchi.cases.projection import CaseNow, LineNow
from madoguchi.cases.states import LINE_TABLE, OF_DEPARTMENT
from madoguchi.domain.errors import Fault
from tests.cases.desks import STROKE, TODAY, paper
from tests.cases.world import DAUGHTER, SON, deed

_SUBJECTS = count(1)
#: だれが（氏名・課・窓口）。
DESKS = {
    "小川": ("citizen", "okuyami"), "山田": ("citizen", "okuyami"), "三浦": ("tax", ""), "早川": ("citizen", ""),
}  # fmt: skip
#: 行についての操作。引数は（操作の控え, 行）。
ON_LINE: dict[str, Callable[[actions.Deed, str], Any]] = {
    "receive": lambda act, line: receiving.receive(act, line, paper()),
    "hold": lambda act, line: receiving.hold(act, line, "tax", ("証",)),
    "refer": lambda act, line: receiving.refer(act, line, "citizen", "どうしますか"),
    "mail": lambda act, line: receiving.mail(act, line, "tax", "申請書"),
    "wait_register": lambda act, line: receiving.wait_register(act, line, "tax"),
    "registered": lambda act, line: receiving.registered(act, (line,)),
    "decline": lambda act, line: receiving.decline(act, line, "いりません"),
    "set_aside": lambda act, line: actions.set_aside(act, line, "別の人"),
    "put_back": lambda act, line: actions.put_back(act, line),
    "acknowledge": lambda act, line: receiving.acknowledge(act, line),
    "ask_back": lambda act, line: receiving.ask_back(act, line, "どなたですか"),
    "answer_back": lambda act, line: receiving.answer_back(act, line, "奥さまです"),
    "send_back": lambda act, line: receiving.send_back(act, line, "署名がない"),
    "forward": lambda act, line: receiving.forward(act, line, "広域連合", TODAY),
    "complete": lambda act, line: receiving.complete(act, line, "決まりました"),
    "take_back": lambda act, line: receiving.take_back(act, line, "まちがい"),
    "bundle": lambda act, line: receiving.bundle(act, (line,), "tax", my_number=True),
}
QUESTIONS = (("ask.pension_kind", None), ("ask.renounce", None), ("ask.livelihood", "P2"))
LINES = st.integers(0, 2)
CHANCE = st.randoms(use_true_random=True)
#: 画面の版が、いまよりどれだけ古いか。None は版を問わない。
BEHIND = st.sampled_from([None, 0, 0, 0, 1, 3])
WHO = st.sampled_from(sorted(DESKS))


class TwoDesks(RuleBasedStateMachine):
    """一つの件。`worlds` は判定（葬儀をしたとき、しないとき）。"""

    worlds: tuple[actions.Frozen, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.case = 0
        self.clock = 0
        self.sent: list[tuple[Callable[[], Any], actions.Deed]] = []
        self.numbers: dict[str, str] = {}
        self.handed: dict[str, queries.BundleView] = {}
        self.said: dict[int, dict[Any, Any]] = {}
        self.pages: dict[int, list[tuple[int, dict[Any, Any]]]] = {}

    @initialize(chance=CHANCE)
    def open(self, chance: Random) -> None:
        """件を開き、判定し、一覧を渡す。"""
        opening = actions.Opening("death", f"S{next(_SUBJECTS)}", SON)
        self.case = actions.open_case(self.by("小川"), opening).case_id
        actions.judge(self.by("小川"), self.worlds[0])
        actions.print_list(self.by("小川"))
        self.keys = [line.key for line in self.now().unsettled][:3]
        self.hour(chance)

    def now(self) -> CaseNow:
        """件のいま。"""
        return queries.now(self.case)

    def by(self, name: str, behind: int | None = None) -> actions.Deed:
        """その職員の、`behind` だけ古い画面からの操作。"""
        self.clock += 1
        department, place = DESKS[name]
        version = None if behind is None else max(0, self.now().version - behind)
        made = deed(self.case, version, name=name, login=name, place=place)
        at = made.actor.at + timedelta(minutes=self.clock)
        return replace(made, actor=replace(made.actor, department=department, at=at))

    def attempt(self, act: actions.Deed, job: Callable[[actions.Deed], Any]) -> bool:
        """操作を送る。断られたら、何も変わっていないこと。"""
        before, actions_before = self.now(), Action.objects.filter(case_id=self.case).count()
        try:
            job(act)
        except Fault:
            assert self.now() == before
            assert Action.objects.filter(case_id=self.case).count() == actions_before
            return False
        self.sent.append((lambda: job(act), act))
        return True

    @rule(who=WHO, place=LINES, kind=st.sampled_from(sorted(ON_LINE)), behind=BEHIND)
    def on_line(self, who: str, place: int, kind: str, behind: int | None) -> None:
        """行に操作を一つ。課の操作は、その行の課の人しかできない。"""
        key = self.keys[place]
        held = self.now().lines.get(key)
        act = self.by(who, behind)
        done = self.attempt(act, lambda sent: ON_LINE[kind](sent, key))
        if done and held is not None and kind in OF_DEPARTMENT:
            assert held.department == act.actor.department or held.state == "returned"

    @rule(chance=CHANCE)
    def a_busy_hour(self, chance: Random) -> None:
        """しばらく仕事が続く。"""
        self.hour(chance)

    def hour(self, chance: Random) -> None:
        """窓口と担当課が、その行にいまできる操作を、かわるがわるする。"""
        for _ in range(chance.randint(8, 16)):
            if chance.random() < 0.15:
                self.arrive(chance.choice([SON, DAUGHTER]))
                self.say(chance.randrange(3), chance.choice(["yes", "no"]), None)
            if chance.random() < 0.1:
                self.deliver("三浦", chance.randrange(3))
            if chance.random() < 0.1:
                self.finish(settle=chance.random() < 0.5, behind=None)
            held = self.now().lines.get(chance.choice(self.keys))
            if held is None:
                continue
            if not held.department or chance.random() < 0.5:
                who, behind = chance.choice(["小川", "山田"]), chance.choice([None, 0, 0, 1])
                self.fitting(held, chance, lambda kind: kind not in OF_DEPARTMENT, who, behind)
            else:
                who = "三浦" if held.department == "tax" else "早川"
                self.fitting(held, chance, lambda kind: kind in (*OF_DEPARTMENT, "take_back"), who, None)

    def fitting(
        self, held: LineNow, chance: Random, wanted: Callable[[str], bool], who: str, behind: int | None
    ) -> None:
        """行のいまの状態でできる操作のうちから、一つ。"""
        kinds = [kind for kind in LINE_TABLE[held.state] if wanted(kind)]
        if held.receipt and wanted("bundle"):
            kinds.append("bundle")
        if kinds:
            kind = chance.choice(kinds)
            self.attempt(self.by(who, behind), lambda sent: ON_LINE[kind](sent, held.key))

    @rule(who=WHO, choice=st.integers(0, 2))
    def hand_over(self, who: str, choice: int) -> None:
        """束を渡す。"""
        self.deliver(who, choice)

    def deliver(self, who: str, choice: int) -> None:
        """その束を、署名で受け取る。"""
        number = f"{self.now().number}-{'ABC'[choice]}"
        self.attempt(self.by(who), lambda sent: receiving.hand_over(sent, number, STROKE, "三浦"))

    @rule(question=st.integers(0, 2), value=st.sampled_from(["yes", "no"]), behind=BEHIND)
    def answer(self, question: int, value: str, behind: int | None) -> None:
        """来ている人が答える。"""
        self.say(question, value, behind)

    def say(self, question: int, value: str, behind: int | None) -> None:
        """来ている人の答えを、その人のものとして覚えておく。"""
        key, act, voice = QUESTIONS[question], self.by("小川", behind), self.voice()
        if self.attempt(act, lambda sent: actions.answer(sent, {key: value}, "x", self.worlds[question % 2])):
            self.pages.setdefault(voice, []).append((self.now().seq, {key: value}))

    @rule(behind=BEHIND)
    def undo_answer(self, behind: int | None) -> None:
        """来ている人の、最後の答えを取り消す。"""
        voice = self.voice()
        last = queries.answers(self.case, voice).last
        if last is not None and self.attempt(
            self.by("山田", behind), lambda sent: actions.undo_answer(sent, last, self.worlds[0])
        ):
            self.pages[voice] = [page for page in self.pages[voice] if page[0] != last]

    @rule(who=st.sampled_from([SON, DAUGHTER]))
    def come(self, who: actions.VisitNote) -> None:
        """長男か長女が来る。終わった件なら、別の件が開くだけ。"""
        self.arrive(who)

    def arrive(self, who: actions.VisitNote) -> None:
        """件に来庁を足す。"""
        if self.now().state != "closed":
            subject = self.now().subject_key
            self.attempt(
                self.by("山田"), lambda sent: actions.open_case(sent, actions.Opening("death", subject, who))
            )

    @rule(world=st.integers(0, 1), behind=BEHIND)
    def judge(self, world: int, behind: int | None) -> None:
        """判定し直す。"""
        self.attempt(self.by("小川", behind), lambda sent: actions.judge(sent, self.worlds[world]))

    @rule(settle=st.booleans(), behind=BEHIND)
    def close(self, settle: bool, behind: int | None) -> None:
        """件を終える。"""
        self.finish(settle=settle, behind=behind)

    def finish(self, *, settle: bool, behind: int | None) -> None:
        """件を終える。`settle` なら、残りを受け付けてから。終わっていれば、開き直す。"""
        if self.now().state == "closed":
            self.reopen()
            return
        for line in self.now().unsettled if settle else ():
            self.attempt(self.by("小川"), lambda sent, key=line.key: receiving.receive(sent, key, paper()))
        unsettled = self.now().unsettled
        if self.attempt(self.by("山田", behind), receiving.close_case):
            assert not unsettled

    def reopen(self) -> None:
        """件を開き直す。"""
        self.attempt(self.by("小川"), lambda sent: receiving.reopen(sent, "続き"))

    @rule(choice=st.integers(0, 40))
    def send_again(self, choice: int) -> None:
        """前に通った送信を、もう一度送る。何も変わらない。"""
        if not self.sent:
            return
        before, made = self.now(), Action.objects.filter(case_id=self.case).count()
        self.sent[choice % len(self.sent)][0]()
        assert self.now() == before
        assert Action.objects.filter(case_id=self.case).count() == made

    def voice(self) -> int:
        """いま来ている人。"""
        return queries.visit(self.case, self.now().current_visit).voice

    @invariant()
    def the_tables_say_what_the_actions_say(self) -> None:
        """見た目は、操作から作り直したものと同じ。"""
        if self.case:
            assert rebuilding.rebuild(self.case) == self.now()

    def teardown(self) -> None:
        """終わりに、要約値も確かめる。"""
        assert not self.case or rebuilding.differences(self.case) == ()

    @invariant()
    def receipt_numbers_never_change(self) -> None:
        """受付番号は、かぶらず、抜けず、変わらない。"""
        found = dict(
            CaseLine.objects.filter(case_id=self.case).exclude(receipt="").values_list("key", "receipt")
        )
        assert self.numbers.items() <= found.items()
        self.numbers = found
        assert sorted(int(one[-2:]) for one in found.values()) == list(range(1, len(found) + 1))

    @invariant()
    def what_was_signed_for_stays_as_it_was(self) -> None:
        """渡した束の中身・受け取った人・署名は、あとから変わらない。"""
        found = {one.number: one for one in queries.bundles(self.case) if one.handed_at is not None}
        assert self.handed.items() <= found.items()
        self.handed = found

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        """通った送信は、どれも一つずつ残っている。番号に抜けがない。"""
        rows = Action.objects.filter(case_id=self.case).order_by("seq")
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        keys = [row.key for row in rows]
        assert {act.key for _, act in self.sent} <= set(keys)
        assert len(set(keys)) == len(keys)

    @invariant()
    def nothing_half_done_shows_as_done(self) -> None:
        """完了・進達・受付済は、その操作が本当にあった行だけ。終わった件に、残った行はない。"""
        if not self.case:
            return
        now = self.now()
        assert not (now.state == "closed" and now.unsettled)
        for line in (now.lines[key] for key in self.keys if key in now.lines):
            kinds = [one.kind for one in queries.history(self.case, line.key)]
            assert line.state != "done" or "complete" in kinds
            assert line.state != "forwarded" or "forward" in kinds
            assert line.state != "received" or (line.receipt and line.received_on)
            assert not (line.waiting == "department" and not line.department)

    @invariant()
    def nobody_hears_what_another_said(self) -> None:
        """答えは、話した人のものだけ。"""
        for voice, pages in self.pages.items():
            expected = {key: value for _, page in pages for key, value in page.items()}
            assert queries.answers(self.case, voice).values == expected
