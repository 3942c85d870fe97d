"""件の部品を Django に登録する。"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """件。"""

    name = "madoguchi.cases"
    label = "cases"
