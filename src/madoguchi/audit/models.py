"""記録の表。氏名や住所は持たず、だれが・いつ・何を・だれの分・なぜ、だけを持つ。"""

from __future__ import annotations

from typing import Any

from django.db import models

from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import ScopedModel

CHAINED = (
    "municipality_id",
    "seq",
    "at",
    "actor",
    "department",
    "terminal",
    "request_id",
    "action",
    "outcome",
    "object_kind",
    "object_id",
    "persons",
    "field_classes",
    "reason",
    "payload_digest",
)


class AppendOnly(Fault):
    """記録を直そうとした、または消そうとした。"""


class AuditHead(ScopedModel):
    """自治体ごとの鎖の先頭。書き足すときにこの行を押さえるので、番号が飛ばない。"""

    seq = models.BigIntegerField("番号", default=0)
    hash = models.CharField("指紋", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="audit_one_head")]


class AuditEntry(ScopedModel):
    """一件の記録。"""

    seq = models.BigIntegerField("番号")
    previous = models.CharField("前の指紋", max_length=64)
    hash = models.CharField("指紋", max_length=64)
    at = models.DateTimeField("日時")
    actor = models.CharField("職員", max_length=60)
    department = models.CharField("課", max_length=40, blank=True)
    terminal = models.CharField("端末", max_length=60, blank=True)
    request_id = models.CharField("求めの番号", max_length=40, blank=True)
    action = models.CharField("行い", max_length=60)
    outcome = models.CharField("結果", max_length=10)
    object_kind = models.CharField("対象の種類", max_length=40, blank=True)
    object_id = models.CharField("対象の番号", max_length=80, blank=True)
    persons = models.JSONField("住民の番号", default=list)
    field_classes = models.JSONField("項目区分", default=list)
    reason = models.CharField("理由", max_length=200, blank=True)
    payload_digest = models.CharField("中身の指紋", max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "seq"], name="audit_seq")]

    def fields(self) -> dict[str, Any]:
        """指紋に含める欄。"""
        return {name: getattr(self, name) for name in CHAINED}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """書き足すだけ。"""
        if self.pk is not None:
            raise _refused(self.seq)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """消せない。"""
        raise _refused(self.seq)


def _refused(seq: int) -> AppendOnly:
    return AppendOnly(
        "記録は直せません。", remedy="訂正は新しい記録として書き足してください。", value=f"{seq} 番"
    )
