"""HTTP サーバーに渡す入口。宣言のない画面や、危ないデータベースの設定では起動しない。"""

from __future__ import annotations

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from madoguchi.municipalities.footing import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.config.settings")
application = get_wsgi_application()

call_command("check", fail_level="ERROR", verbosity=0)
refuse_unsafe()
