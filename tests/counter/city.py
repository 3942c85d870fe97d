"""試しに使う小さな市。佐藤松雄が亡くなり、妻フミ子が残る。犬を飼い、障害福祉の記録だけが古い。"""

from __future__ import annotations

from pathlib import Path

from tests.residents.feed_files import AOBA, line, sheet, shelf

MATSUO, FUMIKO, KEIKO, MATSUO_TWIN, TAICHI = "100001", "100002", "100003", "100004", "100005"
FRESH, OLD = "2026-11-20T06:00", "2026-11-09T06:00"
SECRET = "かくれ町九丁目8番7号"


def person(number: str, name: str, kana: str, birth: str, **more: str) -> str:
    """住民記録の一行。"""
    cells = {
        "宛名番号": number, "履歴番号": "1", "住民状態": "住民", "住民種別": "日本人住民", "生年月日": birth, "性別": "男",
        "氏名": name, "氏名フリガナ": kana, "世帯員順": "1", "郵便番号": "9990001", "町名": "みどり町三丁目",
        "住所": "みどり町三丁目5番12号",
    }  # fmt: skip
    return line("resident", **(cells | more))


def residents() -> list[str]:
    """佐藤家の二人と、よく似た名の人と、別に暮らす娘とその子。"""
    return [
        person("100001", "佐藤　松雄", "サトウ　マツオ", "昭和19年6月5日", 世帯番号="H1", 続柄="世帯主", 適用終了日="2026-11-12"),
        person(
            "100001", "佐藤　松雄", "サトウ　マツオ", "昭和19年6月5日", 履歴番号="2", 世帯番号="H1", 続柄="世帯主", 住民状態="死亡",
            適用開始日="2026-11-12", 死亡日="2026-11-12", 死亡届受理日="2026-11-13",
        ),
        person("100002", "佐藤　フミ子", "サトウ　フミコ", "昭和25年1月2日", 世帯番号="H1", 続柄="妻", 性別="女", 世帯員順="2"),
        person(
            "100003", "山口　恵子", "ヤマグチ　ケイコ", "昭和50年3月4日", 世帯番号="H2", 続柄="世帯主", 性別="女",
            町名="かくれ町九丁目", 住所=SECRET,
        ),
        person(
            "100005", "山口　太一", "ヤマグチ　タイチ", "平成24年5月6日", 世帯番号="H2", 続柄="子", 世帯員順="2", 町名="かくれ町九丁目", 住所=SECRET,
        ),
        person("100004", "佐藤　松夫", "サトウ　マツオ", "昭和16年6月15日", 世帯番号="H3", 続柄="世帯主"),
    ]  # fmt: skip


def _hidden(row: str) -> str:
    return row.replace("みどり町三丁目5番12号", SECRET).replace("みどり町三丁目", "かくれ町九丁目")


def write(
    folder: Path,
    *,
    protected: tuple[str, ...] = (),
    secret_home: bool = False,
    dogless: bool = False,
    as_of: str = FRESH,
) -> list[Path]:
    """出力の棚を二つ（新しいものと、障害福祉の古いもの）。`secret_home` なら、佐藤家の住所を秘密の住所にする。"""
    rows = residents()
    if secret_home:
        rows = [_hidden(row) if "H1" in row else row for row in rows]
    sheets = {
        "support_measure": sheet(
            "support_measure", *(line("support_measure", 宛名番号=one, 支援措置="1") for one in protected)
        ),
        "resident": sheet("resident", *rows),
        "latter_elderly": sheet("latter_elderly", line("latter_elderly", 宛名番号=MATSUO, 被保険者="1")),
        "ltc": sheet("ltc", line("ltc", 宛名番号=MATSUO, 被保険者区分="第1号")),
        "seal_reg": sheet("seal_reg"),
        "dog": sheet("dog", *([] if dogless else [line("dog", 宛名番号=MATSUO, 登録番号="A-12", 犬種="柴")])),
        "resident_tax": sheet("resident_tax", line("resident_tax", 宛名番号=MATSUO, 課税区分="所得割")),
    }
    grade = line("disability", 宛名番号=MATSUO, 身体障害者手帳等級="2級")
    return [
        shelf(folder / "old", OLD, {"disability": sheet("disability", grade)}),
        shelf(folder / "fresh", as_of, sheets),
    ]


__all__ = ["AOBA", "FUMIKO", "KEIKO", "MATSUO", "MATSUO_TWIN", "SECRET", "TAICHI", "write"]
