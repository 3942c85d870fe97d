"""書き出しと、元に戻すこと。役割が開く項目だけが出て、守られる人の居どころは出ず、行の指紋は変わらない。"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.accounts.actions import NewUser
from madoguchi.catalogue import releases
from madoguchi.config import clock
from madoguchi.ops.cli import main
from tests.residents.conftest import AOBA
from tests.residents.feed_files import line, sheet, shelf
from tests.support import cast

TOKEN = "かくれざと町"
MOTHER, NEIGHBOUR = "0001000012", "0001000039"
REASON = ["--reason", "本人の求め"]


@pytest.fixture
def officials(towns: None) -> None:
    """係長、税の係長、支援措置を兼ねる係長、運用。"""
    for login, roles, gyomu in (
        ("chief", {"chief"}, {"counter"}), ("taxchief", {"chief"}, {"tax"}), ("operator", {"operator"}, {"operation"}),
        ("released", {"chief", "protection_officer"}, {"counter", "protection"}),
        ("clerk", {"clerk"}, {"counter"}),
    ):  # fmt: skip
        department = "tax" if "tax" in gyomu else "citizen"
        cast.hire(AOBA, NewUser(login, login, department, None, frozenset(roles), frozenset(gyomu)))


@pytest.fixture
def town(officials: None, tmp_path: Path) -> Path:
    """守られる母と、守られない隣の人。今朝の出力。"""
    cells = {
        "履歴番号": "1",
        "住民状態": "住民",
        "町名": TOKEN,
        "住所": TOKEN,
        "電話番号": TOKEN,
        "生年月日": "昭和60年頃",
    }
    folder = shelf(tmp_path / "feeds", clock.now().replace(hour=0, minute=1).isoformat(), {
        "support_measure": sheet("support_measure", line("support_measure", 宛名番号=MOTHER, 支援措置="1")),
        "resident": sheet(
            "resident", line("resident", 宛名番号=MOTHER, 世帯番号="1", 氏名="田中　智子", **cells),
            line("resident", 宛名番号=NEIGHBOUR, 世帯番号="2", 氏名="林　誠", **cells),
        ),
        "water": sheet("water", line("water", 宛名番号=MOTHER, 使用者="1", 使用場所=TOKEN)),
        "resident_tax": sheet("resident_tax", line("resident_tax", 宛名番号=MOTHER, 賦課年度="2026")),
    })  # fmt: skip
    assert main(["import", str(folder), "--municipality", AOBA]) == 0
    return tmp_path


def export(out: Path, key: str, by: str) -> int:
    """一人を書き出す。"""
    words = ["--municipality", AOBA, "--by", by, *REASON, "--out", str(out)]
    return main(["export-person", key, *words, *cast.handed(cast.PASSWORD)])


def exported(folder: Path, key: str, by: str) -> dict[str, Any]:
    """書き出したもの。"""
    out = folder / f"{key}-{by}.json"
    assert export(out, key, by) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    return json.loads(out.read_text(encoding="utf-8"))


def values(made: dict[str, Any], group: str) -> dict[str, Any]:
    """その組の、はじめの記録の値。"""
    return next(one["records"][0]["values"] for one in made["groups"] if one["group"] == group)


@pytest.mark.django_db
def test_a_neighbour_is_exported_with_address_labels_and_codes(town: Path) -> None:
    """値と、その読み方と、項目の名がそろう。不詳の日付は区間のまま。"""
    made = exported(town, NEIGHBOUR, "chief")
    held = values(made, "resident")
    assert held["resident.address"] == TOKEN
    assert set(held["resident.birth_date"]) == {"span"}
    fields = {one["id"]: one for one in made["groups"][0]["fields"]}
    assert fields["resident.resident_status"]["label"]
    assert "resident" in fields["resident.resident_status"]["codes"]
    assert "span" in made["reading"]["不詳の日付（この間のどこか）"]


@pytest.mark.django_db
def test_the_whereabouts_of_a_protected_person_leave_no_trace(town: Path) -> None:
    """住所も、水道の使用場所も、支援措置の組があることも出ない。"""
    made = exported(town, MOTHER, "chief")
    assert TOKEN not in json.dumps(made, ensure_ascii=False)
    assert {one["group"] for one in made["groups"]} == {"resident", "water"}
    assert values(made, "resident")["resident.name"] == "田中　智子"
    assert "支援措置" not in json.dumps([one["records"] for one in made["groups"]], ensure_ascii=False)


@pytest.mark.django_db
def test_only_who_may_release_exports_the_whereabouts(town: Path) -> None:
    """係長が支援措置の担当も兼ね、その業務で書き出すとき。"""
    made = exported(town, MOTHER, "released")
    assert values(made, "resident")["resident.address"] == TOKEN
    assert "support_measure" in {one["group"] for one in made["groups"]}


@pytest.mark.django_db
def test_tax_opens_only_to_the_tax_office(town: Path) -> None:
    """税の中身は、税の業務の係長にだけ。"""
    assert "resident_tax" in {one["group"] for one in exported(town, MOTHER, "taxchief")["groups"]}
    assert "water" not in {one["group"] for one in exported(town, NEIGHBOUR, "taxchief")["groups"]}


@pytest.mark.django_db
def test_a_field_of_another_class_than_its_group_stays_closed(town: Path) -> None:
    """組は開いていても、一つの項目だけを税の区分にした市では、その項目は出ない。"""
    from madoguchi.audit.actions import Actor  # noqa: PLC0415
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415
    from madoguchi.residents.exporting.permits import permit_person  # noqa: PLC0415
    from madoguchi.residents.exporting.persons import export_person  # noqa: PLC0415

    dictionary = releases.load(None, AOBA).definitions.dictionary
    closed = replace(dictionary.facts["resident.phone"], field_class="tax")
    narrowed = replace(dictionary, facts={**dictionary.facts, "resident.phone": closed})
    with scope(AOBA):
        permit = permit_person(Actor("chief", clock.now()), NEIGHBOUR, "開示")
        made = export_person(NEIGHBOUR, narrowed, permit)
    assert "resident.phone" not in values(made, "resident")
    assert "resident.phone" in values(exported(town, NEIGHBOUR, "chief"), "resident")


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["clerk", "operator"])
def test_who_may_not_export_gets_nothing_and_is_recorded(
    town: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """窓口職員、運用。断ったことが残る。"""
    out = town / "denied.json"
    assert export(out, MOTHER, by) == 1
    assert not out.exists()
    assert "この職員は、書き出せません" in capsys.readouterr().err
    assert kept()[-1] == ("residents.export_person", by, "denied", [MOTHER])


@pytest.mark.django_db
def test_every_export_is_recorded_with_its_reason(town: Path) -> None:
    """だれが、だれの、なぜ。"""
    exported(town, NEIGHBOUR, "chief")
    assert kept()[-1] == ("residents.export_person", "chief", "done", [NEIGHBOUR])
    words = ["--municipality", AOBA, "--by", "chief", "--reason", " ", "--out", "x"]
    assert main(["export-person", NEIGHBOUR, *words, *cast.handed(cast.PASSWORD)]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["chief", "nobody"])
def test_a_name_without_its_password_exports_nothing(
    town: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """職員番号を知っているだけの人、いない番号。五度つづけば、正しくても待たされる。"""
    words = ["export-person", MOTHER, "--municipality", AOBA, "--by", by, *REASON, "--out", str(town / "x")]
    assert main(words) == 1
    assert "パスワードをたずねる端末がありません" in capsys.readouterr().err
    for _ in range(5):
        assert main([*words, *cast.handed("chigau")]) == 1
        assert "職員番号かパスワードが違います" in capsys.readouterr().err
    assert main([*words, *cast.handed(cast.PASSWORD)]) == 1
    assert "しばらく確かめられません" in capsys.readouterr().err
    assert not (town / "x").exists()
    assert kept()[-1] == ("accounts.confirm", by, "denied", [])


@pytest.mark.django_db
def test_an_unknown_person_is_said(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """記録のない番号。"""
    assert export(town / "x.json", "9999999999", "chief") == 1
    assert "この番号の記録がありません" in capsys.readouterr().err


def kept() -> list[tuple[str, str, str, list[str]]]:
    """あおば市の記録の鎖。"""
    from madoguchi.audit.models import AuditEntry  # noqa: PLC0415
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415

    with scope(AOBA):
        found = AuditEntry.objects.order_by("seq")
        return [(one.action, one.actor, one.outcome, one.persons) for one in found]


def whole(out: Path, by: str = "operator") -> int:
    """自治体を書き出す。"""
    words = ["--municipality", AOBA, "--by", by, *REASON, "--out", str(out)]
    return main(["export-municipality", *words, *cast.handed(cast.PASSWORD)])


def hashes() -> set[tuple[str, str, str, str]]:
    """いま見える行の、組・人・記録・指紋。"""
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415
    from madoguchi.residents.comparing import visible  # noqa: PLC0415
    from madoguchi.residents.generations import snapshot  # noqa: PLC0415

    with scope(AOBA):
        now = snapshot()
        return {
            (group, *row) for group in now.runs
            for row in visible(group, now).values_list("subject_key", "record", "row_hash")
        }  # fmt: skip


def forget() -> None:
    """住民の記録を全部消す。"""
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415
    from madoguchi.residents import models  # noqa: PLC0415

    with scope(AOBA):
        for model in (models.CoreRow, models.SearchPart, models.SearchEntry, models.Generation, models.DoubtfulSubject,
                      models.OriginalLine):  # fmt: skip
            model.objects.all().delete()


def loads(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """取り込んだ結果。"""
    capsys.readouterr()
    main(["import", str(folder), "--municipality", AOBA, "--json"])
    return json.loads(capsys.readouterr().out)


@pytest.mark.django_db
def test_an_exported_city_comes_back_with_equal_hashes(
    officials: None, city_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """600人の市。書き出し、消し、取り込むと、同じ指紋・同じ世帯・同じ探し方になる。二度めは何も動かない。"""
    assert main(["import", str(city_folder), "--municipality", AOBA]) == 0
    before = hashes()
    assert whole(tmp_path / "out") == 0
    forget()
    assert hashes() == set()
    first = loads(tmp_path / "out", capsys)
    assert (first["refused"], first["accepted"]) == ([], len(before))
    assert hashes() == before
    second = loads(tmp_path / "out", capsys)
    assert (second["accepted"], second["removed"], second["unchanged"]) == (0, 0, len(before))
    assert whole(tmp_path / "again") == 0
    for path in sorted((tmp_path / "out").glob("*.jsonl")):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
    assert found("サトウ マツオ") == {"佐藤　松雄", "佐藤　松夫", "佐藤　松男"}


def found(text: str) -> set[str]:
    """画面と同じ口で探す。"""
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415
    from madoguchi.residents.queries import search  # noqa: PLC0415

    with scope(AOBA):
        return {hit.name for hit in search(text)}


@pytest.mark.django_db
def test_the_manifest_tells_every_field_and_every_file(town: Path) -> None:
    """組、行の数、指紋、基準日時、項目の辞書。"""
    assert whole(town / "out") == 0
    manifest = json.loads((town / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert {one["group"]: one["rows"] for one in manifest["groups"]} == {
        "resident": 2, "resident_tax": 1, "support_measure": 1, "water": 1,
    }  # fmt: skip
    for one in manifest["groups"]:
        rows = [
            json.loads(text) for text in (town / "out" / one["file"]).read_text(encoding="utf-8").splitlines()
        ]
        named = {field["id"] for field in one["fields"]}
        assert all(set(row["content"]["values"]) <= named for row in rows)
    assert (town / "out").stat().st_mode & 0o777 == 0o700
    assert kept()[-1][:3] == ("residents.export_municipality", "operator", "done")


@pytest.mark.django_db
def test_a_rewritten_export_is_refused_and_nothing_changes(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """一字でも書き換えた棚、欠けた棚、ほかの市の棚。"""
    assert whole(town / "out") == 0
    before = hashes()
    path = town / "out" / "resident.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("林", "森"), encoding="utf-8")
    (town / "out" / "water.jsonl").unlink()
    reasons = {one["file"]: one["reason"] for one in loads(town / "out", capsys)["refused"]}
    assert set(reasons) == {"resident.jsonl", "water.jsonl"}
    assert "書き換えられたか欠けています" in reasons["resident.jsonl"]
    assert hashes() == before
    assert main(["import", str(town / "out"), "--municipality", "990002"]) == 1


@pytest.mark.django_db
def test_an_old_export_does_not_replace_newer_records(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """書き出したあとに新しい出力を取り込んだ市へ、古い棚を戻さない。"""
    assert whole(town / "out") == 0
    assert main(["import", str(newer(town)), "--municipality", AOBA]) == 0
    found = loads(town / "out", capsys)
    assert [one["reason"] for one in found["refused"]] == ["もう取り込んだものより古い出力です。"]


def newer(town: Path) -> Path:
    """水道だけの、新しい出力。"""
    folder = town / "newer"
    shutil.copytree(town / "feeds", folder)
    for path in folder.glob("*.csv"):
        if path.name != "water.csv":
            path.unlink()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"files": ["water.csv"], "as_of": clock.now().isoformat()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    water = folder / "water.csv"
    water.write_bytes(water.read_bytes().replace(TOKEN.encode(), "別の町".encode()))
    return folder


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["chief", "clerk", "released"])
def test_only_an_operator_exports_the_whole_city(town: Path, by: str) -> None:
    """係長でも、自治体の全部は書き出せない。半分の棚も残らない。"""
    assert whole(town / "out", by) == 1
    assert not (town / "out").exists()
    assert kept()[-1][:3] == ("residents.export_municipality", by, "denied")


@pytest.mark.django_db
def test_a_shelf_that_is_there_is_not_overwritten(town: Path) -> None:
    """もうある名には書かない。"""
    (town / "out").mkdir()
    assert whole(town / "out") == 1
    assert list((town / "out").iterdir()) == []


@pytest.mark.django_db
def test_private_characters_keep_their_bytes(
    officials: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """外字のある行の元のバイトも、断られた人の印も、書き出して戻る。"""
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415
    from madoguchi.residents.comparing import doubtful_in  # noqa: PLC0415
    from madoguchi.residents.originals import original  # noqa: PLC0415

    cells = {"履歴番号": "1", "住民状態": "住民", "世帯番号": "1"}
    folder = shelf(tmp_path / "feeds", f"{date(2026, 11, 1)}T06:00+09:00", {"resident": sheet(
        "resident", line("resident", 宛名番号=MOTHER, 氏名="外\ue000", **cells),
        line("resident", 宛名番号=NEIGHBOUR, 氏名="林", 生年月日="昭和64年1月8日", **cells),
    )})  # fmt: skip
    main(["import", str(folder), "--municipality", AOBA])
    with scope(AOBA):
        raw, doubts = original("resident", MOTHER, "1"), doubtful_in("resident")
    assert raw is not None
    assert doubts
    assert whole(tmp_path / "out") == 0
    forget()
    loads(tmp_path / "out", capsys)
    with scope(AOBA):
        assert (original("resident", MOTHER, "1"), doubtful_in("resident")) == (raw, doubts)


@pytest.mark.django_db
def test_two_operators_take_back_an_older_export(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """書き出しの棚も、古ければ断り、二人が名のってパスワードを打てば戻る。二人とも記録に残る。"""
    cast.hire(
        AOBA, NewUser("second", "二", "citizen", None, frozenset({"operator"}), frozenset({"operation"}))
    )
    assert whole(town / "out") == 0
    later = shelf(town / "later", clock.now().replace(hour=0, minute=2).isoformat(), {
        "water": sheet("water", line("water", 宛名番号=NEIGHBOUR, 使用者="1", 使用場所="本町")),
    })  # fmt: skip
    assert main(["import", str(later), "--municipality", AOBA]) == 0
    back = ["import", str(town / "out"), "--municipality", AOBA]
    assert main(back) == 1
    assert "もう取り込んだものより古い出力です" in capsys.readouterr().err
    names = ["--override", "きのうの朝に戻す", "--by", "operator", "--by", "second"]
    assert main([*back, *names, *cast.handed(cast.PASSWORD, "chigau")]) == 1
    assert main([*back, *names, *cast.handed(cast.PASSWORD, cast.PASSWORD)]) == 0
    assert kept()[-1][:3] == ("residents.override", "operator", "done")
    assert {one[1] for one in kept() if one[:1] == ("accounts.confirm",) and one[2] == "done"} >= {
        "operator",
        "second",
    }
