"""出来事の書類の形。窓口で開くときの言葉と決まり（reception）も、出来事ごとのデータとしてここに書く。"""

from __future__ import annotations

from madoguchi.catalogue.shapes import Choice, Field, Flag, Items, Keyed, Text, Whole
from madoguchi.domain.visits import STANDINGS

NAME = Text(r"[a-z][a-z0-9_]*", "小文字の英数字と下線の名")
WORD = Text()

RECEPTION = Keyed({
    "order": Field(Whole(0), "さがす画面に並べる順。いちばん小さいものが初めから選ばれている", required=True),
    "search_title": Field(WORD, "さがす画面の見出し", required=True),
    "standing_label": Field(WORD, "来た人の立場をたずねる見出し", required=True),
    "standings": Field(
        Keyed({standing: Field(WORD, f"{label}の言い方") for standing, label in STANDINGS.items()}),
        "選べる来た人の立場と、その言い方（書いた順に出る）。self があれば、本人が窓口に来られる出来事",
        required=True,
    ),
    "roles": Field(Items(Choice(("mourner", "heir"))), "たずねる役"),
    "papers": Field(Items(WORD), "見たかをたずねる紙"),
    "date_hint": Field(WORD, "出来事の日の欄に添える文", required=True),
    "date_required": Field(Flag(), "日をいつも入れるか。false は、記録にないときだけ"),
    "days_ahead": Field(Whole(0), "何日先の日まで受けるか（書かなければ、きょうまで）"),
    "moves": Field(Flag(), "世帯のだれが引っ越すかをえらぶか"),
    "enters": Field(Choice(("mover", "newborn", "outsider")), "住民記録にいない人を入れて開くときの、その訳"),
    "notice": Field(WORD, "受理の日が記録にある届の名"),
})  # fmt: skip

LIFE_EVENT = Keyed({
    "id": Field(NAME, "出来事の id", required=True),
    "name": Field(WORD, "出来事の名", required=True),
    "subject_label": Field(WORD, "本人の呼び方", required=True),
    "date_label": Field(WORD, "出来事の日の呼び方", required=True),
    "reception": Field(RECEPTION, "窓口で件を開くときの言葉と決まり。なければ、窓口の画面では開けない"),
    "topics": Field(
        Items(Keyed({
            "id": Field(NAME, "話題の id", required=True),
            "name": Field(WORD, "話題の名", required=True),
            "order": Field(Whole(0), "聞く順", required=True),
        }), low=1),
        "聞き取りの話題",
        required=True,
    ),
})  # fmt: skip
