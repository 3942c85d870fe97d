"""担当課が確かめる表の列。見出し、幅、何を書くか、どう読むか。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from madoguchi.authoring import wording
from madoguchi.authoring.entries import Entry

ANSWERS = ("可", "要修正")
ANSWER, FINDING, SECTION, SIGNER, SIGNED_ON = "確認", "指摘", "所属", "氏名", "日付"


@dataclass(frozen=True, slots=True)
class Column:
    """一つの列。`width` は半角の字の数、`note` は「読み方」に書く説明。"""

    title: str
    width: int
    note: str
    text: Callable[[Entry], str]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _key(entry: Entry) -> str:
    return _joined((entry.key, f"【{wording.STAFF_ONLY}】" if entry.staff_only else ""))


def _name(entry: Entry) -> str:
    procedure = entry.procedure
    scheme = f"制度: {procedure.scheme}" if procedure.scheme else ""
    agency = f"決める所: {procedure.agency}" if procedure.agency else ""
    return _joined((procedure.name, scheme, agency, entry.period))


def _condition(entry: Entry) -> str:
    values = (f"【値】{one}" for one in entry.values)
    return _joined((*entry.condition, *values))


def _deadline(entry: Entry) -> str:
    examples = (
        ("数え方の例（起算の日 → 末日）", *(f"・{one}" for one in entry.worked)) if entry.worked else ()
    )
    return _joined((*entry.deadline, *examples))


def _basis(entry: Entry) -> str:
    return _joined(f"{one.text} {one.url or ''}".strip() for one in entry.procedure.basis)


def _told(entry: Entry) -> str:
    return _joined(
        (entry.procedure.title_for_family, "", entry.text)
        if entry.text
        else (entry.procedure.title_for_family,)
    )


def _steps(*names: str) -> Callable[[Entry], str]:
    return lambda entry: _joined(wording.step_lines(entry.procedure.steps, names))


COLUMNS = (
    Column("id", 14, "手続きの id。直してほしいときは、この id で伝えてください。", _key),
    Column("出来事", 8, "どの出来事の窓口で出るか。", lambda entry: _joined(entry.events)),
    Column("手続き", 18, "正式な名、制度、決める機関。法が変わる前後で分けた行には、いつの出来事のものかも書いてあります。", _name),
    Column("扱い", 16, "性質（義務・権利など）、一覧での扱い、場所と受け方。【職員だけ】の行は、家族の紙にも画面にも出ません。",
           lambda entry: _joined(wording.handling_lines(entry.procedure))),
    Column("だれごと", 10, "一件の来庁で、本人に一つか、世帯に一つか、人ごとか。", lambda entry: wording.PERS[entry.procedure.per]),
    Column("出るとき", 44, "この条件に当たるときだけ、手続きが一覧に出ます。字下げは、上の行の中身です。【値】は、日付で変わる値です。", _condition),
    Column("出す人・代わりの人", 18, "だれが出すか。代わりの人でよいか、そのときに要る書類。", lambda entry: _joined(wording.claimant_lines(entry.procedure.claimant))),
    Column("期限", 34, "期限の決まりと、三つの日付で数えた例。", _deadline),
    Column("持ち物", 24, "持ち物と、その扱い（見せてもらう・預かる・返していただく）。", lambda entry: _joined(wording.item_lines(entry.procedure.items))),
    Column("様式", 10, "使う様式。", lambda entry: wording.form_text(entry.procedure)),
    Column("順・証明書・お金", 28, "先に済ませる手続き、選ぶ手続き、要る証明書と通数、手数料、前もって要ること。", lambda entry: _joined(entry.around)),
    Column("根拠", 20, "根拠の条文や要綱。", _basis),
    Column("読んだ資料", 18, "定義を書いたときに読んだ資料。", lambda entry: _joined(entry.procedure.source)),
    Column("原典の確認", 16, "原典で確かめた日と、読んだもの。未確認（色の付いたます）は、まだ原典で確かめていません。", lambda entry: _joined(entry.verified)),
    Column("手順（話す・確かめる）", 38, "窓口の職員の手順の前半。", _steps("say", "check")),
    Column("手順（預かる・入れる・渡す）", 26, "窓口の職員の手順の後半。", _steps("collect", "enter", "hand_over")),
    Column("家族への題と文", 34, "家族に渡す紙に出る題と文。権利のものは、約束の言い方をしません。", _told),
    Column("具体例", 34, "条件の試験に使っている例と、出るべき結果。", lambda entry: _joined(f"・{one}" for one in entry.examples)),
    Column("要設定", 10, "自治体がまだ決めていないところ。ここに書いてあるものは、担当課で決めてください。", lambda entry: _joined(entry.unset)),
)  # fmt: skip

#: 担当課が書き込む列。見出し、幅、説明。
SIGN_COLUMNS = (
    (ANSWER, 9, "可か要修正を選んでください。"),
    (FINDING, 26, "要修正のときは、どの列をどう直すかを書いてください。"),
    (SECTION, 10, "確かめた人の所属。"),
    (SIGNER, 10, "確かめた人の氏名。"),
    (SIGNED_ON, 11, "確かめた日。2026/11/25 の形で書いてください。"),
)
TITLES = tuple(column.title for column in COLUMNS) + tuple(title for title, _, _ in SIGN_COLUMNS)
