"""基幹の行を世代で持つ表。JSON の中を SQL は見ない。"""

from __future__ import annotations

from django.db import models

from madoguchi.municipalities.scope import ScopedModel


class LoadRun(ScopedModel):
    """一つの出力の取り込み一回。番号が世代の番号になる。`finished_at` が空なら、途中で終わった。"""

    group = models.CharField("組", max_length=40)
    file = models.CharField("ファイル", max_length=120)
    source_hash = models.CharField("ファイルの SHA-256", max_length=64)
    started_at = models.DateTimeField("始めた時刻", auto_now_add=True)
    finished_at = models.DateTimeField("切り替えた時刻", null=True)
    accepted = models.PositiveIntegerField("受け取った行", default=0)
    unchanged = models.PositiveIntegerField("前と同じ行", default=0)
    removed = models.PositiveIntegerField("なくなった行", default=0)
    refused = models.PositiveIntegerField("断った所", default=0)


class Generation(ScopedModel):
    """組ごとの、いまの世代。一つの問い合わせの中では一度だけ読む。"""

    group = models.CharField("組", max_length=40)
    run = models.BigIntegerField("世代")
    source_hash = models.CharField("ファイルの SHA-256", max_length=64)
    as_of = models.DateTimeField("基準日時")
    loaded_at = models.DateTimeField("取り込んだ時刻", auto_now=True)
    rows = models.PositiveIntegerField("行の数")
    refused = models.PositiveIntegerField("断った所", default=0)

    class Meta:
        constraints = [models.UniqueConstraint("municipality", "group", name="generation_group")]


class CoreRow(ScopedModel):
    """基幹の一行。世代が `[gen_from, gen_to)` に入るあいだ見える。有効期間は `content` の中に持つ。"""

    group = models.CharField("組", max_length=40)
    subject_kind = models.CharField("主の種類", max_length=12, default="person")
    subject_key = models.CharField("主の番号", max_length=15)
    record = models.CharField("記録", max_length=60, blank=True)
    gen_from = models.BigIntegerField("この世代から")
    gen_to = models.BigIntegerField("この世代の前まで", null=True)
    content = models.TextField("値（型つき JSON）")
    row_hash = models.CharField("値のハッシュ", max_length=32)

    class Meta:
        indexes = [
            models.Index("municipality", "group", "subject_key", name="core_row_group"),
            models.Index("municipality", "subject_key", name="core_row_subject"),
        ]


class SearchEntry(ScopedModel):
    """探すための鍵。住民記録の一行に一つ、旧氏と通称には別に一つ。"""

    subject_key = models.CharField("宛名番号", max_length=15)
    household_no = models.CharField("世帯番号", max_length=15, blank=True)
    current = models.BooleanField("いまの行か")
    kana_key = models.CharField("カナの鍵", max_length=120, blank=True)
    given_kana_key = models.CharField("名のカナの鍵", max_length=80, blank=True)
    name_key = models.CharField("字の鍵", max_length=120, blank=True)
    town_key = models.CharField("町の鍵", max_length=120, blank=True)
    birth_low = models.DateField("生年月日の早いほう", null=True)
    birth_high = models.DateField("生年月日の遅いほう", null=True)
    valid_from = models.DateField("有効になった日")
    valid_to = models.DateField("有効でなくなった日")
    gen_from = models.BigIntegerField("この世代から")
    gen_to = models.BigIntegerField("この世代の前まで", null=True)

    class Meta:
        indexes = [
            models.Index("municipality", "kana_key", name="search_kana"),
            models.Index("municipality", "given_kana_key", name="search_given"),
            models.Index("municipality", "name_key", name="search_name"),
            models.Index("municipality", "birth_low", name="search_birth"),
            models.Index("municipality", "household_no", name="search_household"),
            models.Index("municipality", "subject_key", name="search_subject"),
        ]


class DoubtfulSubject(ScopedModel):
    """行を断られた人。いまの世代では、その組から何も言えない。"""

    group = models.CharField("組", max_length=40)
    subject_key = models.CharField("宛名番号", max_length=15)
    household_no = models.CharField("世帯番号", max_length=15, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("municipality", "group", "subject_key", name="doubtful_subject")
        ]
