"""課の職員。三浦は国保年金課、中村は介護保険課、高橋は税務課、田中はもみじ市の国保年金課。"""

from __future__ import annotations

from datetime import date
from typing import Any

from madoguchi.accounts.actions import NewUser
from madoguchi.cases import queries, receiving
from madoguchi.cases.queries import QueueLine
from madoguchi.cases.receiving import Receipt, Taken
from madoguchi.counter.opened import opened
from madoguchi.municipalities import actions
from madoguchi.municipalities.scope import scope
from tests.support.cast import AOBA, MOMIJI, hire

SOUSAI, KAIGO, SHOGAI, DOG = "d_kouki_sousaihi@100001", "d_kaigo@100001", "d_shogai@100001", "d_inu@100001"
TODAY = date(2026, 11, 20)
STROKE = "M10 10L40 20L60 15"


def staff(login: str, name: str, department: str, gyomu: str, code: str = AOBA) -> Any:
    """主管課の担当。"""
    with scope(code):
        actions.set_up_department(
            department, {"insurance": "国保年金課", "care": "介護保険課", "tax": "税務課"}[department]
        )
    new = NewUser(login, name, department, None, frozenset({"department_staff"}), frozenset({"inbox", gyomu}))
    return hire(code, new)


def miura() -> Any:
    """三浦。あおば市 国保年金課。"""
    return staff("miura", "三浦", "insurance", "insurance")


def nakamura() -> Any:
    """中村。あおば市 介護保険課。"""
    return staff("nakamura", "中村", "care", "care")


def takahashi() -> Any:
    """高橋。あおば市 税務課の受付箱。"""
    return staff("zei", "高橋", "tax", "tax")


def tanaka() -> Any:
    """田中。もみじ市 国保年金課。"""
    return staff("tanaka", "田中", "insurance", "insurance", MOMIJI)


def receive(user: Any, case_id: int, line: str = SOUSAI, department: str = "insurance", **more: Any) -> None:
    """窓口が受け付ける。"""
    details = {"originals": (Taken("会葬礼状", 1), Taken("通帳", 1, True)), "returned_cards": ("資格確認書",)}
    receipt = Receipt(department, TODAY, **{**details, **more})
    receiving.receive(deed(user, case_id, f"receive-{line}"), line, receipt)


def receive_again(user: Any, case_id: int, line: str = SOUSAI) -> None:
    """返された行を、窓口が受け直す。"""
    receiving.receive(deed(user, case_id, f"again-{line}"), line, Receipt("insurance", TODAY))


def take_back(user: Any, case_id: int, line: str = SOUSAI) -> None:
    """窓口が、受け付けを取り消す。"""
    receiving.take_back(deed(user, case_id, f"back-{line}"), line, "別の方の紙だった")


def refer(
    user: Any, case_id: int, line: str, department: str, question: str = "相続人が2人いて話がまとまらない"
) -> None:
    """窓口が担当課に相談する。"""
    receiving.refer(deed(user, case_id, f"refer-{line}"), line, department, question)


def deed(user: Any, case_id: int, key: str) -> Any:
    """窓口の操作。"""
    return opened(user, case_id).deed(key, None)


def queued(department: str, line: str) -> QueueLine:
    """課の受付箱の行。"""
    return next(one for one in queries.queue(department) if one.key == line)
