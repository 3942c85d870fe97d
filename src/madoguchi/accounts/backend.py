"""職員番号と合言葉で本人を確かめる。自治体の枠の中で働く。"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from madoguchi.accounts.models import User
from madoguchi.config import clock
from madoguchi.municipalities.scope import OutOfScope


class MunicipalityBackend:
    """いまの自治体の職員だけを知る。"""

    def authenticate(self, _request: HttpRequest | None, login: str = "", password: str = "") -> User | None:
        """合っていて有効な職員。なければ None。実在しない番号でも同じだけ時間をかける。"""
        user = User.objects.filter(login=login).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_valid(clock.today()) else None

    def get_user(self, user_id: Any) -> User | None:
        """番号の職員。期限が切れていれば None。枠がなければ、だれも入っていないのと同じ。"""
        try:
            user = User.objects.select_related("department", "counter_place").filter(pk=user_id).first()
        except OutOfScope:
            return None
        return user if user and user.is_valid(clock.today()) else None
