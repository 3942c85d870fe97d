"""住民の表を作り、行ごとに守る。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import EnableRowSecurity


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LoadRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=40, verbose_name='組')),
                ('file', models.CharField(max_length=120, verbose_name='ファイル')),
                ('source_hash', models.CharField(max_length=64, verbose_name='ファイルの SHA-256')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='始めた時刻')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='切り替えた時刻')),
                ('accepted', models.PositiveIntegerField(default=0, verbose_name='受け取った行')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='前と同じ行')),
                ('removed', models.PositiveIntegerField(default=0, verbose_name='なくなった行')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='断った所')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CoreRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=40, verbose_name='組')),
                ('subject_kind', models.CharField(default='person', max_length=12, verbose_name='主の種類')),
                ('subject_key', models.CharField(max_length=15, verbose_name='主の番号')),
                ('record', models.CharField(blank=True, max_length=60, verbose_name='記録')),
                ('gen_from', models.BigIntegerField(verbose_name='この世代から')),
                ('gen_to', models.BigIntegerField(null=True, verbose_name='この世代の前まで')),
                ('content', models.TextField(verbose_name='値（型つき JSON）')),
                ('row_hash', models.CharField(max_length=32, verbose_name='値のハッシュ')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'indexes': [models.Index(models.F('municipality'), models.F('group'), models.F('subject_key'), name='core_row_group'), models.Index(models.F('municipality'), models.F('subject_key'), name='core_row_subject')],
            },
        ),
        migrations.CreateModel(
            name='DoubtfulSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=40, verbose_name='組')),
                ('subject_key', models.CharField(max_length=15, verbose_name='宛名番号')),
                ('household_no', models.CharField(blank=True, max_length=15, verbose_name='世帯番号')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('municipality'), models.F('group'), models.F('subject_key'), name='doubtful_subject')],
            },
        ),
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=40, verbose_name='組')),
                ('run', models.BigIntegerField(verbose_name='世代')),
                ('source_hash', models.CharField(max_length=64, verbose_name='ファイルの SHA-256')),
                ('as_of', models.DateTimeField(verbose_name='基準日時')),
                ('loaded_at', models.DateTimeField(auto_now=True, verbose_name='取り込んだ時刻')),
                ('rows', models.PositiveIntegerField(verbose_name='行の数')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='断った所')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('municipality'), models.F('group'), name='generation_group')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_key', models.CharField(max_length=15, verbose_name='宛名番号')),
                ('household_no', models.CharField(blank=True, max_length=15, verbose_name='世帯番号')),
                ('current', models.BooleanField(verbose_name='いまの行か')),
                ('kana_key', models.CharField(blank=True, max_length=120, verbose_name='カナの鍵')),
                ('given_kana_key', models.CharField(blank=True, max_length=80, verbose_name='名のカナの鍵')),
                ('name_key', models.CharField(blank=True, max_length=120, verbose_name='字の鍵')),
                ('town_key', models.CharField(blank=True, max_length=120, verbose_name='町の鍵')),
                ('birth_low', models.DateField(null=True, verbose_name='生年月日の早いほう')),
                ('birth_high', models.DateField(null=True, verbose_name='生年月日の遅いほう')),
                ('valid_from', models.DateField(verbose_name='有効になった日')),
                ('valid_to', models.DateField(verbose_name='有効でなくなった日')),
                ('gen_from', models.BigIntegerField(verbose_name='この世代から')),
                ('gen_to', models.BigIntegerField(null=True, verbose_name='この世代の前まで')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'indexes': [models.Index(models.F('municipality'), models.F('kana_key'), name='search_kana'), models.Index(models.F('municipality'), models.F('given_kana_key'), name='search_given'), models.Index(models.F('municipality'), models.F('name_key'), name='search_name'), models.Index(models.F('municipality'), models.F('birth_low'), name='search_birth'), models.Index(models.F('municipality'), models.F('household_no'), name='search_household'), models.Index(models.F('municipality'), models.F('subject_key'), name='search_subject')],
            },
        ),
        EnableRowSecurity("LoadRun"),
        EnableRowSecurity("Generation"),
        EnableRowSecurity("CoreRow"),
        EnableRowSecurity("SearchEntry"),
        EnableRowSecurity("DoubtfulSubject"),
    ]
