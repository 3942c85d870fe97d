"""入れかけの欄と、お客さまの画面の表を作り、行ごとに守る。"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('municipalities', '0002_idle_minutes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Display',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(blank=True, max_length=64, verbose_name='つないだ画面の合言葉の要約値')),
                ('code', models.CharField(blank=True, max_length=8, verbose_name='つなぐための番号')),
                ('code_until', models.DateTimeField(null=True, verbose_name='番号の期限')),
                ('sheet', models.JSONField(null=True, verbose_name='映しているもの')),
                ('sheet_until', models.DateTimeField(null=True, verbose_name='映す期限')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'user'), name='display_user')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=200, verbose_name='送り先')),
                ('about', models.CharField(blank=True, max_length=40, verbose_name='どの件の、だれの話か')),
                ('fields', models.JSONField(default=list, verbose_name='欄の名と値')),
                ('kept_at', models.DateTimeField(verbose_name='控えた時刻')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'user', 'page'), name='draft_page')],
            },
        ),
        EnableRowSecurity('Display'),
        EnableRowSecurity('Draft'),
        CompositeForeignKey('Display', 'user'),
        CompositeForeignKey('Draft', 'user'),
    ]
