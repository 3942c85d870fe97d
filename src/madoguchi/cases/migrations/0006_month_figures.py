"""日ごとの数を、画面がすぐ読める月ごとの数に置き換え、今日の一覧と統計のための索引を足す。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import EnableRowSecurity


class Migration(migrations.Migration):
    """数の表を替え、自治体ごとに守る。"""

    dependencies = [("municipalities", "0001_initial"), ("cases", "0005_day_figures")]

    operations = [
        migrations.DeleteModel(name="DayFigure"),
        migrations.RemoveIndex(model_name="caseline", name="line_waiting"),
        migrations.CreateModel(
            name="MonthFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="月の初め")),
                ("event_kind", models.CharField(max_length=20, verbose_name="できごと")),
                ("place", models.CharField(blank=True, max_length=40, verbose_name="窓口")),
                ("body", models.JSONField(verbose_name="数")),
                ("made_at", models.DateTimeField(verbose_name="数えた時刻")),
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
            model_name="monthfigures",
            constraint=models.UniqueConstraint(
                fields=("municipality", "month", "event_kind", "place"), name="month_figures_key"
            ),
        ),
        EnableRowSecurity("MonthFigures"),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["municipality", "at"], name="visit_by_time"),
        ),
        migrations.AddIndex(
            model_name="caseline",
            index=models.Index(fields=["municipality", "waiting", "since"], name="line_by_waiting"),
        ),
    ]
