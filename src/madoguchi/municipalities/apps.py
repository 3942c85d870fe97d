"""自治体の部品を Django に登録する。"""

from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """自治体。"""

    name = "madoguchi.municipalities"
    label = "municipalities"
