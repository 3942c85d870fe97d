"""来た人の言った、別に暮らす家族。答えと同じに、言った人（声）だけのもので、ほかの人の来庁には出さない。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from madoguchi.cases.models import Payload, Visit
from madoguchi.cases.people import Entered, KeptPerson, body_of, entered_of


@dataclass(frozen=True, slots=True)
class Kin:
    """別に暮らす家族。`mourner` は、そのうち葬祭を行う人の鍵（いなければ空）。世帯員にはならない。"""

    people: tuple[KeptPerson, ...] = ()
    mourner: str = ""


def kin_body(kin: Kin) -> dict[str, Any]:
    """操作の中身にする。"""
    return {"kin": body_of(Entered(kin.people)), "mourner": kin.mourner}


def kin_of(case_id: int, voice: int) -> Kin:
    """同じ人の来庁で、最後に書いたもの。書いていなければ（保存年限で消していれば）だれもいない。"""
    visits = list(Visit.objects.filter(case_id=case_id, voice=voice).values_list("number", flat=True))
    rows = Payload.objects.filter(
        action__case_id=case_id, action__visit__in=visits, action__kind="keep_kin", erased_at__isnull=True
    )
    body = rows.order_by("-action__seq").values_list("body", flat=True).first()
    if body is None:
        return Kin()
    entered = entered_of(body["kin"])
    return Kin(entered.people if entered else (), body["mourner"])
