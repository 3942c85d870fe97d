"""引っ越す人を、件に持つ。"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """引っ越す人の欄を足す。"""

    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="movers",
            field=models.JSONField(null=True, verbose_name="引っ越す人の鍵。えらんでいなければ世帯の全員"),
        ),
    ]
