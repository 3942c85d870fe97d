"""名の字の並びと町の表を足し、いまの世代の住民から、探す鍵を作り直す。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import EnableRowSecurity
from madoguchi.municipalities.scope import scope
from madoguchi.residents import generations, indexing


def rebuild(apps, _schema_editor):
    for code in apps.get_model("municipalities", "Municipality").objects.values_list("code", flat=True):
        with scope(code):
            now = generations.snapshot()
            if "resident" in now.runs:
                indexing.rebuild(now.visible("resident"), now.runs["resident"])


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0001_initial'),
        ('residents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=12, verbose_name='字の並び')),
                ('place', models.PositiveSmallIntegerField(verbose_name='名の頭か・死亡の記録があるか')),
                ('entry', models.BigIntegerField(verbose_name='探す鍵の番号')),
            ],
        ),
        migrations.CreateModel(
            name='SearchTown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='町の鍵')),
            ],
        ),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_kana',
        ),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_given',
        ),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_name',
        ),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_birth',
        ),
        migrations.RemoveField(
            model_name='searchentry',
            name='given_kana_key',
        ),
        migrations.AddField(
            model_name='searchentry',
            name='address_key',
            field=models.CharField(blank=True, max_length=200, verbose_name='住所の鍵'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='birth_vague',
            field=models.BooleanField(default=False, verbose_name='生年月日が不詳か'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='died',
            field=models.BooleanField(default=False, verbose_name='死亡の記録があるか'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='names',
            field=models.TextField(blank=True, verbose_name='全部の名の鍵'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='phone_key',
            field=models.CharField(blank=True, max_length=20, verbose_name='電話の鍵（逆順の数字）'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.F('municipality'), models.F('birth_vague'), models.F('birth_low'), name='search_birth'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.F('municipality'), models.F('address_key'), name='search_address'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.F('municipality'), models.F('phone_key'), name='search_phone'),
        ),
        migrations.AddField(
            model_name='searchpart',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality'),
        ),
        migrations.AddField(
            model_name='searchtown',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality'),
        ),
        migrations.AddIndex(
            model_name='searchpart',
            index=models.Index(models.F('municipality'), models.F('place'), models.F('part'), models.F('entry'), name='search_part'),
        ),
        migrations.AddConstraint(
            model_name='searchtown',
            constraint=models.UniqueConstraint(models.F('municipality'), models.F('key'), name='search_town'),
        ),
        EnableRowSecurity("SearchPart"),
        EnableRowSecurity("SearchTown"),
        migrations.RunPython(rebuild, migrations.RunPython.noop),
    ]
