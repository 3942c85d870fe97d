"""一つの家族の判定を、定義と一緒に手で組み立てる。人も番号も架空。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.catalogue.profiles import Department, MunicipalityProfile
from madoguchi.domain.calendar import wareki
from madoguchi.domain.conditions import All
from madoguchi.domain.deadlines import Deadline
from madoguchi.domain.facts import Dictionary, FactDefinition, Group
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.procedures import Claimant, Definitions, Evidence, FormUse, LifeEvent, Procedure, Topic
from madoguchi.domain.tracing import OpenFact
from madoguchi.paper import fonts

ON = date(2026, 11, 20)
KOSEKI = Evidence("koseki", "亡くなった方との続柄が分かる戸籍", "shown")
PASSBOOK = Evidence("tsucho", "相続人の代表の方の通帳", "shown")
DEPARTMENTS = {
    "insurance": "国保年金課", "ltc": "介護保険課", "citizens": "市民課", "environment": "環境課",
    "property": "資産税課", "tax": "税務課", "water": "水道料金係", "welfare": "障害福祉課",
}  # fmt: skip


def until(
    text: str | None, rank: str = "penalty", said: str = "期限なし", opens: str | None = None
) -> Deadline:
    day = date.fromisoformat(text) if text else None
    begins = date.fromisoformat(opens) if opens else None
    return Deadline(day, wareki(day) if day else None, rank, None, said, None, begins)


def line(
    id: str,
    title: str,
    department: str,
    who: str,
    due: Deadline | None = None,
    *,
    result: str = "needed",
    person: str | None = "P1",
    open: tuple[str, ...] = (),
    withheld: bool = False,
    items: tuple[Evidence, ...] = (),
    **more: Any,
) -> Line:
    procedure = Procedure(
        id=id,
        name=title,
        events=("death",),
        condition=All(()),
        title_for_family=title,
        department=department,
        claimant=Claimant(who, who),
        items=items,
        topic="t",
        **more,
    )
    facts = tuple(OpenFact(one, person) for one in open)
    return Line(procedure, person, result, (), facts, due or until(None), ("death",), withheld)


def family() -> tuple[Line, ...]:
    return (
        line("a1", "後期高齢者医療　資格確認書を返す", "insurance", "どなたでも", until("2026-11-26")),
        line("a2", "後期高齢者医療　葬祭費を申請する", "insurance", "喪主", until("2028-11-16", "claim_lapses"),
             kind="right", timing="return_visit", agency="広域連合", form=FormUse("own", "kouki_sousaihi"),
             items=(Evidence("kaiso_reijo", "会葬礼状または葬儀の領収書"),)),
        line("a3", "介護保険　被保険者証と負担割合証を返す", "ltc", "どなたでも", until("2026-11-26"),
             items=(Evidence("ltc_sho", "介護保険被保険者証", "original", 1, "見つからなければ、そのままお越しください"),)),
        line("a4", "印鑑登録証を返す", "citizens", "どなたでも"),
        line("a5", "飼い犬の所有者を変える", "environment", "新しい飼い主", until("2026-12-14")),
        line("a6", "固定資産　いまの所有者を申告する", "property", "相続人", until("2027-02-15")),
        line("a7", "市税　相続人の代表者を届ける", "tax", "相続人"),
        line("a8", "水道　使用者の名前を変える", "water", "使い続ける方", until("2026-12-04")),
        line("b1", "戸籍と除票の証明をとる", "citizens", "配偶者、お子さま", until(None, opens="2026-11-24"),
             timing="return_visit", after_register=True),
        line("b2", "後期高齢者医療　高額療養費を受け取る", "insurance", "相続人の代表", until("2028-10-02"),
             kind="right", timing="later", items=(KOSEKI, PASSBOOK)),
        line("b3", "介護保険　高額介護サービス費を受け取る", "ltc", "相続人の代表", until("2028-10-02"),
             kind="right", timing="later", items=(KOSEKI, PASSBOOK)),
        line("c4", "遺族厚生年金を請求する", "", "配偶者", until("2031-11-12"), place="outside",
             agency="あおば年金事務所", kind="right"),
        line("c1", "年金　受給者が亡くなった届、未支給年金の請求", "", "配偶者", until("2026-11-24"),
             place="outside", agency="あおば年金事務所"),
        line("c3", "土地と家の相続登記", "", "相続人", until("2029-11-12"), place="outside", agency="法務局"),
        line("c2", "所得税　準確定申告", "", "相続人", until("2027-03-12"), place="outside", agency="あおば税務署"),
        line("d1", "障害者手帳を返す", "welfare", "どなたでも", result="unknown", open=("techo.kind",)),
        line("d2", "市税の還付金", "tax", "相続人", result="unknown", open=("tax.refund",), withheld=True),
        line("d3", "寡婦年金を請求する", "insurance", "妻", result="unknown", open=("ask.married_10y",)),
        line("e1", "電気の名義", "", "どなたでも", result="unknown", listing="checklist", place="outside"),
        line("e2", "銀行の口座", "", "どなたでも", result="needed", listing="checklist", place="outside"),
        line("e3", "携帯電話", "", "どなたでも", result="not_needed", listing="checklist", place="outside"),
        line("f1", "復氏届", "citizens", "配偶者", listing="only_if_asked"),
        line("f2", "支援措置の確認", "citizens", "職員", audience="staff"),
        line("f3", "市営住宅の承継", "citizens", "同居の方", result="not_needed"),
    )  # fmt: skip


@pytest.fixture
def judgement() -> Judgement:
    return Judgement(family(), (), ON)


@pytest.fixture
def definitions() -> Definitions:
    facts = {
        "techo.kind": FactDefinition("techo.kind", "techo", "手帳", "code", "subject"),
        "tax.refund": FactDefinition("tax.refund", "tax", "還付", "bool", "subject"),
        "ask.married_10y": FactDefinition("ask.married_10y", "ask", "婚姻10年以上", "bool", "subject"),
    }
    groups = {"techo": Group("techo", "手帳"), "ask": Group("ask", "聞き取り", kind="interview")}
    event = LifeEvent("death", "死亡", "亡くなった方", "亡くなった日", (Topic("t", "話題", 1),))
    return Definitions(Dictionary(facts, groups), {}, {}, {}, {"death": event})


@pytest.fixture
def municipality() -> MunicipalityProfile:
    return MunicipalityProfile(
        code="990001",
        name="あおば市",
        prefecture="あおば県",
        slug="aoba",
        counter_name="市民課 おくやみ窓口",
        telephone="0000-22-3000",
        hours="平日 8時30分から17時15分",
        departments={id: Department(id, name, name, extension="120") for id, name in DEPARTMENTS.items()},
    )


@pytest.fixture(scope="session")
def shelf() -> fonts.Shelf:
    return fonts.open_shelf()
