"""運用の部品を Django に登録する。"""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """運用。"""

    name = "madoguchi.ops"
    label = "ops"
