"""手続きどうしの順序と選択、窓口、手数料の書き方が、互いに食い違わないかを見る。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.documents import Document, nearest
from madoguchi.catalogue.editions import main_key
from madoguchi.catalogue.profiles import window
from madoguchi.catalogue.shapes import UNSET
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.conditions import ParameterOperand
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Procedure

#: 一方に書いた決まりに対して、相手の側に書かれていなければならない決まり。
MIRROR = {"choose_one": "choose_one", "excludes": "excluded_by", "excluded_by": "excludes"}


def misarranged(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """誤り: ない手続き、輪になった順序、片方だけの選択、ない値の手数料、ない課の窓口。"""
    documents = assembly.procedures
    orders = {key: _named(document, "after") for key, document in documents.items()}
    known = {main_key(name) for name in (*documents, *assembly.switched_off)}
    known |= {main_key(relative.rsplit("/", 1)[-1]) for relative in (*shelf.broken, *shelf.aside)}
    for key, document in documents.items():
        yield from _strangers(assembly, known, key, document)
        yield from _circles(orders, key, document)
        yield from _one_sided(documents, key, document)
        yield from _unpriced(assembly, document)
        yield from _unmergeable(assembly, key, document)
    # 課の名の書き誤りがあるうちは、それで受けられなくなった手続きまで言わない。
    yield from list(_stray_windows(shelf)) or _unserved(shelf, assembly)


def in_fees(procedures: Mapping[str, Procedure]) -> set[str]:
    """手数料が引く、日付つきの値の id。"""
    return {
        fee.yen.id for one in procedures.values() for fee in one.fees if isinstance(fee.yen, ParameterOperand)
    }


def _named(document: Document, key: str) -> tuple[str, ...]:
    return tuple(one["procedure"] for one in document.value.get(key, []))


def _strangers(assembly: Assembly, known: set[str], key: str, document: Document) -> Iterator[Fault]:
    """ない手続き、自分自身、家族に見せない手続きを指すもの。"""
    for place in ("after", "alternatives"):
        for index, name in enumerate(_named(document, place)):
            steps = (place, index, "procedure")
            if name not in known:
                remedy = nearest(name, known) or "手続きの id を確かめてください。"
                yield document.fault(steps, name, "その id の手続きはありません。", remedy)
            elif name == main_key(key):
                yield document.fault(
                    steps, name, "自分自身を指しています。", "ほかの手続きの id を書いてください。"
                )
            elif _hidden(assembly, name) and document.value.get("audience", "family") == "family":
                yield document.fault(
                    steps, name, "職員だけの手続きを、家族に見せる手続きが指しています。", "この行を消してください。"
                )  # fmt: skip


def _unmergeable(assembly: Assembly, key: str, document: Document) -> Iterator[Fault]:
    """まとめる相手のいない same_as と、人ごとか世帯かが違って、まとまらない相手。"""
    wanted = document.value.get("same_as")
    if wanted is None or key != main_key(key):
        return
    own = document.value
    partners = [
        other.value
        for name, other in assembly.procedures.items()
        if name != key and name == main_key(name) and wanted in (name, other.value.get("same_as"))
    ]
    if not partners:
        yield document.fault(
            ("same_as",), wanted, "まとめる相手の手続きがありません。", "相手にも同じ same_as を書くか、消してください。"
        )  # fmt: skip
    for other in partners:
        if _whose(other["per"]) != _whose(own["per"]):
            yield document.fault(
                ("same_as",), wanted, f"{other['id']} とは per が違うので、まとまりません。", "per をそろえるか、消してください。"
            )  # fmt: skip


def _whose(per: str) -> str:
    """まとめるときに、同じ人の行になるもの。出来事の本人は、異動する人の一人でもある。"""
    return "mover" if per == "subject" else per


def _hidden(assembly: Assembly, name: str) -> bool:
    procedure = assembly.definitions.procedures.get(name)
    return procedure is not None and procedure.audience == "staff"


def _circles(orders: Mapping[str, tuple[str, ...]], key: str, document: Document) -> Iterator[Fault]:
    """たどると自分に戻る順序。"""
    for index, first in enumerate(orders[key]):
        path = _way_back(orders, main_key(key), first)
        if path and first != main_key(key):
            yield document.fault(
                ("after", index, "procedure"), " → ".join((main_key(key), *path)), "順序が輪になっています。",
                "どれか一つの after を消してください。",
            )  # fmt: skip


def _way_back(orders: Mapping[str, tuple[str, ...]], goal: str, start: str) -> tuple[str, ...]:
    """`start` から after をたどって `goal` に着く道。なければ空。"""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path[-1] == goal:
            return path
        if path[-1] not in seen:
            seen.add(path[-1])
            waiting.extend((*path, one) for one in orders.get(path[-1], ()))
    return ()


def _one_sided(documents: Mapping[str, Document], key: str, document: Document) -> Iterator[Fault]:
    """相手の側に対の決まりが書かれていない選択。"""
    for index, raw in enumerate(document.value.get("alternatives", [])):
        other = documents.get(raw["procedure"])
        wanted = MIRROR[raw["rule"]]
        told = [] if other is None else other.value.get("alternatives", [])
        if other is not None and (main_key(key), wanted) not in [(o["procedure"], o["rule"]) for o in told]:
            yield document.fault(
                ("alternatives", index, "procedure"), raw["procedure"], "相手の側に、対になる決まりがありません。",
                f"{raw['procedure']} の alternatives に procedure: {main_key(key)}、rule: {wanted} を書いてください。",
            )  # fmt: skip


def _unpriced(assembly: Assembly, document: Document) -> Iterator[Fault]:
    """引く値がないか、金額が二つ書かれている手数料。"""
    parameters = assembly.definitions.parameters
    for index, raw in enumerate(document.value.get("fees", [])):
        named = raw.get("parameter")
        if named is None or named == UNSET:
            continue
        steps = ("fees", index, "parameter")
        if named not in parameters:
            remedy = nearest(named, parameters) or "parameters/ に値を足してください。"
            yield document.fault(steps, named, "その id の値はありません。", remedy)
        elif parameters[named].type != "int":
            yield document.fault(
                steps, named, "金額になる整数の値ではありません。", "型が int の値を書いてください。"
            )
        elif raw.get("yen") is not None:
            yield document.fault(
                ("fees", index, "yen"), raw["yen"], "金額が二つ書かれています。",
                "parameter: を書くなら yen は null にしてください。",
            )  # fmt: skip


def _stray_windows(shelf: Shelf) -> Iterator[Fault]:
    """ない課を受けると言う窓口と、同じ id の窓口。"""
    known = _departments(shelf)
    for _, document in shelf.of("windows"):
        seen: set[Any] = set()
        for index, raw in enumerate(document.value):
            if raw["id"] in seen:
                yield document.fault(
                    (index, "id"),
                    raw["id"],
                    "同じ id の窓口が二つあります。",
                    "どちらかの id を変えてください。",
                )
            seen.add(raw["id"])
            for number, name in enumerate(raw["departments"]):
                if known and name not in known:
                    remedy = nearest(name, known) or "departments.yaml の id を書いてください。"
                    yield document.fault(
                        (index, "departments", number), name, "その id の課はありません。", remedy
                    )


def _departments(shelf: Shelf) -> set[str]:
    return {one["id"] for _, document in shelf.of("departments") for one in document.value}


def _unserved(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """窓口に来てする手続きなのに、受けられる窓口のないもの。"""
    windows = [window(one) for _, document in shelf.of("windows") for one in document.value]
    known = _departments(shelf)
    for key, procedure in assembly.definitions.procedures.items() if windows else ():
        visited = procedure.place == "city" and procedure.channel in ("counter", "consult")
        if visited and procedure.department in known and not any(one.serves(procedure) for one in windows):
            yield assembly.procedures[key].fault(
                ("needs",), procedure.id, "受けられる窓口がありません。",
                "windows.yaml の departments・systems・consults か、手続きの needs を確かめてください。",
            )  # fmt: skip
