"""列の仕事を一つずつ行う。自治体を順に回るので、一つの自治体が列を占めることはない。"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from madoguchi.audit.queries import verify
from madoguchi.cases.statistics import collect_recent
from madoguchi.config import clock
from madoguchi.counter.practice import in_practice
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries
from madoguchi.municipalities.scope import current, scope
from madoguchi.ops import queue
from madoguchi.residents.purging import purge
from madoguchi.residents.snapshots import catch_up

log = logging.getLogger(__name__)
Work = Callable[[Mapping[str, Any]], None]


def verify_audit(_arguments: Mapping[str, Any]) -> None:
    """毎晩、記録の鎖を確かめる。"""
    breaks = verify().breaks
    if breaks:
        raise Fault("記録の鎖が切れています。", remedy=" ".join(breaks))


def purge_generations(_arguments: Mapping[str, Any]) -> None:
    """毎晩、だれも要らなくなった世代の行を消し、遅れた写しを書き直す。"""
    purge(clock.now())
    catch_up()


def count_month(_arguments: Mapping[str, Any]) -> None:
    """毎晩、今月と先月の数を数え直す。統計の画面は、ここで置いた数だけを読む。練習は数えない。"""
    if not in_practice(current()):
        collect_recent(clock.now())


KINDS: dict[str, Work] = {
    "verify_audit": verify_audit,
    "purge_generations": purge_generations,
    "count_month": count_month,
}


def work_round() -> int:
    """すべての自治体の仕事を一つずつ行い、行った数を返す。"""
    return sum(_work_one(place.code) for place in queries.municipalities())


def plan_day() -> None:
    """その日の決まった仕事を並べる。何度呼んでも一つしか並ばない。"""
    now = clock.now()
    for place in queries.municipalities():
        with scope(place.code):
            for kind in KINDS:
                queue.enqueue(kind, now.date().isoformat(), now)


def _work_one(code: str) -> int:
    with scope(code):
        job = queue.lease(clock.now())
        if job is None:
            return 0
        _run(job, code)
    return 1


def _run(job: queue.Leased, code: str) -> None:
    work = KINDS.get(job.kind)
    try:
        if work is None:
            raise Fault(
                "行い方を知らない仕事です。", remedy="プログラムの版を確かめてください。", value=job.kind
            )
        work(job.arguments)
    except Exception as error:
        # 一つの仕事の失敗で work を止めない。理由は列に残し、五回失敗した仕事は doctor が知らせる。
        log.error("仕事 %s（%s）が失敗しました\n%s", job.kind, code, traceback.format_exc())
        queue.fail(job, str(error), clock.now())
    else:
        queue.finish(job)
