"""取り込みの進み・断った所・元のバイト・照らし合わせを待つ行の表を足す。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0001_initial"), ("residents", "0002_search_parts")]

    operations = [
        migrations.CreateModel(
            name="LoadFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("run", models.BigIntegerField(verbose_name="取り込みの番号")),
                ("noted", models.BooleanField(default=False, verbose_name="知らせるだけか")),
                ("file", models.CharField(max_length=120, verbose_name="ファイル")),
                ("line", models.PositiveIntegerField(null=True, verbose_name="行")),
                ("column", models.CharField(blank=True, max_length=120, verbose_name="欄")),
                ("value", models.TextField(blank=True, verbose_name="値")),
                ("reason", models.TextField(verbose_name="理由")),
                ("remedy", models.TextField(blank=True, verbose_name="直し方")),
            ],
        ),
        migrations.CreateModel(
            name="OriginalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=40, verbose_name="組")),
                ("subject_key", models.CharField(max_length=15, verbose_name="主の番号")),
                ("record", models.CharField(blank=True, max_length=60, verbose_name="記録")),
                ("encoding", models.CharField(max_length=20, verbose_name="文字コード")),
                ("raw", models.BinaryField(verbose_name="元のバイト")),
            ],
        ),
        migrations.CreateModel(
            name="UnmatchedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=40, verbose_name="組")),
                ("source_key", models.CharField(max_length=60, verbose_name="台帳の番号")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="名")),
                ("kana", models.CharField(blank=True, max_length=120, verbose_name="カナ")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="場所")),
                ("record", models.CharField(blank=True, max_length=60, verbose_name="記録")),
                ("content", models.TextField(default="", verbose_name="値（型つき JSON）")),
                ("state", models.CharField(default="waiting", max_length=8, verbose_name="決まりぐあい")),
                ("subject_key", models.CharField(blank=True, max_length=15, verbose_name="宛名番号")),
                ("decided_by", models.CharField(blank=True, max_length=40, verbose_name="決めた職員")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="決めた時刻")),
                ("seen_run", models.BigIntegerField(verbose_name="最後に出た取り込み")),
            ],
        ),
        migrations.AlterField(
            model_name="generation",
            name="loaded_at",
            field=models.DateTimeField(auto_now=True, verbose_name="書き直した時刻"),
        ),
        migrations.AddField(
            model_name="generation",
            name="distrusted",
            field=models.BooleanField(default=False, verbose_name="もっと新しい出力を断ったか"),
        ),
        migrations.AddField(
            model_name="loadrun", name="as_of", field=models.DateTimeField(null=True, verbose_name="基準日時")
        ),
        migrations.AddField(
            model_name="loadrun",
            name="noted",
            field=models.PositiveIntegerField(default=0, verbose_name="知らせること"),
        ),
        migrations.AddField(
            model_name="loadrun",
            name="overridden_by",
            field=models.JSONField(default=list, verbose_name="越えた二人"),
        ),
        migrations.AddField(
            model_name="loadrun",
            name="override",
            field=models.TextField(blank=True, verbose_name="断りを越えた理由"),
        ),
        migrations.AddField(
            model_name="loadrun",
            name="read",
            field=models.PositiveIntegerField(default=0, verbose_name="読んだ行"),
        ),
        migrations.AddField(
            model_name="loadrun",
            name="state",
            field=models.CharField(default="reading", max_length=8, verbose_name="どこまで進んだか"),
        ),
        migrations.AddIndex(
            model_name="loadrun",
            index=models.Index(
                models.F("municipality"), models.F("group"), models.F("id"), name="load_run_group"
            ),
        ),
        migrations.AddField(
            model_name="loadfinding",
            name="municipality",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.municipality",
            ),
        ),
        migrations.AddField(
            model_name="originalline",
            name="municipality",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.municipality",
            ),
        ),
        migrations.AddField(
            model_name="unmatchedrecord",
            name="municipality",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.municipality",
            ),
        ),
        migrations.AddIndex(
            model_name="loadfinding",
            index=models.Index(models.F("municipality"), models.F("run"), name="load_finding_run"),
        ),
        migrations.AddConstraint(
            model_name="originalline",
            constraint=models.UniqueConstraint(
                models.F("municipality"),
                models.F("group"),
                models.F("subject_key"),
                models.F("record"),
                name="original_line_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="unmatchedrecord",
            constraint=models.UniqueConstraint(
                models.F("municipality"),
                models.F("group"),
                models.F("source_key"),
                name="unmatched_record_key",
            ),
        ),
        EnableRowSecurity("LoadFinding"),
        EnableRowSecurity("OriginalLine"),
        EnableRowSecurity("UnmatchedRecord"),
    ]
