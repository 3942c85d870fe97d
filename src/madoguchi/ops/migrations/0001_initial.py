"""仕事の列を作り、行ごとに守る。"""

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
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='種類')),
                ('key', models.CharField(max_length=120, verbose_name='二重を防ぐ鍵')),
                ('arguments', models.JSONField(default=dict, verbose_name='引数')),
                ('state', models.CharField(default='waiting', max_length=10, verbose_name='状態')),
                ('due_at', models.DateTimeField(verbose_name='行ってよい時刻')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='借りた期限')),
                ('lease', models.CharField(blank=True, max_length=32, verbose_name='借りた印')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='試した回数')),
                ('last_error', models.TextField(blank=True, verbose_name='最後の失敗')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'indexes': [models.Index(fields=['municipality', 'state', 'due_at'], name='job_due')],
                'constraints': [models.UniqueConstraint(fields=('municipality', 'kind', 'key'), name='job_key')],
            },
        ),
        EnableRowSecurity('Job'),
    ]
