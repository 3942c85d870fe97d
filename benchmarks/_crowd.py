"""測るための大ぜいの住民。名の頻度は偏り（佐藤が多い）、長い裾があり、前の行・旧氏・通称・外国人・不詳・支援措置も混じる。"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import Span
from madoguchi.residents.feeds.reading import FeedRow

#: 姓と、百人あたりの人数（北日本の市のように偏らせたもの）。残りは裾。
_COMMON = (
    ("佐藤", "サトウ", 6), ("鈴木", "スズキ", 4), ("高橋", "タカハシ", 4), ("佐々木", "ササキ", 3), ("伊藤", "イトウ", 3),
    ("田中", "タナカ", 2), ("渡辺", "ワタナベ", 2), ("小林", "コバヤシ", 2), ("斎藤", "サイトウ", 2), ("加藤", "カトウ", 2),
    ("髙橋", "タカハシ", 1), ("渡邉", "ワタナベ", 1), ("齋藤", "サイトウ", 1), ("山﨑", "ヤマザキ", 1), ("阿部", "アベ", 2),
    ("三浦", "ミウラ", 2), ("菊池", "キクチ", 1), ("遠藤", "エンドウ", 1), ("大野", "オオノ", 1), ("小野", "オノ", 1),
)  # fmt: skip
_FRONT = (
    ("赤", "アカ"), ("石", "イシ"), ("今", "イマ"), ("岩", "イワ"), ("上", "ウエ"), ("内", "ウチ"), ("江", "エ"), ("大", "オオ"),
    ("岡", "オカ"), ("奥", "オク"), ("片", "カタ"), ("金", "カネ"), ("川", "カワ"), ("北", "キタ"), ("黒", "クロ"), ("桑", "クワ"),
    ("坂", "サカ"), ("桜", "サクラ"), ("沢", "サワ"), ("塩", "シオ"), ("下", "シモ"), ("杉", "スギ"), ("関", "セキ"), ("高", "タカ"),
    ("滝", "タキ"), ("竹", "タケ"), ("谷", "タニ"), ("土", "ツチ"), ("寺", "テラ"), ("富", "トミ"), ("鳥", "トリ"), ("永", "ナガ"),
    ("西", "ニシ"), ("野", "ノ"), ("浜", "ハマ"), ("東", "ヒガシ"), ("平", "ヒラ"), ("広", "ヒロ"), ("深", "フカ"), ("福", "フク"),
    ("古", "フル"), ("細", "ホソ"), ("堀", "ホリ"), ("前", "マエ"), ("松", "マツ"), ("丸", "マル"), ("水", "ミズ"), ("宮", "ミヤ"),
    ("村", "ムラ"), ("森", "モリ"), ("安", "ヤス"), ("柳", "ヤナギ"), ("山", "ヤマ"), ("吉", "ヨシ"), ("若", "ワカ"), ("横", "ヨコ"),
)  # fmt: skip
_BACK = (
    ("井", "イ"), ("池", "イケ"), ("浦", "ウラ"), ("尾", "オ"), ("岡", "オカ"), ("垣", "ガキ"), ("形", "カタ"), ("上", "ガミ"),
    ("川", "カワ"), ("木", "キ"), ("口", "グチ"), ("倉", "クラ"), ("越", "コシ"), ("崎", "サキ"), ("沢", "ザワ"), ("下", "シタ"),
    ("島", "シマ"), ("瀬", "セ"), ("田", "タ"), ("谷", "タニ"), ("塚", "ツカ"), ("津", "ツ"), ("戸", "ド"), ("中", "ナカ"),
    ("永", "ナガ"), ("沼", "ヌマ"), ("根", "ネ"), ("野", "ノ"), ("畑", "ハタ"), ("林", "バヤシ"), ("原", "ハラ"), ("堀", "ボリ"),
    ("間", "マ"), ("町", "マチ"), ("見", "ミ"), ("宮", "ミヤ"), ("村", "ムラ"), ("本", "モト"), ("森", "モリ"), ("山", "ヤマ"),
)  # fmt: skip
_GIVEN = {
    "M": (
        ("清", "キヨシ", 12), ("実", "ミノル", 10), ("勇", "イサム", 8), ("茂", "シゲル", 8), ("正", "タダシ", 8), ("博", "ヒロシ", 9),
        ("誠", "マコト", 8), ("隆", "タカシ", 7), ("健一", "ケンイチ", 6), ("大輔", "ダイスケ", 5), ("翔太", "ショウタ", 5), ("蓮", "レン", 3),
    ),
    "F": (
        ("和子", "カズコ", 12), ("幸子", "サチコ", 11), ("節子", "セツコ", 9), ("洋子", "ヨウコ", 9), ("恵子", "ケイコ", 8),
        ("京子", "キョウコ", 7), ("由美子", "ユミコ", 6), ("美咲", "ミサキ", 5), ("陽菜", "ヒナ", 3), ("キミ", "キミ", 2), ("トメ", "トメ", 1),
    ),
}  # fmt: skip
_GIVEN_FRONT = (
    ("明", "アキ"), ("章", "アキ"), ("篤", "アツ"), ("一", "カズ"), ("和", "カズ"), ("勝", "カツ"), ("邦", "クニ"), ("光", "ミツ"),
    ("重", "シゲ"), ("俊", "トシ"), ("孝", "タカ"), ("武", "タケ"), ("直", "ナオ"), ("信", "ノブ"), ("春", "ハル"), ("久", "ヒサ"),
    ("秀", "ヒデ"), ("文", "フミ"), ("昌", "マサ"), ("道", "ミチ"), ("宗", "ムネ"), ("泰", "ヤス"), ("由", "ユ"), ("義", "ヨシ"),
)  # fmt: skip
_GIVEN_BACK = {
    "M": (("夫", "オ"), ("雄", "オ"), ("男", "オ"), ("彦", "ヒコ"), ("樹", "キ"), ("郎", "ロウ"), ("之", "ユキ"), ("人", "ト"), ("哉", "ヤ")),
    "F": (("子", "コ"), ("美", "ミ"), ("代", "ヨ"), ("江", "エ"), ("枝", "エ"), ("香", "カ"), ("奈", "ナ"), ("乃", "ノ"), ("花", "カ")),
}  # fmt: skip
_LATIN = (("NGUYEN", "グエン"), ("TRAN", "チャン"), ("WANG", "ワン"), ("KIM", "キム"), ("SANTOS", "サントス"))
_LATIN_GIVEN = (
    ("VAN MINH", "ヴァン　ミン"),
    ("THI LAN", "ティ　ラン"),
    ("LEI", "レイ"),
    ("MIN JUN", "ミンジュン"),
    ("MARIA", "マリア"),
)
_TOWN_FRONT = (
    "みどり",
    "朝日",
    "若葉",
    "中央",
    "本",
    "桜",
    "泉",
    "光",
    "栄",
    "美里",
    "東",
    "西",
    "南",
    "北",
    "青葉",
    "大通",
    "川沿",
    "山手",
)
_TOWN_BACK = ("町", "ケ丘", "台", "野", "通", "北町", "南町", "新町", "元町")
_FIRST_BIRTH = date(1928, 1, 1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """一人と、その人の行。"""

    key: str
    rows: tuple[FeedRow, ...]

    def value(self, name: str) -> Any:
        """いまの行の値。"""
        return self.rows[-1].values.get(f"resident.{name}")


def towns_for(people: int) -> list[str]:
    """450人に一つの町。"""
    names = [f"{front}{back}" for back in _TOWN_BACK for front in _TOWN_FRONT]
    wanted = max(20, people // 450)
    return [f"{name}{chome}丁目" for chome in "一二三四五六七八九" for name in names][:wanted]


def crowd(people: int, seed: int = 7) -> Iterator[Somebody]:
    """いつも同じ大ぜい。"""
    rng = random.Random(seed)
    towns = towns_for(people)
    weights = [share for _, _, share in _COMMON]
    rest = 100 - sum(weights)
    for serial in range(people):
        yield _somebody(rng, serial, towns, rng.choices([*_COMMON, None], [*weights, rest])[0])


def _somebody(
    rng: random.Random, serial: int, towns: list[str], surname: tuple[str, str, int] | None
) -> Somebody:
    key, sex = f"{1000000 + serial:010d}", rng.choice("MF")
    values = _names(rng, sex, surname) if rng.random() > 0.015 else _foreigner(rng)
    town = rng.choice(towns)
    birth: Any = _FIRST_BIRTH + timedelta(days=int(rng.triangular(0, 36000, 12000)))
    if rng.random() < 0.001:
        birth = Span(date(birth.year, 1, 1), date(birth.year, 12, 31))
    values |= {
        "household_no": f"{5000000 + serial // 2:010d}", "sex": sex, "birth_date": birth, "address_town": town,
        "address": f"{town}{rng.randint(1, 40)}番{rng.randint(1, 30)}号",
        "phone": f"0000-{rng.randint(20, 69)}-{rng.randint(0, 9999):04d}",
        "resident_status": "dead" if rng.random() < 0.05 else "resident",
        "death_date": date(2026, 11, 1), "death_notified_on": date(2026, 11, 2),
    }  # fmt: skip
    rows = [_row(key, "1", date(2000, 4, 1), values)]
    if rng.random() < 0.3:
        rows.insert(0, _row(key, "0", date(1990, 4, 1), {**values, "address_town": rng.choice(towns)}))
    return Somebody(key, tuple(rows))


def _row(key: str, record: str, since: date, values: dict[str, Any]) -> FeedRow:
    until = date.max if record == "1" else date(2000, 4, 1)
    return FeedRow(key, record, since, until, {f"resident.{name}": value for name, value in values.items()})


def _surname(rng: random.Random) -> tuple[str, str]:
    front, back = rng.choice(_FRONT), rng.choice(_BACK)
    return front[0] + back[0], front[1] + back[1]


def _names(rng: random.Random, sex: str, surname: tuple[str, str, int] | None) -> dict[str, Any]:
    family = surname[:2] if surname else _surname(rng)
    if rng.random() < 0.4:
        kanji, kana, _ = rng.choices(_GIVEN[sex], [one[2] for one in _GIVEN[sex]])[0]
    else:
        front, back = rng.choice(_GIVEN_FRONT), rng.choice(_GIVEN_BACK[sex])
        kanji, kana = front[0] + back[0], front[1] + back[1]
    values: dict[str, Any] = {"name": f"{family[0]}　{kanji}", "name_kana": f"{family[1]}　{kana}"}
    if sex == "F" and rng.random() < 0.06:
        values["former_name"] = _surname(rng)[0]
    return values


def _foreigner(rng: random.Random) -> dict[str, Any]:
    family, given = rng.choice(_LATIN), rng.choice(_LATIN_GIVEN)
    alias = "　".join((_surname(rng)[0], rng.choice(_GIVEN["M"])[0]))
    return {
        "name": f"{family[0]} {given[0]}", "name_kana": f"{family[1]}　{given[1]}",
        "name_latin": f"{family[0]} {given[0]}", "alias": alias if rng.random() < 0.5 else None,
    }  # fmt: skip
