"""練習の一回の表を足し、自治体ごとに守る。だれの番かの索引に、行の状態を入れる。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import EnableRowSecurity


class Migration(migrations.Migration):
    """練習の表を足す。"""

    dependencies = [("municipalities", "0001_initial"), ("cases", "0009_drafts")]

    operations = [
        migrations.CreateModel(
            name="PracticeRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("login", models.CharField(max_length=60, verbose_name="職員番号")),
                ("exercise", models.CharField(max_length=60, verbose_name="練習の題")),
                ("event_kind", models.CharField(max_length=20, verbose_name="できごと")),
                ("subject_key", models.CharField(max_length=40, verbose_name="使う家族の本人の鍵")),
                ("key", models.CharField(max_length=80, verbose_name="送信の鍵")),
                ("started_at", models.DateTimeField(verbose_name="始めた時刻")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="終えた時刻")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="practicerun",
            constraint=models.UniqueConstraint(fields=("municipality", "key"), name="practice_run_key"),
        ),
        migrations.AddConstraint(
            model_name="practicerun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)),
                fields=("municipality", "event_kind", "subject_key"),
                name="practice_run_family",
            ),
        ),
        migrations.AddIndex(
            model_name="practicerun",
            index=models.Index(fields=["municipality", "login", "-started_at"], name="practice_run_by_login"),
        ),
        EnableRowSecurity("PracticeRun"),
        migrations.RemoveIndex(model_name="caseline", name="line_by_waiting"),
        migrations.AddIndex(
            model_name="caseline",
            index=models.Index(fields=["municipality", "waiting", "state", "since"], name="line_by_turn"),
        ),
    ]
