"""試験に出る人と自治体。佐藤はあおば市の窓口、高橋は同じ市の税務課、鈴木はもみじ市で、互いの市を見てはならない。"""

from __future__ import annotations

import os

from django.test import Client

from madoguchi.accounts.actions import NewUser, register_user
from madoguchi.accounts.models import User
from madoguchi.municipalities import actions
from madoguchi.municipalities.scope import scope

AOBA, MOMIJI = "990001", "990002"
OPEN = ("basic", "insurance", "care", "pension", "welfare", "child", "utilities", "interview")
PASSWORD = "aoi-sora-no-shita"


def found_towns() -> None:
    """二つの市と、それぞれの課と窓口を設ける。"""
    actions.set_up_municipality(AOBA, "あおば市", "あおば県", "aoba")
    actions.set_up_municipality(MOMIJI, "もみじ市", "あおば県", "momiji")
    for code in (AOBA, MOMIJI):
        with scope(code):
            actions.set_up_department("citizen", "市民課", {"floor": "1階"})
            actions.set_up_department("tax", "税務課", {"floor": "2階"})
            actions.set_up_counter_place("okuyami", "おくやみ窓口", "citizen", ["counter"], OPEN)


def hire(code: str, new: NewUser) -> User:
    """職員を一人登録する。"""
    with scope(code):
        return register_user(new, PASSWORD)


def sato() -> User:
    """佐藤。あおば市 市民課 おくやみ窓口。"""
    return hire(
        AOBA, NewUser("sato", "佐藤", "citizen", "okuyami", frozenset({"clerk"}), frozenset({"counter"}))
    )


def takahashi() -> User:
    """高橋。あおば市 税務課。"""
    return hire(AOBA, NewUser("takahashi", "高橋", "tax", None, frozenset({"clerk"}), frozenset({"tax"})))


def suzuki() -> User:
    """鈴木。もみじ市 市民課 おくやみ窓口。"""
    return hire(
        MOMIJI, NewUser("suzuki", "鈴木", "citizen", "okuyami", frozenset({"clerk"}), frozenset({"counter"}))
    )


def signed_in(user: User) -> Client:
    """その職員として入った端末。"""
    client = Client()
    with scope(user.municipality_id):
        client.force_login(user)
    return client


def handed(*passwords: str) -> list[str]:
    """パスワードを、端末の代わりに渡す引数。"""
    reader, writer = os.pipe()
    os.write(writer, "".join(f"{one}\n" for one in passwords).encode())
    os.close(writer)
    return ["--passwords-fd", str(reader)]
