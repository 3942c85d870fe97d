"""受け付けの画面が受け取る値。一つの手続きの手順、左の行、扱い、終えるときに残っていること。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.counter.pages import Arranged, CaseBand, ReasonFact


@dataclass(frozen=True, slots=True)
class LineStatus:
    """行のいま。`mark` は札の言葉、`note` は足りないもの・たずねたこと・理由、`told` はだれがいつ。"""

    state: str
    mark: str
    receipt: str = ""
    note: str = ""
    told: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class WalkRow:
    """左に並ぶ行。`number` は画面の住所に使う番号で、人も手続きも表さない。"""

    number: int
    title: str
    status: LineStatus
    here: bool = False


@dataclass(frozen=True, slots=True)
class WalkPart:
    """左の一まとまり（今日ここで、もう一度、確認してから）。"""

    id: str
    title: str
    rows: tuple[WalkRow, ...]
    left: int = 0
    here: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """✓をつける一つ。`must` なら、✓がないと受け付けない。"""

    mark: str
    text: str
    note: str = ""
    ticked: bool = False
    must: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """行の扱い。`asks` は書いてもらうことの名（空なら、すぐにできる）、`suggested` は初めから入れておく言葉。

    `digit` は押す数字で、どの行でも同じ扱いに同じ数字。
    """

    name: str
    label: str
    asks: str = ""
    hint: str = ""
    suggested: str = ""
    needed: bool = False
    digit: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """担当課の直通。"""

    name: str
    telephone: str = ""
    extension: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """根拠の一つ。"""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FiveSteps:
    """話す・確かめる・預かる・入れる・渡す。`facts` は記録と聞き取りで分かっていること。"""

    say: tuple[str, ...]
    checks: tuple[Tick, ...]
    facts: tuple[ReasonFact, ...]
    items: tuple[Tick, ...]
    papers: tuple[str, ...]
    enter: tuple[str, ...]
    entries: tuple[ReasonFact, ...]
    hand_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineHead:
    """手続きの題と、いつまで、だれが。"""

    key: str
    number: int
    scheme: str
    title: str
    mark: str
    deadline: str
    kind: str
    who: str
    place: str = "city"
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """右の欄。様式、よくある質問（ご家族への文）、根拠、条件の文、段取り。"""

    form: str
    text: tuple[str, ...]
    arranged: tuple[Arranged, ...]
    basis: tuple[Basis, ...]
    rule: str
    unverified: bool
    contact: Contact


@dataclass(frozen=True, slots=True)
class NavigationPage:
    """一つの手続きの手順の画面。`main` は右下の青いボタン、`ways` はほかの扱い。"""

    band: CaseBand
    head: LineHead
    status: LineStatus
    may: str
    may_not: bool
    received_on: str
    received_note: str
    steps: FiveSteps
    aside: Aside
    main: Way
    ways: tuple[Way, ...]
    parts: tuple[WalkPart, ...]
    progress: str
    next_number: int | None
    question: str = ""
    topic: str = ""
    happened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """件を終える画面。`left` は、終えるのを止めている行。"""

    band: CaseBand
    progress: str
    left: tuple[WalkRow, ...]
    settled: tuple[WalkRow, ...]
    told: tuple[str, ...]
    closed: bool
    may_close: bool
    why_not: str = ""
