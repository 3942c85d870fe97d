"""窓口の画面が受け取る値。文字は表示のまま（和暦・ラベル）で、データベースの行は渡さない。"""

from __future__ import annotations

from dataclasses import dataclass, field

from madoguchi.counter.receptions import EventWords


@dataclass(frozen=True, slots=True)
class NameMark:
    """一字ずつの氏名。`differs` は、似た人と違う字（線を引く）。"""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """さがした結果の一人。取り違えを防ぐ項目だけ。`number_end` は、ほかの項目では見分けられないときだけ。"""

    key: str
    number: int
    name: tuple[NameMark, ...]
    kana: str
    birth: str
    age_sex: str
    town: str
    notice: str
    notice_note: str = ""
    found_by: str = ""
    number_end: str = ""


@dataclass(frozen=True, slots=True)
class RecentCase:
    """さっき開いた件。名前は出さない。"""

    case_id: int
    number: str
    time: str
    state: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """さがす画面。"""

    text: str
    hits: tuple[Hit, ...]
    message: str
    recent: tuple[RecentCase, ...]
    words: EventWords
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Disclosure:
    """この立場の人に、何まで渡せるか。gives は list（手続き一覧）か general（一般の案内と引換票）。"""

    gives: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """件の帯に並ぶ段。state は done・now・next。"""

    id: str
    name: str
    state: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CaseBand:
    """件の帯。できごとの本人と来た人を、取り違えないように。`living` は、本人が窓口に来られるできごとか。"""

    case_id: int
    number: str
    version: int
    name: str
    kana: str
    age: str
    birth: str
    sex: str
    relation: str
    event_label: str
    event_date: str
    notice: str
    visitor: str
    visitor_note: str
    identity: str
    gives: str
    steps: tuple[Step, ...] = ()
    others_here: str = ""
    event_name: str = ""
    subject_label: str = ""
    living: bool = False
    voice: int = 0
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """世帯の一人。住所などの保護の要る欄は、ここに届く前に除いてある。"""

    person: str
    name: str
    kana: str
    birth: str
    age: str
    relation: str
    kin: str
    notes: tuple[str, ...] = ()
    is_subject: bool = False
    moves: bool = False


@dataclass(frozen=True, slots=True)
class RecordTime:
    """記録の時点。"""

    name: str
    time: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """世帯の画面。"""

    band: CaseBand
    address: str
    members: tuple[HouseholdMember, ...]
    complete: bool
    records: tuple[RecordTime, ...]
    lead: str = ""
    choose_movers: bool = False
    rewritable: bool = False
    staff_notes: tuple[str, ...] = ()
    addable: tuple[tuple[str, str], ...] = ()
    head_leaves: bool = False
    heads: tuple[str, ...] = ()
    offers_kin: bool = False
    kin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """答えの一つ。`key` は押す数字（0 は「わからない」）。"""

    value: str
    label: str
    key: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class QuestionView:
    """画面の一問。kind は choice（一つ）・choices（いくつでも）・date・number・text。`held` は、先に入っていた答え。

    `plain` は名前のない問い。`display` は、お客さまの画面に auto（映す）・press（職員が押したら）・never（映さない）。
    """

    number: int
    field: str
    text: str
    why: str
    kind: str
    choices: tuple[Choice, ...] = ()
    value: str = ""
    unknown_chosen: bool = False
    hint: str = ""
    error: str = ""
    held: str = ""
    plain: str = ""
    display: str = "never"
    display_choices: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """送ろうとして書けなかった、問いと答え。"""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """左に並ぶ話題。"""

    id: str
    name: str
    count: int
    state: str


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """右の「これで決まる手続き」。"""

    title: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """聞き取りの画面。一画面一話題、三問まで。`changes` と `apart` は、先にほかの人が進めていたときだけ。"""

    band: CaseBand
    topic: str
    topic_name: str
    topics: tuple[TopicView, ...]
    questions: tuple[QuestionView, ...]
    decides: tuple[DecidedLine, ...]
    total: int
    previous: str | None = None
    next_name: str = "手続き一覧へ進む"
    finished: bool = False
    changes: tuple[str, ...] = ()
    apart: tuple[Typed, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ReasonFact:
    """理由の一行。値・出どころ・時点。"""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Arranged:
    """行の段取りの一つ（今日できない訳、先に、選ぶ、窓口、前もって、証明書、お金）。見通しの一行にも使う。"""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """手続き一覧の一行。mark は 必要・請求できる・要確認・登録後に可・案内。

    `number` は受け付けの画面の番号（市の外の行は 0）、`now` は手のついた行の札（受付済など）。
    """

    key: str
    procedure: str
    mark: str
    scheme: str
    title: str
    deadline: str
    who: str
    department: str
    reason: str
    facts: tuple[ReasonFact, ...]
    basis: str
    note: str = ""
    hint: str = ""
    hint_answer: str = ""
    may_file: str = ""
    form: str = ""
    unverified: bool = False
    staff_only: bool = False
    rule: str = ""
    arranged: tuple[Arranged, ...] = ()
    number: int = 0
    now: str = ""
    receipt: str = ""
    now_note: str = ""


@dataclass(frozen=True, slots=True)
class ListPart:
    """四つのまとまりの一つ。"""

    id: str
    title: str
    short: str
    note: str
    lines: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class BringItem:
    """持ち物。何件に使うかをまとめて一度だけ。"""

    label: str
    note: str
    today: bool = True


@dataclass(frozen=True, slots=True)
class SetAside:
    """職員が外した、または足した行。"""

    key: str
    title: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Change:
    """もう一度判定して変わった行。"""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """手続き一覧の画面。"""

    band: CaseBand
    parts: tuple[ListPart, ...]
    not_needed: tuple[ListLine, ...]
    not_needed_example: str
    checklist: tuple[str, ...]
    bring: tuple[BringItem, ...]
    records: tuple[RecordTime, ...]
    judged_at: str
    release: str
    aside: tuple[SetAside, ...] = ()
    added: tuple[SetAside, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[str, ...] = ()
    searchable: tuple[tuple[str, str], ...] = field(default=())
    outlook: tuple[Arranged, ...] = ()
    progress: str = ""
    left: int = 0
    begun: bool = False
    originals: int = 0
