"""打ったそばから残る✓の表。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_together'),
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ticks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voice', models.PositiveIntegerField(verbose_name='だれの来庁の✓か')),
                ('marks', models.JSONField(default=list, verbose_name='ついている✓の名')),
                ('at', models.DateTimeField(verbose_name='最後に変えた時刻')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='cases.case')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'case', 'voice'), name='ticks_voice')],
            },
        ),
        EnableRowSecurity("Ticks"),
        CompositeForeignKey("Ticks", "case"),
    ]
