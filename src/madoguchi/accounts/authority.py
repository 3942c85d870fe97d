"""業務権限。役割が行いを、業務が項目区分を開く。書いていないことはできない。"""

from __future__ import annotations

from typing import Protocol

FIELD_CLASSES = frozenset(
    {"basic", "insurance", "care", "pension", "welfare", "child"}
    | {"property", "tax", "utilities", "protection", "interview"}
)

# 役割 → できる行い
ROLES: dict[str, frozenset[str]] = {
    "clerk": frozenset({"search", "read", "write", "print", "hand_over"}),
    "chief": frozenset({"search", "read", "write", "print", "hand_over", "correct", "export", "count"}),
    "editor": frozenset({"define"}),
    "approver": frozenset({"define", "approve"}),
    "protection_officer": frozenset({"search", "read", "release"}),
    "operator": frozenset({"operate", "count"}),
    "department_staff": frozenset({"inbox", "settle"}),
}

# 業務 → 開く項目区分。税の中身は、地方税法 22 条により税の業務でしか開かない。
# 課の受付箱（inbox）は、自分の課に届いた行だけを開く。決め手の中身は、その課の業務の区分でだけ見える。
GYOMU: dict[str, frozenset[str]] = {
    "counter": frozenset(
        {"basic", "insurance", "care", "pension", "welfare", "child", "utilities", "interview"}
    ),
    "insurance": frozenset({"basic", "insurance", "pension", "interview"}),
    "care": frozenset({"basic", "care", "welfare", "interview"}),
    "child": frozenset({"basic", "child", "interview"}),
    "tax": frozenset({"basic", "tax", "property", "interview"}),
    "utilities": frozenset({"basic", "utilities", "interview"}),
    "inbox": frozenset({"basic"}),
    "protection": frozenset({"basic", "protection"}),
    "definitions": frozenset(),
    "operation": frozenset(),
}

ROLE_LABELS = {
    "clerk": "窓口職員",
    "chief": "係長",
    "editor": "定義の編集",
    "approver": "定義の承認",
    "protection_officer": "支援措置の担当",
    "operator": "運用",
    "department_staff": "主管課の担当",
}
GYOMU_LABELS = {
    "counter": "総合窓口",
    "insurance": "保険年金",
    "care": "介護・福祉",
    "child": "こども",
    "tax": "税",
    "utilities": "上下水道",
    "inbox": "課の受付箱",
    "protection": "支援措置",
    "definitions": "定義",
    "operation": "運用",
}


class Place(Protocol):
    """窓口に求めるもの。"""

    gyomu: list[str]
    open_classes: list[str]


class Official(Protocol):
    """職員に求めるもの。"""

    is_active: bool
    roles: list[str]
    gyomu: list[str]
    counter_place: Place | None


def can(user: Official, action: str, gyomu: str, field_class: str | None = None) -> bool:
    """その業務のためにその行いができるか。項目区分を渡せば、それが開いているかも問う。"""
    if not user.is_active or gyomu not in _gyomu_of(user):
        return False
    if not any(action in ROLES.get(role, frozenset()) for role in user.roles):
        return False
    return field_class is None or field_class in _opened_by(user, gyomu)


def does(user: Official, action: str) -> bool:
    """業務を問わず、その行いができる役割か。住民のことを出さない画面（統計）に使う。"""
    return user.is_active and any(action in ROLES.get(role, frozenset()) for role in user.roles)


def open_classes(user: Official) -> frozenset[str]:
    """職員に開いている項目区分。事実を作るときに、これ以外は「伏せ」になる。"""
    if not user.is_active:
        return frozenset()
    return frozenset().union(*(_opened_by(user, gyomu) for gyomu in _gyomu_of(user)))


def _gyomu_of(user: Official) -> frozenset[str]:
    """窓口に座っている職員は、その窓口の業務しかできない。"""
    own = frozenset(user.gyomu) & GYOMU.keys()
    return own & frozenset(user.counter_place.gyomu) if user.counter_place else own


def _opened_by(user: Official, gyomu: str) -> frozenset[str]:
    opened = GYOMU[gyomu]
    return opened & frozenset(user.counter_place.open_classes) if user.counter_place else opened
