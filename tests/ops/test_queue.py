"""裏の仕事の列: 二重に並ばず、借りた人がいなくなれば引き取られ、失敗は五回で人に見せる。"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from madoguchi.municipalities.scope import scope
from madoguchi.ops import queue, worker
from tests.support.cast import AOBA, MOMIJI

pytestmark = pytest.mark.usefixtures("towns")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_the_same_key_is_lined_up_once():
    with scope(AOBA):
        assert queue.enqueue("verify_audit", "2026-11-22", NOW)
        assert not queue.enqueue("verify_audit", "2026-11-22", NOW)
        assert queue.waiting(NOW) == 1


def test_a_leased_job_is_given_to_nobody_else_until_the_lease_ends():
    with scope(AOBA):
        queue.enqueue("verify_audit", "a", NOW)
        first = queue.lease(NOW)
        assert first is not None
        assert queue.lease(NOW + timedelta(minutes=1)) is None
        second = queue.lease(NOW + queue.LEASE)
        assert second is not None
        assert second.attempts == 2
        assert not queue.finish(first)
        assert queue.finish(second)
        assert queue.lease(NOW + timedelta(days=1)) is None


def test_a_job_waits_for_its_time():
    with scope(AOBA):
        queue.enqueue("verify_audit", "a", NOW + timedelta(hours=1))
        assert queue.lease(NOW) is None


def test_another_town_cannot_take_the_job():
    with scope(AOBA):
        queue.enqueue("verify_audit", "a", NOW)
    with scope(MOMIJI):
        assert queue.lease(NOW) is None


def test_a_failing_job_is_tried_five_times_and_then_shown():
    now = NOW
    with scope(AOBA):
        queue.enqueue("verify_audit", "a", now)
        for _ in range(queue.MAX_ATTEMPTS):
            job = queue.lease(now)
            assert job is not None
            queue.fail(job, "だめでした", now)
            now += timedelta(hours=2)
        assert queue.lease(now) is None
        assert queue.given_up() == ("verify_audit a: だめでした",)


def test_one_failing_job_does_not_stop_the_others(caplog):
    with scope(AOBA):
        queue.enqueue("no_such_kind", "a", NOW)
    with scope(MOMIJI):
        queue.enqueue("verify_audit", "a", NOW)
    assert worker.work_round() == 2
    assert "行い方を知らない仕事です" in caplog.text
    with scope(MOMIJI):
        assert queue.waiting(NOW) == 0
    with scope(AOBA):
        assert queue.waiting(NOW + timedelta(days=999)) == 1


def test_the_day_is_planned_once_for_each_town(monkeypatch):
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-22")
    worker.plan_day()
    worker.plan_day()
    for code in (AOBA, MOMIJI):
        with scope(code):
            assert queue.waiting(NOW + timedelta(days=1)) == len(worker.KINDS)
