"""起動: 宣言のない画面が一つでもあれば、サーバーは始まらない。"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
from madoguchi.config import settings
settings.ROOT_URLCONF = "{pages}"
import madoguchi.config.wsgi
"""


@pytest.mark.parametrize(
    ("pages", "starts"),
    [("madoguchi.config.urls", True), ("tests.accounts.pages", True), ("tests.accounts.undeclared", False)],
)
def test_the_server_starts_only_with_declared_pages(pages, starts, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", START.format(pages=pages)],
        env={"MADOGUCHI_VAR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) == starts, done.stderr
    assert ("/naked に、だれが何のために開けるかの宣言がありません。" in done.stderr) != starts
