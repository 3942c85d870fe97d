"""裏で行う仕事の列。"""

from __future__ import annotations

from django.db import models

from madoguchi.municipalities.scope import ScopedModel


class Job(ScopedModel):
    """一つの仕事。借りた期限が切れれば、ほかの work が引き取る。"""

    WAITING, DONE, GAVE_UP = "waiting", "done", "gave_up"

    kind = models.CharField("種類", max_length=60)
    key = models.CharField("二重を防ぐ鍵", max_length=120)
    arguments = models.JSONField("引数", default=dict)
    state = models.CharField("状態", max_length=10, default=WAITING)
    due_at = models.DateTimeField("行ってよい時刻")
    leased_until = models.DateTimeField("借りた期限", null=True, blank=True)
    lease = models.CharField("借りた印", max_length=32, blank=True)
    attempts = models.PositiveIntegerField("試した回数", default=0)
    last_error = models.TextField("最後の失敗", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "kind", "key"], name="job_key")]
        indexes = [models.Index(fields=["municipality", "state", "due_at"], name="job_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
