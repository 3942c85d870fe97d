"""HTTP サーバーに渡す入口。宣言のない画面や、危ないデータベースの設定では起動しない。"""

from __future__ import annotations

import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application

from madoguchi.domain.errors import Fault
from madoguchi.municipalities.footing import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.config.settings")
application = get_wsgi_application()

for found in run_checks():
    if found.is_serious():
        raise Fault(str(found.msg), remedy=str(found.hint or ""))
refuse_unsafe()
