"""日ごとの数の表を足し、待っている行を引けるようにする。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_notices'),
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日')),
                ('event_kind', models.CharField(blank=True, max_length=20, verbose_name='できごと')),
                ('place', models.CharField(blank=True, max_length=40, verbose_name='窓口')),
                ('figures', models.JSONField(default=dict, verbose_name='数')),
            ],
        ),
        migrations.AddIndex(
            model_name='caseline',
            index=models.Index(condition=models.Q(('waiting', ''), _negated=True), fields=['municipality', 'waiting'], name='line_waiting'),
        ),
        migrations.AddField(
            model_name='dayfigure',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality'),
        ),
        migrations.AddConstraint(
            model_name='dayfigure',
            constraint=models.UniqueConstraint(fields=('municipality', 'day', 'event_kind', 'place'), name='day_figure'),
        ),
        EnableRowSecurity("DayFigure"),
    ]
