"""職員を引く。"""

from __future__ import annotations

from datetime import date

from madoguchi.accounts.authority import Official
from madoguchi.accounts.models import User


def official(login: str, on: date) -> Official | None:
    """いまの自治体の、その日に働いてよい職員。いなければ None。"""
    found: User | None = User.objects.filter(login=login).first()
    return found if found is not None and found.is_valid(on) else None
