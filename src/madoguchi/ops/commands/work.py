"""madoguchi work: 裏の仕事を行い続ける。止める合図を受けたら、手元の一つを終えてから止まる。"""

from __future__ import annotations

import argparse
import signal
import threading
from types import FrameType

from django.db import close_old_connections

from madoguchi.municipalities.footing import refuse_unsafe
from madoguchi.ops.worker import plan_day, work_round

IDLE_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("--once", action="store_true", help="いま待っている仕事を終えたら止まる")


def run(args: argparse.Namespace) -> int:
    """止める合図まで回る。"""
    refuse_unsafe()
    stop = threading.Event()
    if not args.once:
        _stop_on_signal(stop)
    while not stop.is_set():
        close_old_connections()
        plan_day()
        done = work_round()
        if args.once and not done:
            return 0
        if not done:
            stop.wait(IDLE_SECONDS)
    return 0


def _stop_on_signal(stop: threading.Event) -> None:
    def heard(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, heard)
    signal.signal(signal.SIGINT, heard)
