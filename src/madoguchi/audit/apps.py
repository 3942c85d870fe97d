"""記録の部品を Django に登録する。"""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """記録。"""

    name = "madoguchi.audit"
    label = "audit"
