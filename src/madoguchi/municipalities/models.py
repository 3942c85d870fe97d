"""自治体・課・窓口の表。"""

from __future__ import annotations

from django.db import models

from madoguchi.municipalities.scope import ScopedModel


class Municipality(models.Model):
    """市区町村。だれの記録でもないので、枠の外から読める。"""

    code = models.CharField("団体コード", max_length=6, primary_key=True)
    name = models.CharField("名前", max_length=60)
    prefecture = models.CharField("都道府県", max_length=20)
    slug = models.SlugField("綴り", max_length=40, unique=True)
    idle_minutes = models.PositiveSmallIntegerField("動きがないとき画面を閉じるまでの分", default=10)

    def __str__(self) -> str:
        return self.name


class Department(ScopedModel):
    """課。"""

    key = models.SlugField("略号", max_length=40)
    name = models.CharField("名前", max_length=60)
    short = models.CharField("短い名前", max_length=20, blank=True)
    telephone = models.CharField("電話", max_length=20, blank=True)
    extension = models.CharField("内線", max_length=20, blank=True)
    floor = models.CharField("階", max_length=20, blank=True)
    window = models.CharField("窓口の番号", max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="department_key")]

    def __str__(self) -> str:
        return self.name


class CounterPlace(ScopedModel):
    """窓口。そこで行う業務と、そこで開いてよい項目区分を持つ。"""

    key = models.SlugField("略号", max_length=40)
    name = models.CharField("名前", max_length=60)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="counter_places")
    floor = models.CharField("階", max_length=20, blank=True)
    gyomu = models.JSONField("業務", default=list)
    open_classes = models.JSONField("開いてよい項目区分", default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="counter_place_key")]

    def __str__(self) -> str:
        return self.name
