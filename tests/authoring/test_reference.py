"""定義から作る文書のページ: 棚と同じことが書いてあり、置いてあるページが古くない。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from madoguchi.authoring.entries import Shelf
from madoguchi.authoring.reference import INDEX, MARK, pages
from madoguchi.catalogue.releases import Release

COMMITTED = Path(__file__).parents[2] / "docs/reference/catalogue"
AGAIN = (
    "棚が変わりました。 .venv/bin/madoguchi reference --out docs/reference/catalogue で作り直してください。"
)


@pytest.fixture(scope="module")
def made(shelf: Shelf) -> dict[str, str]:
    return pages(shelf)


def test_there_is_a_page_for_each_event_and_an_index(made: dict[str, str]) -> None:
    assert list(made) == [INDEX, "birth.md", "death.md", "stillbirth.md"]
    assert "| [出生](birth.md) | 3 | 3 | 0 |" in made[INDEX].splitlines()
    assert "| [死亡](death.md) | 5 | 4 | 2 |" in made[INDEX].splitlines()


def test_the_table_follows_the_topics_and_tells_who_when_and_where(made: dict[str, str]) -> None:
    page = made["death.md"]
    assert re.findall(r"^## (.+)$", page, re.M) == ["ご家族", "保険", "child", "出るとき"]
    assert re.findall(r"^\| \[`([\w.-]+)`\]", page, re.M) == [
        "d_inu",
        "d_soto",
        "d_kokuho",
        "d_kokuho.2010-04-01",
        "d_gakko",
        "d_iji",
    ]
    outside = next(line for line in page.splitlines() if line.startswith("| [`d_soto`]"))
    assert (
        outside
        == "| [`d_soto`](#d_soto) | 銀行に知らせる | おすすめ | — | 早めに | 市役所の外<br>銀行 | 銀行の定め | 未確認 |"
    )
    insurance = next(line for line in page.splitlines() if line.startswith("| [`d_kokuho`]"))
    assert insurance.endswith("| 2026-11-01 |")


def test_an_earlier_law_is_not_counted_as_another_procedure(made: dict[str, str]) -> None:
    assert "\n5 件と、ほかの法の版 1 件。話す順" in made["death.md"]
    assert "\n3 件。話す順" in made["birth.md"]


def test_each_procedure_says_when_it_appears(made: dict[str, str]) -> None:
    part = made["birth.md"].split('<a id="b_teate"></a>\n')[1]
    assert part.startswith(
        "### 児童手当の請求 `b_teate`\n\n次のすべてに当たるとき\n\n- 「国保の被保険者」に当たる\n- 次に当たる場合を除く\n  - "
    )
    assert (
        "（前の法） `d_kokuho.2010-04-01`\n\n出来事の日が平成22年4月1日から平成28年1月1日の前日まで。\n"
        in made["death.md"]
    )


def test_a_line_for_staff_is_marked(made: dict[str, str]) -> None:
    assert "| 支援措置の確かめ（職員だけ） |" in made["birth.md"]


def test_every_link_in_a_page_leads_somewhere(made: dict[str, str]) -> None:
    for name, page in made.items():
        targets = set(re.findall(r'<a id="([^"]+)">', page))
        assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= targets, name
        assert set(re.findall(r"\]\((\w+\.md)\)", page)) <= made.keys(), name


def test_the_pages_in_the_documents_equal_the_packaged_catalogue(packaged: Release) -> None:
    wanted = pages(Shelf(packaged))
    found = {
        path.name: text
        for path in COMMITTED.glob("*.md")
        if (text := path.read_text(encoding="utf-8")).startswith(MARK)
    }
    assert sorted(found) == sorted(wanted), AGAIN
    assert [name for name in wanted if found[name] != wanted[name]] == [], AGAIN
