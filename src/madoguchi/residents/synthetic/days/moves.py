"""転入・転出・転居。"""

from __future__ import annotations

from datetime import timedelta

from ..city import add_rows
from ..households import make_household
from ..living import add_water
from ..people import Household, Person
from ..registers import district
from ..work import decide_work
from .allowances import leave_allowances
from .scene import Scene

_TRIES = 6
#: 転出で、その人の名から閉じる組。土地と税と口座は残る。
LEAVING = (
    "nhi", "latter_elderly", "ltc", "pension", "public_assist", "seal_reg", "voter", "resident_foreign",
    "disability", "elder_welfare", "evac_list", "med_subsidy", "farmer_pension", "pregnancy", "school", "afterschool",
    "childcare", "support_measure", "child_allow", "single_parent_allow", "special_child_allow", "water", "sewage",
    "dog", "waste", "housing", "city_contract",
)  # fmt: skip


def move_in(scene: Scene) -> None:
    """世帯ごとの転入。若い世帯が多い。"""
    home = make_household(scene.draw, scene.day)
    for _ in range(_TRIES):
        if home.head.age(scene.day) < 65 and home.tenure != "facility":
            break
        home = make_household(scene.draw, scene.day)
    for person in home.members:
        person.since = scene.day
        scene.number(person)
    scene.settle(home)
    decide_work(scene.rng, home, scene.day)
    add_rows(scene.rng, scene.city, home)
    scene.ledger.absorb()
    for person in home.members:
        scene.ledger.amend("resident", person, processed_on=scene.day)
        scene.watch(home, person)


def move_out(scene: Scene) -> None:
    """世帯ごとか、おとなの子ひとりの転出。"""
    home = scene.pick(lambda one: one.head.age(scene.day) < 75 and one.tenure != "facility")
    if home is None:
        return
    grown = [one for one in home.children() if 18 <= one.age(scene.day) <= 34 and one is home.members[-1]]
    alone = bool(grown) and scene.rng.random() < 0.8
    for person in grown if alone else list(home.members):
        _leave(scene, home, person)


def _leave(scene: Scene, home: Household, person: Person) -> None:
    there = f"{scene.city.prefecture}わかば市北町{scene.rng.randint(1, 9)}番{scene.rng.randint(1, 30)}号"
    scene.ledger.step(
        person, scene.day, resident_status="moved_out", change_reason="国内転出", removal_reason="転出",
        change_on=scene.day, event_on=scene.day, notified_on=scene.day, household_no=None, relation=None,
        head_name=None, member_order=None, dest_address_planned=there, address=there, address_town=None,
        postal_code=None, katagaki=None, phone=None,
    )  # fmt: skip
    scene.ledger.close(["nhi"], person, scene.day, lost_on=scene.day, loss_reason="転出")
    scene.ledger.close(["latter_elderly", "ltc", "pension"], person, scene.day, lost_on=scene.day)
    scene.ledger.close(LEAVING, person, scene.day)
    leave_allowances(scene, home, person, ("child_allow", "single_parent_allow", "special_child_allow"))
    person.status = "moved_out"


def move_within(scene: Scene) -> None:
    """世帯ごとの転居。"""
    home = scene.pick(lambda one: one.tenure in ("rent", "own"))
    if home is None:
        return
    home.address = scene.draw.address(flat=home.tenure == "rent")
    for person in home.staying():
        scene.ledger.step(person, scene.day, **new_address(scene, home), change_reason="転居")
        scene.ledger.amend("voter", person, district=district(home.address.town))
        _change_school(scene, home, person)
    move_water(scene, home)


def new_address(scene: Scene, home: Household) -> dict[str, object]:
    """住民記録に書く、新しい住所の欄。"""
    address = home.address
    shown = address.text + (f"　{address.katagaki}" if address.katagaki else "")
    return {
        "address": f"{scene.city.prefecture}{scene.city.name}{shown}", "address_town": address.town,
        "postal_code": address.postal_code, "katagaki": address.katagaki, "address_since": scene.day,
        "change_on": scene.day, "event_on": scene.day, "notified_on": scene.day, "processed_on": scene.day,
    }  # fmt: skip


def move_water(scene: Scene, home: Household) -> None:
    """前の家の水道を止め、新しい家で開く。"""
    if not scene.ledger.holds("water", home.head):
        return
    scene.ledger.close(["water"], home.head, scene.day, status="中止")
    since = home.head.since
    home.head.since = max(since, scene.day + timedelta(days=1))
    add_water(scene.city, home)
    home.head.since = since
    scene.ledger.absorb()


def _change_school(scene: Scene, home: Household, person: Person) -> None:
    """小学生は、学区が変われば転校する。"""
    rows = scene.ledger.open_rows("school", person)
    if rows and "小学校" in rows[0].values["school.school"]:
        plain = {name.removeprefix("school."): value for name, value in rows[0].values.items()}
        scene.ledger.close(["school"], person, scene.day)
        start = max(scene.day, rows[0].valid_from + timedelta(days=1))
        scene.ledger.add("school", person, "", start, {**plain, "school": home.address.school})
