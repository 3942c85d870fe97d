"""職員の部品を Django に登録する。"""

from django.apps import AppConfig

from madoguchi.accounts import checks, session


class AccountsConfig(AppConfig):
    """職員。"""

    name = "madoguchi.accounts"
    label = "accounts"

    def ready(self) -> None:
        """宣言のない画面があれば起動を止める検査と、入ったときの控えを登録する。"""
        checks.register()
        session.register()
