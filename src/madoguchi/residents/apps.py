"""住民の部品を Django に登録する。"""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """住民。"""

    name = "madoguchi.residents"
    label = "residents"
    default_auto_field = "django.db.models.BigAutoField"
