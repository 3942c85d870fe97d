"""記録の訂正。電話番号、フリガナ、生年月日の精度など、いまの行の値だけが直る。"""

from __future__ import annotations

from .scene import Scene


def correction(scene: Scene) -> None:
    """世帯主の記録の一か所を直す。"""
    home = scene.pick(lambda one: one.head.kind == "japanese")
    if home is None:
        return
    head = home.head
    kind = scene.rng.choice(["phone", "name_kana", "katagaki", "collection"])
    if kind == "phone":
        home.phone = scene.draw.phone()
        scene.ledger.amend("resident", head, phone=home.phone)
    elif kind == "name_kana":
        head.given_kana = head.given_kana.replace("ヅ", "ズ") + (
            "ウ" if head.given_kana.endswith("ロ") else ""
        )
        scene.ledger.amend("resident", head, name_kana=head.kana, kana_confirmed=True, processed_on=scene.day)
    elif kind == "katagaki":
        scene.ledger.amend("resident", head, katagaki=f"{home.head.surname}方", processed_on=scene.day)
    else:
        scene.ledger.amend("collection", head, unpaid=False)
        scene.ledger.amend("resident", head, card_status="valid", processed_on=scene.day)
