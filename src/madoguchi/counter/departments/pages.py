"""課との受け渡しの画面が受け取る値。文字は表示のままで、データベースの行は渡さない。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.counter.pages import CaseBand


@dataclass(frozen=True, slots=True)
class Tab:
    """受付箱のしぼりこみ。`count` は件数。"""

    id: str
    name: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """受付箱の一行。`alarm` は待たせすぎのときの言葉、`waits` はだれの番か。"""

    id: int
    title: str
    receipt: str
    name: str
    received_on: str
    since: str
    mark: str
    note: str
    waits: str
    alarm: str
    bundle: str
    here: bool


@dataclass(frozen=True, slots=True)
class OwnFact:
    """その行を決めた事実。出どころと時点。"""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Paper:
    """預かった紙の一つ。"""

    label: str
    count: str
    note: str


@dataclass(frozen=True, slots=True)
class Happened:
    """行にあったこと。"""

    time: str
    what: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """見出しと中身の一組。"""

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class OwnLine:
    """開いている行。`acts` はいまできること、`next` は右下の青いボタンの働き。"""

    id: int
    case_id: int
    version: int
    number: str
    mark: str
    title: str
    about: tuple[Item, ...]
    facts: tuple[OwnFact, ...]
    hidden: bool
    papers: tuple[Paper, ...]
    no_copies: bool
    said: tuple[str, ...]
    note_label: str
    note: str
    bundle: str
    alarm: str
    history: tuple[Happened, ...]
    acts: tuple[tuple[str, str], ...]
    next: str
    missing: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleRow:
    """束の中の一行。"""

    key: str
    receipt: str
    title: str
    papers: str
    sheets: str

    @property
    def empty(self) -> bool:
        """紙の控えがない行。束に入れるには、職員が✓をつける。"""
        return self.sheets == "0枚"


@dataclass(frozen=True, slots=True)
class BundleCard:
    """紙の束。`where` はいまどこにあるか、`since` はいつからか。"""

    case_id: int
    letter: str
    number: str
    department: str
    total: str
    no_copies: bool
    where: str
    since: str
    handed: bool
    signed: str
    path: str
    version: int
    rows: tuple[BundleRow, ...]


@dataclass(frozen=True, slots=True)
class BundleChoice:
    """これから束にする、一つの課の紙。`numbered` は、番号の書かれた紙があると受け付けで書いたか。"""

    key: str
    department: str
    rows: tuple[BundleRow, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class CaseBundlesPage:
    """件の紙の束。"""

    band: CaseBand
    choices: tuple[BundleChoice, ...]
    made: tuple[BundleCard, ...]


@dataclass(frozen=True, slots=True)
class RouteStop:
    """回る窓口の一つ。"""

    number: int
    name: str
    where: str
    telephone: str
    extension: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """席に来る順の一つ。"""

    number: int
    department: str
    title: str
    since: str
    state: str


@dataclass(frozen=True, slots=True)
class RoutePage:
    """ここでできない手続きの、回る窓口と、職員が席に来る順。"""

    band: CaseBand
    stops: tuple[RouteStop, ...]
    turns: tuple[Turn, ...]
    unreferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """課の受付箱。"""

    department: str
    view: str
    tabs: tuple[Tab, ...]
    rows: tuple[InboxRow, ...]
    late: int
    more: bool
    bundles: int
    opened: OwnLine | None = None


@dataclass(frozen=True, slots=True)
class BackRow:
    """課から窓口に戻った行。名前は出さない（画面は背後から見える）。"""

    id: int
    case_id: int
    version: int
    number: str
    title: str
    department: str
    telephone: str
    since: str
    mark: str
    text: str
    alarm: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class BackSummary:
    """課との受け渡しの数。`late` は待たせすぎの全部、`late_at_departments` はそのうち課が待たせているもの。"""

    asked: int
    returned: int
    late: int
    late_at_departments: int


@dataclass(frozen=True, slots=True)
class BackPage:
    """課との受け渡しの、窓口の側。返戻とたずねられたこと、受け取られていない行、渡していない束。"""

    returned: tuple[BackRow, ...]
    asked: tuple[BackRow, ...]
    unacknowledged: tuple[BackRow, ...]
    bundles: tuple[BundleCard, ...]

    @property
    def late_at_departments(self) -> tuple[BackRow, ...]:
        """課が待たせすぎている行。"""
        return tuple(one for one in self.unacknowledged if one.alarm)

    @property
    def in_time(self) -> tuple[BackRow, ...]:
        """課がまだ受け取っていないが、待たせすぎてはいない行。"""
        return tuple(one for one in self.unacknowledged if not one.alarm)

    @property
    def late(self) -> int:
        """待たせすぎている行の数。"""
        return sum(bool(one.alarm) for one in (*self.returned, *self.asked, *self.unacknowledged))
