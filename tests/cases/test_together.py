"""同じときに送られた操作。PostgreSQL で、ほんとうに並べて試す。"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from madoguchi.audit.models import AuditEntry
from madoguchi.cases import actions, queries, rebuilding
from madoguchi.cases.models import Action, Case
from madoguchi.municipalities.scope import scope
from tests.cases.world import DAUGHTER, SON, deed, judged
from tests.support import cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """一つずつ別の接続で、いっせいに行う。起きた例外も結果として返す。"""

    def run(job: Callable[[], Any]) -> Any:
        try:
            with scope(cast.AOBA):
                return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_ten_clicks_at_once_open_one_case() -> None:
    cast.found_towns()
    act, opening = deed(), actions.Opening("death", "P1", SON)
    results = together(*[lambda: actions.open_case(act, opening)] * 10)
    assert len({done.case_id for done in results}) == 1
    with scope(cast.AOBA):
        assert (Case.objects.count(), Action.objects.count(), AuditEntry.objects.count()) == (1, 1, 1)


def test_two_clerks_opening_the_same_person_share_one_case() -> None:
    cast.found_towns()
    acts = [(deed(), SON), (deed(), DAUGHTER)]
    results = together(
        *[lambda a=a, v=v: actions.open_case(a, actions.Opening("death", "P1", v)) for a, v in acts]
    )
    assert len({done.case_id for done in results}) == 1
    with scope(cast.AOBA):
        case = results[0].case_id
        assert queries.now(case).current_visit == 2
        assert rebuilding.differences(case) == ()


def test_of_many_changes_on_one_version_exactly_one_is_kept(release: Any) -> None:
    cast.found_towns()
    with scope(cast.AOBA):
        case = actions.open_case(deed(), actions.Opening("death", "P1", SON)).case_id
        actions.judge(deed(case, 1), actions.Frozen(judged(release), release))
    acts = [deed(case, 2) for _ in range(6)]
    results = together(*[lambda act=act: actions.set_aside(act, "d_inu@P1", "犬はいない") for act in acts])
    assert sum(isinstance(one, actions.Done) for one in results) == 1
    assert sum(isinstance(one, actions.Conflict) for one in results) == 5
    with scope(cast.AOBA):
        assert queries.now(case).version == 3
        assert rebuilding.differences(case) == ()


def test_cases_opened_at_once_get_different_numbers() -> None:
    cast.found_towns()
    acts = [(deed(), f"P{place}") for place in range(8)]
    results = together(
        *[lambda a=a, p=p: actions.open_case(a, actions.Opening("death", p, SON)) for a, p in acts]
    )
    with scope(cast.AOBA):
        numbers = {queries.now(done.case_id).number for done in results}
    assert len(numbers) == 8
