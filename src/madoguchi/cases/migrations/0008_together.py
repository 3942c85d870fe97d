"""新しい世帯と、いっしょに扱うできごとの欄を足す。"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='homes',
            field=models.JSONField(default=list, verbose_name='新しい世帯ごとの世帯主と続柄'),
        ),
        migrations.AddField(
            model_name='case',
            name='also',
            field=models.JSONField(default=list, verbose_name='いっしょに扱うできごと'),
        ),
    ]
