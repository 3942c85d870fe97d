"""作りものの市の毎日。差分を積めば全件になり、毎朝の市が法を守る。"""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from madoguchi.ops.cli import main
from madoguchi.residents.loading import load_folder
from madoguchi.residents.synthetic.city import build_city
from madoguchi.residents.synthetic.days.plan import MOVES, RATES, plan
from madoguchi.residents.synthetic.days.running import run
from madoguchi.residents.synthetic.faults import plant_faults_in_deltas
from madoguchi.residents.synthetic.files import SETS, write_days
from tests.residents import laws
from tests.residents.conftest import AOBA, TODAY


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """800人の市の、30日の棚。書き換えないこと。"""
    city = build_city(800, 7, TODAY - timedelta(days=30), AOBA)
    return write_days(tmp_path_factory.mktemp("days"), city, 7, "utf-8", 30)


@pytest.mark.parametrize(("people", "seed", "start", "days"), [
    (6_000, 1, date(2026, 10, 25), 30), (3_000, 2, date(2027, 3, 10), 45), (2_000, 3, date(2028, 2, 10), 40),
    (80, 4, date(2026, 12, 20), 20), (30_000, 3, date(2027, 1, 10), 24),
])  # fmt: skip
def test_the_city_keeps_the_laws_every_week(people: int, seed: int, start: date, days: int) -> None:
    """ふつうの月、年度の替わり目、うるう日、小さな市の年末年始、障害認定の人が75歳になる月。"""
    city = build_city(people, seed, start, AOBA)
    for number, (morning, _) in enumerate(run(city, seed, days), start=1):
        if number % 7 == 0 or number == days:
            assert laws.broken(city.rows, morning) == []


def test_the_full_of_the_first_day_and_all_deltas_are_the_full_of_the_last_day(
    towns: None, shelves: list[Path]
) -> None:
    """差分まで取り込んだあと、おわりの日の全件を取り込んでも、一行も動かない。"""
    for shelf in shelves[:-1]:
        assert load_folder(shelf, AOBA).refused == []
    last = load_folder(shelves[-1], AOBA)
    assert (last.accepted, last.removed, last.refused) == (0, 0, [])
    assert last.unchanged > 5_000


def test_the_deltas_are_small_and_most_days_something_happens(shelves: list[Path]) -> None:
    """一日の差分は、全件の2％に届かない。送り状は毎朝、全部の組が新しいと言う。"""
    sizes = [sum(path.stat().st_size for path in shelf.glob("*.csv")) for shelf in shelves]
    heads = min(sizes[1:-1])
    assert max(sizes[1:-1]) - heads < sizes[0] * 0.02
    assert sum(size > heads for size in sizes[1:-1]) > 10
    for shelf in shelves[1:-1]:
        manifest = json.loads((shelf / "manifest.json").read_text(encoding="utf-8"))
        assert (manifest["kind"], len(manifest["files"])) == ("delta", 34)
        assert manifest["as_of"].startswith(shelf.name.removesuffix("-delta"))


def test_everything_that_may_happen_happens_in_a_month() -> None:
    """出生、受理から登録までの死亡、転入・転出・転居、婚姻、離婚、保険の異動、訂正。"""
    city = build_city(3_000, 5, date(2026, 10, 25), AOBA)
    reasons: Counter[object] = Counter()
    waiting, registered, groups = set(), set(), set()
    for _, changed in run(city, 5, 30):
        groups |= changed.keys()
        for row in changed.get("resident", []):
            reasons[row.values["resident.change_reason"]] += 1
            if row.values.get("resident.death_date"):
                (registered if "resident.death_registered_on" in row.values else waiting).add(row.subject)
    wanted = {"出生", "死亡", "国内転入", "国内転出", "転居", "婚姻", "離婚", "世帯主変更"}
    assert wanted <= reasons.keys()
    assert waiting & registered
    assert {"nhi", "latter_elderly", "ltc", "pension", "child_allow", "water", "voter", "seal_reg"} <= groups


def test_a_newborn_is_in_the_register_the_allowance_and_the_medical_card() -> None:
    """生まれた日は届けの前で、母の妊婦の行は閉じる。"""
    city = build_city(2_000, 6, date(2026, 10, 25), AOBA)
    born = {
        row.subject: row for _, changed in run(city, 6, 30) for row in changed.get("resident", [])
        if row.values["resident.change_reason"] == "出生" and row.values["resident.birth_date"] > date(2026, 10, 10)
    }  # fmt: skip
    assert born
    named = frozenset().union(*(row.values["child_allow.children"] for row in city.rows["child_allow"]))
    cards = {row.subject for row in city.rows["med_subsidy"]}
    for key, row in born.items():
        assert row.values["resident.birth_date"] < row.values["resident.notified_on"]
        assert key in named & cards


def test_moves_are_four_to_five_times_as_many_around_the_first_of_april() -> None:
    """3月28日から4月4日の窓口の日は、ほかの月の窓口の日の4～5倍。窓口の閉まる日には起きない。"""
    days = [date(2027, 1, 4) + timedelta(days=number) for number in range(360)]
    counts = Counter(
        day for day, kinds in plan(random.Random(1), 115_000, days).items() for kind in kinds if kind in MOVES
    )
    open_days = [day for day in days if day.weekday() < 5]
    peak = [counts[day] for day in open_days if date(2027, 3, 28) <= day <= date(2027, 4, 4)]
    rest = [counts[day] for day in open_days if not 3 <= day.month <= 4]
    assert 4 <= (sum(peak) / len(peak)) / (sum(rest) / len(rest)) <= 5.2
    assert sum(counts[day] for day in days if day.weekday() >= 5) < 20
    assert sum(counts.values()) == pytest.approx(sum(RATES[kind] for kind in MOVES) * 115, rel=0.1)


@pytest.mark.parametrize("encoding", list(SETS))
def test_faults_in_deltas_are_reported_all_and_only(towns: None, tmp_path: Path, encoding: str) -> None:
    """差分の棚ごとに、入れた傷の全部を、それだけを言い当てる。"""
    city = build_city(800, 3, TODAY - timedelta(days=12), AOBA)
    shelves = write_days(tmp_path, city, 3, encoding, 12)
    assert plant_faults_in_deltas(shelves[1:-1], 3, 9) == 9
    for shelf in shelves[:-1]:
        listed = shelf / "faults.json"
        planted = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else []
        found = load_folder(shelf, AOBA).as_dict()["refused"]
        assert sorted(_place(one) for one in found) == sorted(_place(one) for one in planted)


def _place(one: dict[str, object]) -> str:
    return f"{one['file']} {one['line']} {one['column']} {one['value']} {one['reason']}"


def test_the_same_seed_makes_the_same_month(tmp_path: Path) -> None:
    """二度作っても、一字たがわない。"""
    for name in ("one", "two"):
        write_days(tmp_path / name, build_city(300, 9, TODAY, AOBA), 9, "cp932", 8)
    for path in sorted((tmp_path / "one").rglob("*.*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_the_command_writes_a_shelf_a_day_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """全件、差分、全件。--table は割合の表を出す。"""
    command = ["city", "--people", "200", "--out", str(tmp_path), "--days", "5", "--faults", "3", "--table"]
    assert main(command) == 0
    names = sorted(path.name.rsplit("-", 1)[1] for path in tmp_path.iterdir())
    assert names == ["delta"] * 5 + ["full"] * 2
    said = capsys.readouterr()
    assert "棚は 7。" in said.err
    assert "| 65歳以上の割合 |" in said.out
