"""課が書く画面の言葉と、送られた欄の読み方。"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from madoguchi.counter.departments.acts import AGENCIES, RESULTS, Said
from madoguchi.counter.departments.pages import OwnLine
from madoguchi.domain.errors import Fault
from madoguchi.web.screens.search.entry import day_of


@dataclass(frozen=True, slots=True)
class ActWords:
    """一つの働きの画面の言葉。`many` ならいくつでも、`dated` なら日を書く。"""

    title: str
    lead: str
    write: str
    button: str
    choose: str = ""
    hint: str = ""
    many: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class ActChoice:
    """選べるもの。"""

    label: str
    chosen: bool


WORDS = {
    "ask": ActWords(
        "窓口にたずねる", "行は手元に残り、窓口の画面に出ます。窓口が答えると、受け取り待ちに戻ります。", "たずねること", "窓口にたずねる",
        hint="例　振込先の口座は、どなたの名義か。",
    ),
    "send-back": ActWords(
        "返す（返戻）", "受付番号と受付日は残ります。窓口の画面に、足りないものといっしょに出ます。", "ほかに足りないもの、直すところ", "この行を返す",
        "足りないもの", "例　署名が違う方のもの。会葬礼状の日付が読めない。", many=True,
    ),
    "forward": ActWords(
        "市の外へ送る（進達）", "送った日と先が残り、送付書を刷れます。返ってきたら、返すか終えます。", "添え書き（なくてもよい）", "送ったと書く",
        "送り先", "ほかの送り先は、ここに名前だけを書きます。", dated=True,
    ),
    "complete": ActWords(
        "終える", "決まったことが、窓口からも読めます。まちがえたら取り消せます。", "ほかに書くこと", "この行を終える", "決まったこと",
        "例　11月30日に振り込む。通知は12月1日に送る。",
    ),
    "take-back": ActWords(
        "取り消す", "課が動かす前の状態に戻ります。取り消したことと理由は残ります。", "取り消す理由", "前の状態に戻す",
        hint="例　別の方の行を終えてしまった。",
    ),
}  # fmt: skip
OTHER = "ほか（下に書く）"
NOTHING = {
    "ask": "たずねることを書いてください。", "send-back": "足りないものに✓をつけるか、言葉で書いてください。",
    "forward": "送り先をえらんでください。「ほか」なら、下に名前を書いてください。", "complete": "決まったことをえらぶか、言葉で書いてください。",
    "take-back": "理由を書いてください。あとで見た人が、なぜかを分かるためです。",
}  # fmt: skip


def choices(name: str, line: OwnLine, chosen: tuple[str, ...] = ()) -> tuple[ActChoice, ...]:
    """選べるもの。送り先は、定義にある先を初めに置く。"""
    listed: dict[str, tuple[str, ...]] = {
        "send-back": (*line.missing, "署名", "本人確認の控え"), "complete": RESULTS,
        "forward": (*line.agencies, *AGENCIES, OTHER),
    }  # fmt: skip
    return tuple(ActChoice(one, one in chosen) for one in dict.fromkeys(listed.get(name, ())))


def said_of(name: str, sent: QueryDict) -> tuple[Said, dict[str, str]]:
    """書かれたことと、欄ごとの誤り。"""
    ticked, text = tuple(sent.getlist("ticked")), sent.get("text", "").strip()
    errors: dict[str, str] = {}
    on = None
    try:
        on = day_of(sent.get("sent_on", ""))
    except Fault as fault:
        errors["sent_on"] = f"{fault.reason}{fault.remedy}"
    other = OTHER in ticked
    to = text if other else "".join(ticked[:1])
    said = Said(ticked, text, to, on) if name != "forward" else Said((), "" if other else text, to, on)
    if not (to if name == "forward" else said.joined):
        errors["text"] = NOTHING[name]
    return said, errors
