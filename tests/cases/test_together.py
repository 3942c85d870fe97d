"""同じときに送られた操作。PostgreSQL で、ほんとうに並べて試す。"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from madoguchi.audit.models import AuditEntry
from madoguchi.cases import actions, queries, rebuilding, receiving
from madoguchi.cases.models import Action, Case
from madoguchi.municipalities.scope import scope
from tests.cases.desks import at_counter, at_tax, paper
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


def _listed(release: Any) -> tuple[int, tuple[str, ...]]:
    with scope(cast.AOBA):
        case = actions.open_case(at_counter(0), actions.Opening("death", "P1", SON)).case_id
        actions.judge(at_counter(case), actions.Frozen(judged(release), release))
        actions.print_list(at_counter(case))
        return case, tuple(line.key for line in queries.now(case).unsettled)


def test_lines_received_at_once_get_numbers_without_gap_or_repetition(release: Any) -> None:
    cast.found_towns()
    case, lines = _listed(release)
    seen = at_counter(case).version
    acts = [(at_counter(case, seen), line) for line in lines[:6]]
    results = together(*[lambda a=a, key=key: receiving.receive(a, key, paper()) for a, key in acts])
    assert all(isinstance(one, actions.Done) for one in results)
    with scope(cast.AOBA):
        numbers = sorted(queries.line(case, line).receipt[-2:] for line in lines[:6])
        assert numbers == ["01", "02", "03", "04", "05", "06"]
        assert rebuilding.differences(case) == ()


def test_two_clerks_receiving_one_line_give_one_receipt(release: Any) -> None:
    cast.found_towns()
    case, lines = _listed(release)
    with scope(cast.AOBA):
        version = queries.now(case).version
    acts = [at_counter(case, version, name=name) for name in ("小川", "山田", "村上", "石田")]
    results = together(*[lambda a=a: receiving.receive(a, lines[0], paper()) for a in acts])
    assert sum(isinstance(one, actions.Done) for one in results) == 1
    conflicts = [one for one in results if isinstance(one, actions.Conflict)]
    assert len(conflicts) == 3
    assert all(one.changes[0].endswith("さんが受け付けました") for one in conflicts)
    with scope(cast.AOBA):
        assert queries.line(case, lines[0]).receipt.endswith("-01")
        assert queries.now(case).receipts == 1


def test_a_clerk_undoing_while_the_department_takes_it_leaves_one_truth(release: Any) -> None:
    cast.found_towns()
    case, lines = _listed(release)
    with scope(cast.AOBA):
        receiving.receive(at_counter(case), lines[0], paper())
        version = queries.now(case).version
    results = together(
        lambda: receiving.take_back(at_counter(case, version), lines[0], "まちがい"),
        lambda: receiving.acknowledge(at_tax(case, version), lines[0]),
    )
    assert sum(isinstance(one, actions.Done) for one in results) == 1
    with scope(cast.AOBA):
        held = queries.line(case, lines[0])
        assert (held.state, held.acknowledged is not None) in [("open", False), ("received", True)]
        assert rebuilding.differences(case) == ()
