"""探す索引に番号を入れ、表の行を見ずに番号を引けるようにする。"""

from django.db import migrations, models

FIELDS = {
    "search_birth": ("municipality", "birth_vague", "birth_low", "birth_high", "id"),
    "search_address": ("municipality", "address_key", "id"),
    "search_phone": ("municipality", "phone_key", "id"),
}


class Migration(migrations.Migration):
    dependencies = [("residents", "0003_loads")]

    operations = [
        step
        for name, fields in FIELDS.items()
        for step in (
            migrations.RemoveIndex(model_name="searchentry", name=name),
            migrations.AddIndex(
                model_name="searchentry", index=models.Index(*map(models.F, fields), name=name)
            ),
        )
    ]
