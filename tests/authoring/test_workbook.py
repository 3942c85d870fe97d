"""担当課が確かめる表を開き、ますを読む: 何が書いてあり、どこに書き込め、だれに何が見えないか。"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from madoguchi.authoring.columns import COLUMNS, SIGN_COLUMNS, TITLES
from madoguchi.authoring.entries import Shelf
from madoguchi.authoring.measuring import MOST_LINES, TALLEST, wrapped
from madoguchi.authoring.workbook import WRITTEN_AT, workbook
from madoguchi.catalogue.releases import Release
from madoguchi.domain.errors import Fault


def opened(shelf: Shelf, **chosen: str) -> Workbook:
    return load_workbook(BytesIO(workbook(shelf, **chosen)))


@pytest.fixture(scope="module")
def book(shelf: Shelf) -> Workbook:
    return opened(shelf)


def rows(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """id から、見出しごとのますの値へ。"""
    found = {}
    for row in sheet.iter_rows(min_row=4, values_only=True):
        cells = dict(zip(TITLES, row, strict=True))
        found[str(cells["id"]).split("\n")[0]] = cells
    return found


def texts(sheet: Worksheet) -> str:
    return "\n".join(
        str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )


def test_there_is_an_overview_a_guide_and_a_sheet_for_each_owner(book: Workbook) -> None:
    assert book.sheetnames == [
        "全体",
        "読み方",
        "市民課",
        "保険年金課",
        "（市役所の外）",
        "（市役所の外） 続き",
    ]


def test_a_row_tells_the_whole_procedure(book: Workbook) -> None:
    row = rows(book["市民課"])["b_teate"]
    assert row["出来事"] == "出生"
    assert row["手続き"] == "児童手当の請求\n制度: 児童手当\n決める所: 市"
    assert row["扱い"] == "請求（権利）\n判定して出す\n市役所・窓口・届出と同じ日\n台帳で判定"
    assert row["だれごと"] == "世帯（世帯に一つ）"
    assert row["出るとき"].split("\n") == [
        "次のすべてに当たるとき", "・「国保の被保険者」に当たる", "・次に当たる場合を除く",
        row["出るとき"].split("\n")[3], "・次のどれかに当たる", "　・「葬儀をした」に当たる", "　・「性別」が女である",
        "【値】高齢の年齢: 75（令和2年4月1日から、新法）、74（平成12年4月1日から令和2年4月1日の前日まで、旧法）",
    ]  # fmt: skip
    assert row["出す人・代わりの人"] == "親御さん\n代理: できる（委任状）\n使者でもよい"
    assert row["期限"].split("\n")[-3:] == [
        "・令和8年11月10日（火） → 令和8年11月26日（木）（令和8年11月25日（水）が閉庁日のため）",
        "・令和8年11月13日（金） → 令和8年11月30日（月）（令和8年11月28日（土）が閉庁日のため）",
        "・令和8年12月25日（金） → 令和9年1月12日（火）（令和9年1月9日（土）が閉庁日のため）",
    ]
    assert (
        row["持ち物"]
        == "・通帳（見せてもらう）\n・出生届の写し（写しを預かる、2通、届と同じ日なら要りません）"
    )
    assert row["順・証明書・お金"].split("\n") == [
        "・済んでから: 職員の手順。職員が先に確かめます。",
        "・済んでから: 聞かれたら話す届（b_kiite）。先に話を聞いてください。",
        "・どちらか一つ: 国保の葬祭費（d_kokuho）。どちらか一つを選んでください。",
        "・窓口に要る仕組み: 住基ネット・カードの端末",
        "・前もって: 戸籍は1週間前までに",
        "・証明書: 手続きする人の戸籍 2通（原本は返る、広域交付でとれる）",
        "・手数料: 証明書 証明の手数料: 450円（平成12年1月1日から）（1通につき）",
        "・収入印紙: 収入印紙 1,200円",
        "・手数料: 市の証明 決まっていない手数料: 要設定",
        "・手数料: 郵便の切手 金額は分からない",
    ]
    assert row["根拠"] == "児童手当法7条 https://laws.e-gov.go.jp/law/346AC0000000073\n市の要綱"
    assert (
        row["手順（話す・確かめる）"]
        == "【話す】\n・請求できる場合があります。\n【確かめる】\n・口座を確かめる。"
    )
    assert row["手順（預かる・入れる・渡す）"] == "【入れる】\n・口座"
    assert row["家族への題と文"].startswith("児童手当を請求する\n")
    assert row["具体例"] == "・国保の人 → 要る\n・ふたりで分かれる → P1 要る、P2 要らない"
    assert [row[title] for title, _, _ in SIGN_COLUMNS] == [None] * len(SIGN_COLUMNS)


def test_the_unverified_are_said_and_coloured(book: Workbook) -> None:
    insurance, citizen = rows(book["保険年金課"]), rows(book["市民課"])
    assert insurance["d_kokuho"]["原典の確認"] == "令和8年11月1日\n国民健康保険法58条"
    assert citizen["b_teate"]["原典の確認"] == "未確認"
    column = TITLES.index("原典の確認") + 1
    colours = {
        str(row[0].value).split("\n")[0]: row[column - 1].fill.fgColor.rgb
        for row in book["市民課"].iter_rows(min_row=4)
    }
    assert colours["b_teate"] == "FFFFF2CC"
    assert colours["d_inu"] != colours["b_teate"]


def test_an_earlier_law_has_its_own_row_with_its_days_and_examples(book: Workbook) -> None:
    found = rows(book["保険年金課"])
    assert list(found) == ["d_kokuho", "d_kokuho.2010-04-01"]
    earlier = found["d_kokuho.2010-04-01"]
    assert (
        earlier["手続き"] == "国保の葬祭費（前の法）\n出来事の日が平成22年4月1日から平成28年1月1日の前日まで"
    )
    assert earlier["具体例"] == "・前の法の例 → 要る"


def test_a_line_for_staff_is_marked_and_stands_only_in_its_owner_s_sheet(
    shelf: Shelf, book: Workbook
) -> None:
    row = rows(book["市民課"])["b_shien"]
    assert row["id"] == "b_shien\n【職員だけ】"
    assert row["扱い"].startswith("職員だけ\n")
    others = "\n".join(texts(sheet) for sheet in book if sheet.title != "市民課")
    assert "b_shien" not in others
    assert "支援措置の確かめ" not in others
    assert "b_shien" not in "\n".join(texts(sheet) for sheet in opened(shelf, department="insurance"))


def test_only_the_columns_to_sign_can_be_written(book: Workbook) -> None:
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
    sheet = book["市民課"]
    unlocked = {
        TITLES[cell.column - 1]
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {title for title, _, _ in SIGN_COLUMNS}


def test_the_answer_is_chosen_and_the_day_is_a_date(book: Workbook) -> None:
    sheet = book["市民課"]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    last = sheet.max_row
    assert rules["list"].formula1 == '"可,要修正"'
    answer, signed = (sheet.cell(1, TITLES.index(title) + 1).column_letter for title in ("確認", "日付"))
    assert str(rules["list"].sqref) == f"{answer}4:{answer}{last}"
    assert str(rules["date"].sqref) == f"{signed}4:{signed}{last}"


def test_it_prints_on_a3_across_one_page_with_its_header_on_each(book: Workbook) -> None:
    sheet = book["市民課"]
    setup = sheet.page_setup
    assert (int(setup.paperSize), setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == (
        8,
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "D4"
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows(min_row=4) for cell in row)


def test_the_overview_counts_rows_and_watches_the_answers(book: Workbook) -> None:
    sheet = book["全体"]
    citizen = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "市民課")
    assert [cell.value for cell in citizen[1:4]] == [7, 6, 0]
    letter = book["市民課"].cell(1, TITLES.index("確認") + 1).column_letter
    assert citizen[4].value == f"=COUNTIF('市民課'!${letter}$4:${letter}$10,\"可\")"
    assert str(sheet.cell(2, 1).value).startswith("あおば市　出生・死亡・死産　版 ")


def test_every_column_is_explained(book: Workbook) -> None:
    explained = {row[0] for row in book["読み方"].iter_rows(min_row=3, values_only=True)}
    assert set(TITLES) <= explained


def test_what_does_not_fit_is_continued_in_full(book: Workbook) -> None:
    cell = rows(book["（市役所の外）"])["d_soto"]["具体例"]
    assert cell.endswith("（全文は「（市役所の外） 続き」の表）")
    continued = list(book["（市役所の外） 続き"].iter_rows(min_row=4, values_only=True))
    whole = "\n".join(str(row[3]) for row in continued)
    assert {row[:3] for row in continued} == {("d_soto", "銀行に知らせる", "具体例")}
    assert whole.split("\n") == [f"・長い例の {number} 番め → 要る" for number in range(60)]


def test_no_packaged_row_is_taller_than_a_sheet_can_show(packaged: Release) -> None:
    found = load_workbook(BytesIO(workbook(Shelf(packaged))))
    widths = {column.title: column.width for column in COLUMNS}
    for sheet in found:
        heights = [one.height for one in sheet.row_dimensions.values() if one.height]
        assert max(heights, default=0) <= TALLEST, sheet.title
        if sheet.cell(3, 1).value == "id" and sheet.cell(3, 2).value == "出来事":
            tall = [
                (key, title)
                for key, cells in rows(sheet).items()
                for title, width in widths.items()
                if wrapped(str(cells[title] or ""), width) > MOST_LINES
            ]
            assert tall == []


def test_one_event_or_one_department_can_be_chosen(shelf: Shelf) -> None:
    birth = opened(shelf, event="birth")
    assert birth.sheetnames == ["全体", "読み方", "市民課"]
    assert set(rows(birth["市民課"])) == {"b_teate", "b_shien", "b_kiite"}
    insurance = opened(shelf, department="insurance")
    assert insurance.sheetnames == ["全体", "読み方", "保険年金課"]
    outside = opened(shelf, department="outside")
    assert outside.sheetnames == ["全体", "読み方", "（市役所の外）", "（市役所の外） 続き"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"event": "brith"}, "「brith」その id の出来事はありません。 birth の誤りではありませんか。"),
        (
            {"department": "zeimu"},
            "「zeimu」その id の課はありません。 あるのは citizen・insurance・outside です。",
        ),
        (
            {"event": "birth", "department": "insurance"},
            "「birth・insurance」当てはまる手続きがありません。 出来事と課の組み合わせを確かめてください。",
        ),
    ],
)
def test_an_unknown_choice_is_refused_with_a_way_out(shelf: Shelf, chosen: dict[str, str], said: str) -> None:
    with pytest.raises(Fault) as caught:
        workbook(shelf, **chosen)
    assert str(caught.value) == said


def test_the_same_release_gives_the_same_bytes(release: Release, book: Workbook) -> None:
    assert workbook(Shelf(release)) == workbook(Shelf(release))
    assert (book.properties.created, book.properties.modified) == (WRITTEN_AT, WRITTEN_AT)


def test_text_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    assert rows(book["市民課"])["b_teate"]["読んだ資料"] == "=1+1\ne-Gov法令"
    kinds = {
        cell.data_type
        for row in book["市民課"].iter_rows(min_row=4)
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}
