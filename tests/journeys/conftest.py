"""本物のブラウザで、本物のサーバを使う。どの旅でも、外への通信とコンソールの誤りを見張る。"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

LOGIN = re.compile(r"(\S+) (\S+) (\S+)\s+職員番号 (\S+)\s+パスワード (\S+)")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
#: 断りの画面（409・422 など）を開くと、ブラウザは番号だけをコンソールに書く。それは誤りではない。
EXPECTED = re.compile(r"the server responded with a status of 4\d\d")


@dataclass(frozen=True)
class City:
    """動いている作りものの市。`passwords` は（市の名, 職員番号）から。"""

    url: str
    passwords: dict[tuple[str, str], str]
    folder: Path

    def ticket_of(self, case_id: int) -> str:
        """引換票の QR に入っている合言葉。読み取り機の代わりに、データベースから読む。"""
        with closing(sqlite3.connect(self.folder / "madoguchi.sqlite3")) as connection:
            return str(
                connection.execute("SELECT token FROM cases_ticket WHERE case_id = ?", [case_id]).fetchone()[
                    0
                ]
            )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 人の市を一度だけ作って取り込んだ置き場。"""
    folder = tmp_path_factory.mktemp("made")
    with _running(folder):
        return folder


@pytest.fixture(scope="module")
def city(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """書類ごとに、だれの件もまだない市を動かす。試験が終われば止める。"""
    folder = tmp_path_factory.mktemp("city") / "var"
    shutil.copytree(made, folder)
    with _running(folder) as running:
        yield running


@contextmanager
def _running(folder: Path) -> Iterator[City]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "MADOGUCHI_VAR": str(folder),
        "MADOGUCHI_TODAY": "2026-11-20",
        "MADOGUCHI_HTTPS": "no",
        "MADOGUCHI_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-m", "madoguchi.ops.cli", "demo", "--port", str(port), "--people", "300"]
    log = folder / "server.log"
    with log.open("wb") as errors:
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            passwords = _wait(server, log)
            yield City(f"http://127.0.0.1:{port}", passwords, folder)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(server: subprocess.Popen[str], log: Path) -> dict[tuple[str, str], str]:
    """開いたと言うまで読み、入り方を控える。"""
    assert server.stdout is not None
    found: dict[tuple[str, str], str] = {}
    for line in server.stdout:
        if match := LOGIN.search(line):
            town, _, _, login, password = match.groups()
            found[town, login] = password
        if "止めるときは" in line:
            return found
    raise RuntimeError(f"市が開きませんでした。\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """機械に入っている Chromium を使う。"""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": list(FLAGS)}


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args: dict[str, Any], city: City) -> dict[str, Any]:
    """窓口の古い端末の大きさ。"""
    return {
        **browser_context_args,
        "base_url": city.url,
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(autouse=True)
def guards(context: BrowserContext, city: City) -> Iterator[list[str]]:
    """一つでも外へ出たり、誤りが出たりしたら落とす。"""
    problems: list[str] = []
    watch(context, city, problems)
    yield problems
    assert problems == []


def watch(context: BrowserContext, city: City, problems: list[str]) -> None:
    """この窓の見張りを始める。"""
    home = urlsplit(city.url).netloc

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != home:
            problems.append(f"外への通信: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            problems.append(f"コンソール: {message.text}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", lambda error: problems.append(f"画面の誤り: {error.error}"))


@pytest.fixture
def clerk(page: Page, city: City) -> Page:
    """あおば市の窓口職員として入った画面。"""
    return sign_in(page, city, "あおば市", "sato")


def sign_in(page: Page, city: City, town: str, login: str) -> Page:
    """ログインの画面から、窓口の職員として入る。"""
    enter(page, city, town, login)
    page.get_by_role("heading", name="亡くなった方をさがす").wait_for()
    return page


def enter(page: Page, city: City, town: str, login: str) -> Page:
    """ログインの画面から、その職員のはじめの画面へ入る。"""
    page.goto(city.url)
    page.get_by_label("自治体").select_option(label=town)
    page.get_by_label("職員番号").fill(login)
    page.get_by_label("パスワード").fill(city.passwords[town, login])
    with page.expect_navigation():
        page.get_by_role("button", name="ログイン").click()
    page.wait_for_load_state()
    return page
