"""来庁のないうちに届だけが届いた方へ送る「お手続きのご案内」。届の中身も、判定も、だれの件かも書かない。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.errors import Fault
from madoguchi.guide.lists import Words, frame, template
from madoguchi.paper import fonts, typesetting

TITLE = "お手続きのご案内"
PARAGRAPHS = (
    "届のあとに、市役所などでの手続きがあります。",
    "どの手続きが要るかは、窓口でお調べします。予約はいりません。一つの窓口で、まとめてお受けします。",
    "主な手続きは、うしろの紙にあります。当てはまるものは、ご家庭によって違います。",
)
BRING = (("引換票（この紙）", ""), ("来る方の本人確認書類", "運転免許証、マイナンバーカードなど"))
CLOSING = (
    "急がなくてよい手続きもあります。お電話でもおたずねください。",
    "引換票は、お持ちの方が本人であることを示すものではありません。窓口で本人確認をいたします。",
)
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Addressee:
    """手紙のあて先。刷るためだけの値で、どこにも残さない。"""

    name: str
    address: str
    postal_code: str = ""

    def checked(self) -> Addressee:
        """名とあて先がそろっているか。"""
        for field, text in (("name", self.name), ("address", self.address)):
            if not text.strip() or len(text) > LONGEST:
                raise Fault(
                    "手紙のあて先が足りないか、長すぎます。",
                    remedy="氏名と住所を、100字までで入れてください。",
                    value=field,
                )
        return self


def letter(
    to: Addressee,
    ticket: str,
    municipality: MunicipalityProfile,
    on: date,
    event: str,
    shelf: fonts.Shelf | None = None,
) -> bytes:
    """手紙の PDF。`ticket` は件を引くための合言葉。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, TITLE)
    held = to.checked()
    values = {
        **frame(words, TITLE, ticket, municipality, on, event),
        "postal": words(held.postal_code.strip()),
        "address": words(held.address.strip()),
        "addressee": words(held.name.strip()),
        "from": words(municipality.name),
        "paragraphs": [words(text) for text in PARAGRAPHS],
        "bring": [{"label": words(label), "use": words(use)} for label, use in BRING],
        "closing": [words(text) for text in CLOSING],
    }
    return typesetting.render(template("letter"), values, shelf, name=f"{TITLE}（letter.typ）", tagged=True)
