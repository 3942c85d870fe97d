"""動きがないとき画面を閉じるまでの分を、自治体に持つ。"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='idle_minutes',
            field=models.PositiveSmallIntegerField(default=10, verbose_name='動きがないとき画面を閉じるまでの分'),
        ),
    ]
