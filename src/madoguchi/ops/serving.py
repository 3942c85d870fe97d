"""画面と裏の仕事を、子の処理として動かす。どちらかが止まれば、もう一方も止める。"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from madoguchi.domain.errors import Fault

HOST = "127.0.0.1"
# 二秒おきに触る職員の端末が、切れる間際のつなぎを使って失敗するのを防ぐため、長く保つ。
GUNICORN = (
    *("-m", "gunicorn", "madoguchi.config.wsgi", "--worker-class", "gthread", "--workers", "2"),
    *("--threads", "4", "--keep-alive", "75", "--no-control-socket", "--log-level", "warning"),
)


def refuse_busy_port(port: int) -> None:
    """ほかの処理が使っている番号なら Fault。"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Fault(
                "この番号は、ほかの処理が使っています。",
                remedy="--port で別の番号を指定してください。",
                value=port,
            ) from error


def serve(port: int, ready: Callable[[], None]) -> int:
    """画面が応えたら `ready` を呼び、止める合図まで動かす。"""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    web = [sys.executable, *GUNICORN, "--bind", f"{HOST}:{port}"]
    work = [sys.executable, "-m", "madoguchi.ops.cli", "work"]
    with _running(web) as pages, _running(work) as worker:
        try:
            _wait_until_healthy(port, pages)
            ready()
            while pages.poll() is None and worker.poll() is None:
                time.sleep(0.5)
        except KeyboardInterrupt:
            return 0
    return 3


def _wait_until_healthy(port: int, pages: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while pages.poll() is None and time.monotonic() < deadline:
        if _answers(port):
            return
        time.sleep(0.1)
    raise RuntimeError("画面が起動しませんでした。")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=os.environ.copy())
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
