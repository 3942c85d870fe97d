"""基幹の行を世代で持つ表。JSON の中を SQL は見ない。"""

from __future__ import annotations

from django.db import models

from madoguchi.municipalities.scope import ScopedModel


class LoadRun(ScopedModel):
    """一つの組の取り込み一回。番号が世代の番号になる。`finished_at` が空なら、切り替えていない。

    `state` は reading（読んでいる）・loaded（切り替えた）・same（前と同じ）・refused（断った）。
    """

    READING, LOADED, SAME, REFUSED = "reading", "loaded", "same", "refused"

    group = models.CharField("組", max_length=40)
    file = models.CharField("ファイル", max_length=120)
    source_hash = models.CharField("ファイルの SHA-256", max_length=64)
    started_at = models.DateTimeField("始めた時刻", auto_now_add=True)
    finished_at = models.DateTimeField("切り替えた時刻", null=True)
    accepted = models.PositiveIntegerField("受け取った行", default=0)
    unchanged = models.PositiveIntegerField("前と同じ行", default=0)
    removed = models.PositiveIntegerField("なくなった行", default=0)
    refused = models.PositiveIntegerField("断った所", default=0)
    state = models.CharField("どこまで進んだか", max_length=8, default=READING)
    as_of = models.DateTimeField("基準日時", null=True)
    read = models.PositiveIntegerField("読んだ行", default=0)
    noted = models.PositiveIntegerField("知らせること", default=0)
    override = models.TextField("断りを越えた理由", blank=True)
    overridden_by = models.JSONField("越えた二人", default=list)

    class Meta:
        indexes = [models.Index("municipality", "group", "id", name="load_run_group")]


class LoadFinding(ScopedModel):
    """取り込みで断った一か所と、受け取ったが知らせること（`noted`）。居どころの値は持たない。"""

    run = models.BigIntegerField("取り込みの番号")
    noted = models.BooleanField("知らせるだけか", default=False)
    file = models.CharField("ファイル", max_length=120)
    line = models.PositiveIntegerField("行", null=True)
    column = models.CharField("欄", max_length=120, blank=True)
    value = models.TextField("値", blank=True)
    reason = models.TextField("理由")
    remedy = models.TextField("直し方", blank=True)

    class Meta:
        indexes = [models.Index("municipality", "run", name="load_finding_run")]


class OriginalLine(ScopedModel):
    """外字などで、字が元のバイトに戻らない行の、元のバイト。"""

    group = models.CharField("組", max_length=40)
    subject_key = models.CharField("主の番号", max_length=15)
    record = models.CharField("記録", max_length=60, blank=True)
    encoding = models.CharField("文字コード", max_length=20)
    raw = models.BinaryField("元のバイト")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "municipality", "group", "subject_key", "record", name="original_line_row"
            )
        ]


class UnmatchedRecord(ScopedModel):
    """宛名番号のない、水道・住宅・犬・口座の一行。だれのものかは、名のある職員が決める。推し量らない。

    `state` は waiting（待っている）・matched（人を決めた）・nobody（だれでもないと決めた）。
    """

    WAITING, MATCHED, NOBODY = "waiting", "matched", "nobody"

    group = models.CharField("組", max_length=40)
    source_key = models.CharField("台帳の番号", max_length=60)
    name = models.CharField("名", max_length=120, blank=True)
    kana = models.CharField("カナ", max_length=120, blank=True)
    address = models.CharField("場所", max_length=200, blank=True)
    record = models.CharField("記録", max_length=60, blank=True)
    content = models.TextField("値（型つき JSON）", default="")
    state = models.CharField("決まりぐあい", max_length=8, default=WAITING)
    subject_key = models.CharField("宛名番号", max_length=15, blank=True)
    decided_by = models.CharField("決めた職員", max_length=40, blank=True)
    decided_at = models.DateTimeField("決めた時刻", null=True)
    seen_run = models.BigIntegerField("最後に出た取り込み")

    class Meta:
        constraints = [
            models.UniqueConstraint("municipality", "group", "source_key", name="unmatched_record_key")
        ]


class Generation(ScopedModel):
    """組ごとの、いまの世代。一つの問い合わせの中では一度だけ読む。"""

    group = models.CharField("組", max_length=40)
    run = models.BigIntegerField("世代")
    source_hash = models.CharField("ファイルの SHA-256", max_length=64)
    as_of = models.DateTimeField("基準日時")
    loaded_at = models.DateTimeField("書き直した時刻", auto_now=True)
    rows = models.PositiveIntegerField("行の数")
    refused = models.PositiveIntegerField("断った所", default=0)
    distrusted = models.BooleanField("もっと新しい出力を断ったか", default=False)

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
    """住民記録の一行に一つ。世帯を日付で引く。探す鍵を持つのは、その人のいまの行（`current`）だけ。"""

    subject_key = models.CharField("宛名番号", max_length=15)
    household_no = models.CharField("世帯番号", max_length=15, blank=True)
    current = models.BooleanField("いまの行か")
    died = models.BooleanField("死亡の記録があるか", default=False)
    kana_key = models.CharField("カナの鍵", max_length=120, blank=True)
    name_key = models.CharField("字の鍵", max_length=120, blank=True)
    names = models.TextField("全部の名の鍵", blank=True)
    town_key = models.CharField("町の鍵", max_length=120, blank=True)
    address_key = models.CharField("住所の鍵", max_length=200, blank=True)
    phone_key = models.CharField("電話の鍵（逆順の数字）", max_length=20, blank=True)
    birth_low = models.DateField("生年月日の早いほう", null=True)
    birth_high = models.DateField("生年月日の遅いほう", null=True)
    birth_vague = models.BooleanField("生年月日が不詳か", default=False)
    valid_from = models.DateField("有効になった日")
    valid_to = models.DateField("有効でなくなった日")
    gen_from = models.BigIntegerField("この世代から")
    gen_to = models.BigIntegerField("この世代の前まで", null=True)

    class Meta:
        # 番号まで索引に入れるのは、PostgreSQL が表の行を見ずに番号を引けるように。
        indexes = [
            models.Index("municipality", "birth_vague", "birth_low", "birth_high", "id", name="search_birth"),
            models.Index("municipality", "household_no", name="search_household"),
            models.Index("municipality", "subject_key", name="search_subject"),
            models.Index("municipality", "address_key", "id", name="search_address"),
            models.Index("municipality", "phone_key", "id", name="search_phone"),
        ]


class SearchPart(ScopedModel):
    """名の鍵の、ある字から終わりまで。前方一致で引けば、名のどこにある字の並びでも見つかる。

    `entry` は SearchEntry の番号。行の数が多いので外部キーの索引を持たず、消すのは indexing だけ。
    """

    part = models.CharField("字の並び", max_length=12)
    place = models.PositiveSmallIntegerField("名の頭か・死亡の記録があるか")
    entry = models.BigIntegerField("探す鍵の番号")

    class Meta:
        indexes = [models.Index("municipality", "place", "part", "entry", name="search_part")]


class SearchTown(ScopedModel):
    """町の鍵。一度でも住んだ人のいる町が残る。"""

    key = models.CharField("町の鍵", max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint("municipality", "key", name="search_town")]


class DoubtfulSubject(ScopedModel):
    """行を断られた人。いまの世代では、その組から何も言えない。"""

    group = models.CharField("組", max_length=40)
    subject_key = models.CharField("宛名番号", max_length=15)
    household_no = models.CharField("世帯番号", max_length=15, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("municipality", "group", "subject_key", name="doubtful_subject")
        ]
