"""足もとの検査: 電源断で件が消える SQLite の設定では起動しない。"""

from __future__ import annotations

import subprocess
import sys

import pytest

CHECK = """
import django
from django.conf import settings
options = settings.DATABASES["default"]["OPTIONS"]
{spoil}
django.setup()
from madoguchi.municipalities.footing import refuse_unsafe
refuse_unsafe()
"""


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("", ""),
        ("options['init_command'] = options['init_command'].replace('FULL', 'NORMAL')", "synchronous"),
        ("options['init_command'] = options['init_command'].replace('WAL', 'DELETE')", "journal_mode"),
        ("options['transaction_mode'] = 'DEFERRED'", "transaction_mode"),
        ("settings.DATABASES['default'].pop('OPTIONS')", "journal_mode"),
    ],
)
def test_weak_sqlite_is_refused(spoil, said, tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "madoguchi.config.settings", "MADOGUCHI_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", CHECK.format(spoil=spoil)], env=environment, capture_output=True, text=True
    )
    assert (done.returncode == 0) == (not said), done.stderr
    assert said in done.stderr
