"""記録の表を作り、書き足すだけにする引き金を掛ける。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.audit import guards
from madoguchi.municipalities.operations import EnableRowSecurity


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(verbose_name='番号')),
                ('previous', models.CharField(max_length=64, verbose_name='前の指紋')),
                ('hash', models.CharField(max_length=64, verbose_name='指紋')),
                ('at', models.DateTimeField(verbose_name='日時')),
                ('actor', models.CharField(max_length=60, verbose_name='職員')),
                ('department', models.CharField(blank=True, max_length=40, verbose_name='課')),
                ('terminal', models.CharField(blank=True, max_length=60, verbose_name='端末')),
                ('request_id', models.CharField(blank=True, max_length=40, verbose_name='求めの番号')),
                ('action', models.CharField(max_length=60, verbose_name='行い')),
                ('outcome', models.CharField(max_length=10, verbose_name='結果')),
                ('object_kind', models.CharField(blank=True, max_length=40, verbose_name='対象の種類')),
                ('object_id', models.CharField(blank=True, max_length=80, verbose_name='対象の番号')),
                ('persons', models.JSONField(default=list, verbose_name='住民の番号')),
                ('field_classes', models.JSONField(default=list, verbose_name='項目区分')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('payload_digest', models.CharField(blank=True, max_length=64, verbose_name='中身の指紋')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'seq'), name='audit_seq')],
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(default=0, verbose_name='番号')),
                ('hash', models.CharField(max_length=64, verbose_name='指紋')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality',), name='audit_one_head')],
            },
        ),
        EnableRowSecurity('AuditHead'),
        EnableRowSecurity('AuditEntry'),
        migrations.RunPython(guards.migrate_forwards, guards.migrate_backwards),
    ]
