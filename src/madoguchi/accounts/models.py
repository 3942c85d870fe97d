"""職員と、続けて失敗したログインの表。"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from madoguchi.municipalities.scope import ScopedModel, ScopedRows


class User(ScopedModel, AbstractBaseUser):
    """職員。自治体の中で職員番号が一つに決まる。"""

    login = models.CharField("職員番号", max_length=40)
    display_name = models.CharField("名前", max_length=60)
    department = models.ForeignKey(
        "municipalities.Department", on_delete=models.PROTECT, related_name="+", verbose_name="課"
    )
    counter_place = models.ForeignKey(
        "municipalities.CounterPlace",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="窓口",
    )
    roles = models.JSONField("役割", default=list)
    gyomu = models.JSONField("業務", default=list)
    valid_until = models.DateField("有効期限", null=True, blank=True)
    is_active = models.BooleanField("在職", default=True)
    last_login = None

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["display_name"]
    objects = ScopedRows()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "login"], name="user_login")]

    def __str__(self) -> str:
        return self.display_name

    def is_valid(self, on: date) -> bool:
        """その日に働いてよいか。期限の日までは有効。"""
        return self.is_active and (self.valid_until is None or on <= self.valid_until)


class Draft(ScopedModel):
    """入れかけの欄。送れば消え、半日で消える。書いた本人にだけ返す。"""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.CharField("送り先", max_length=200)
    about = models.CharField("どの件の、だれの話か", max_length=40, blank=True)
    fields = models.JSONField("欄の名と値", default=list)
    kept_at = models.DateTimeField("控えた時刻")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "page"], name="draft_page")]


class Display(ScopedModel):
    """職員の席につないだ、お客さまの画面。映してよい項目だけを持ち、期限が過ぎれば白くなる。"""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField("つないだ画面の合言葉の要約値", max_length=64, blank=True)
    code = models.CharField("つなぐための番号", max_length=8, blank=True)
    code_until = models.DateTimeField("番号の期限", null=True)
    sheet = models.JSONField("映しているもの", null=True)
    sheet_until = models.DateTimeField("映す期限", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "user"], name="display_user")]


class SignInThrottle(ScopedModel):
    """続けて失敗した職員番号。実在しない番号も同じに数える。"""

    login = models.CharField("職員番号", max_length=40)
    failures = models.PositiveIntegerField("失敗の回数", default=0)
    last_failed_at = models.DateTimeField("最後に失敗した時刻")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "login"], name="throttle_login")]
