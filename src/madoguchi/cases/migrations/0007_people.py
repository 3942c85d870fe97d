"""住民記録にいない人と、届に書いたことを、件に持つ。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):
    """件の欄と、さがすための写しの表を足す。"""

    dependencies = [("cases", "0006_month_figures"), ("municipalities", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="entered",
            field=models.JSONField(null=True, verbose_name="住民記録にいない人と、届に書いたこと"),
        ),
        migrations.CreateModel(
            name="CasePerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, verbose_name="鍵")),
                ("why", models.CharField(max_length=12, verbose_name="住民記録にいない訳")),
                ("name_key", models.CharField(blank=True, max_length=80, verbose_name="氏名をさがす鍵")),
                ("kana_key", models.CharField(blank=True, max_length=80, verbose_name="ふりがなをさがす鍵")),
                ("birth", models.CharField(blank=True, max_length=60, verbose_name="生年月日")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="people", to="cases.case")),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipalities.municipality")),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "name_key", "birth"], name="case_person_by_name")],
                "constraints": [models.UniqueConstraint(fields=("municipality", "case", "key"), name="case_person_key")],
            },
        ),
        EnableRowSecurity("CasePerson"),
        CompositeForeignKey("CasePerson", "case"),
    ]
