"""棚（catalogue の木）を読み、国・都道府県・市町村の段を重ねて、一そろいの書類にする。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from madoguchi.catalogue.documents import Document, nearest
from madoguchi.catalogue.editions import is_edition, key_of, main_key, misdated
from madoguchi.catalogue.loading import decoded, load_yaml
from madoguchi.catalogue.overlay import merge, strays
from madoguchi.catalogue.schema import KINDS, Kind, kind_of
from madoguchi.catalogue.shapes import mismatches
from madoguchi.domain.errors import Fault


@dataclass
class Shelf:
    """重ね終えた書類。`documents` は段の中の道筋から、`texts` と `forms` は道筋から実際のファイルへ。

    `broken` は読めなかった書類。`aside` `lost` `mentioned` は、読めない書類のためによけた書類、
    失われた名、読めない書類やよけた書類に出てくる名（検査だけが使う）。
    """

    documents: dict[str, Document] = field(default_factory=dict)
    texts: dict[str, Path] = field(default_factory=dict)
    forms: dict[str, Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: dict[str, Path] = field(default_factory=dict)
    aside: dict[str, Document] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)

    def copy(self) -> Shelf:
        """上の段を重ねてもこの棚が変わらないように写す。"""
        return Shelf(
            dict(self.documents), dict(self.texts), dict(self.forms), list(self.faults), dict(self.broken)
        )

    def refuse(self, relative: str, path: Path, faults: Iterable[Fault]) -> None:
        """書類を使わないことにする。"""
        self.broken[relative] = path
        self.faults.extend(faults)

    def of(self, kind_name: str) -> Iterator[tuple[str, Document]]:
        """ある種類の書類を、道筋の順に返す。"""
        folder = KINDS[kind_name].folder
        found = [one for one in self.documents if one.startswith(folder) and one.partition("/")[0] == folder]
        for relative in sorted(found):
            yield relative, self.documents[relative]

    def content(self) -> dict[str, Any]:
        """中身だけ（場所を除いたもの）。"""
        return {relative: self.documents[relative].value for relative in sorted(self.documents)}


def packaged_root() -> Path:
    """同梱の棚。配布物では madoguchi/_catalogue、開発の木では src の隣の catalogue。"""
    package = Path(str(files("madoguchi")))
    packed = package / "_catalogue"
    beside = package.parent.parent / "catalogue"
    for root in (packed, beside):
        if (root / "national").is_dir():
            return root
    raise Fault(
        "同梱の定義が見つかりません。",
        value=str(packed),
        remedy="入れ直すか、--catalogue で場所を示してください。",
    )


def municipality_folders(root: Path) -> dict[str, Path]:
    """団体コードから、その自治体の差分の置き場所へ。"""
    folder = root / "municipalities"
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.name.partition("-")[0]: path for path in found if path.is_dir()}


def layers(root: Path, municipality: str | None) -> list[Path]:
    """下から順に重ねる段。"""
    national = root / "national"
    if not national.is_dir():
        raise Fault(
            "定義の棚ではありません（national がありません）。", value=str(root), file=str(root),
            remedy="catalogue の木の根を示してください。",
        )  # fmt: skip
    if municipality is None:
        return [national]
    folders = municipality_folders(root)
    if municipality not in folders:
        remedy = (
            nearest(municipality, folders)
            or f"ある団体コードは {'・'.join(folders) or 'まだありません'} です。"
        )
        raise Fault(
            "その団体コードの定義はありません。",
            value=municipality,
            file=str(root / "municipalities"),
            remedy=remedy,
        )
    local = folders[municipality]
    borrowed = practice_of(local)
    if not borrowed:
        return [national, *_prefecture(root, local), local]
    if borrowed not in folders or practice_of(folders[borrowed]):
        raise Fault(
            "練習の市が定義を借りる自治体がありません。", value=borrowed, file=str(local / "municipality.yaml"),
            remedy="practice_of に、練習のためでない自治体の団体コードを書いてください。",
        )  # fmt: skip
    return [*layers(root, borrowed), local]


def practice_of(local: Path) -> str:
    """練習のための市なら、定義を借りる自治体の団体コード。そうでなければ空。"""
    profile = local / "municipality.yaml"
    held = load_yaml(profile).value if profile.is_file() else None
    return str(held.get("practice_of", "")) if isinstance(held, dict) else ""


def _prefecture(root: Path, local: Path) -> list[Path]:
    """市町村の municipality.yaml が言う都道府県の段（なければ空）。"""
    profile = local / "municipality.yaml"
    named = load_yaml(profile).value if profile.is_file() else None
    wanted = named.get("prefecture") if isinstance(named, dict) else None
    for path in sorted((root / "prefectures").glob("*/prefecture.yaml")):
        if load_yaml(path).value == {"name": wanted}:
            return [path.parent]
    return []


def read(folders: Iterable[Path], below: Shelf | None = None) -> Shelf:
    """段を下から順に読み、`below`（もう読んだ段）に重ねる。

    読めない書類は `faults` に挙げ、ほかの書類は読み続ける。`below` は変えない。
    """
    shelf = Shelf() if below is None else below.copy()
    for index, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _place(shelf, folder, path, over=below is not None or index > 0)
    return shelf


def _place(shelf: Shelf, folder: Path, path: Path, *, over: bool) -> None:
    relative = path.relative_to(folder).as_posix()
    top = relative.split("/", 1)[0]
    if top == "texts" and path.suffix == ".md":
        _lay_text(shelf, relative, path)
    elif top == "forms":
        shelf.forms[relative.removeprefix("forms/")] = path
    elif path.suffix in (".yaml", ".yml") and relative != "prefecture.yaml":
        _lay(shelf, relative, path, over=over)


def _lay_text(shelf: Shelf, relative: str, path: Path) -> None:
    try:
        decoded(path.read_bytes(), shown(path))
    except Fault as fault:
        shelf.refuse(relative, path, [fault])
    else:
        shelf.texts[relative.removeprefix("texts/")] = path


def _lay(shelf: Shelf, relative: str, path: Path, *, over: bool) -> None:
    name = shown(path)
    kind = kind_of(relative)
    if kind is None:
        known = {other.folder for other in KINDS.values()}
        remedy = nearest(relative.split("/")[0], known) or f"置けるのは {'・'.join(sorted(known))} です。"
        fault = Fault("ここに置く書類ではありません。", file=name, line=1, value=relative, remedy=remedy)
        shelf.refuse(relative, path, [fault])
        return
    try:
        document = load_yaml(path, name)
    except Fault as fault:
        shelf.refuse(relative, path, [fault])
        return
    base = shelf.documents.get(relative)
    # 下の段の書類が読めないうちは、差分のよしあしは言えない。
    if (base is None and over and relative in shelf.broken) or (base is not None and document.value is None):
        return
    if base is None:
        wrong, laid = list(_alone(shelf, relative, document, kind, over=over)), document
    else:
        wrong = list(mismatches(document, kind.shape, partial=True))
        laid = base if wrong else merge(base, document)
        wrong = wrong or list(strays(base, document))
        wrong = wrong or list(mismatches(laid, kind.shape, partial=is_edition(key_of(relative))))
    wrong.extend(_misnamed(relative, document))
    if wrong:
        shelf.refuse(relative, path, wrong)
    else:
        shelf.documents[relative] = laid


def _alone(shelf: Shelf, relative: str, document: Document, kind: Kind, *, over: bool) -> Iterator[Fault]:
    """重ねる相手のない書類の誤り。"""
    astray = list(_astray(shelf, relative, document, over=over))
    partial = list(mismatches(document, kind.shape, partial=True))
    if astray or partial or is_edition(key_of(relative)):
        yield from astray or partial
        return
    whole = list(mismatches(document, kind.shape))
    if over and whole:
        keys = "・".join(str(fault.value) for fault in whole)
        remedy = f"道筋を確かめてください。新しい書類なら、要る鍵（{keys}）を全部書いてください。"
        yield document.fault((), relative, "下の段にない書類です。", remedy)
    else:
        yield from whole


def _astray(shelf: Shelf, relative: str, document: Document, *, over: bool) -> Iterator[Fault]:
    """同じ種類の、同じファイル名の書類が、別の道筋にある。差分なら、道筋の書き誤り。"""
    top, name = relative.split("/")[0], relative.rsplit("/", 1)[-1]
    for other in sorted(shelf.documents):
        if other != relative and other.rsplit("/", 1)[-1] == name and other.split("/")[0] == top:
            if over:
                yield document.fault(
                    (), relative, "この道筋には重ねる書類がありません。", f"{other} の誤りではありませんか。"
                )
            else:
                yield document.fault(
                    (), relative, f"同じ id の書類が {other} にもあります。", "どちらか一つにしてください。"
                )


def _misnamed(relative: str, document: Document) -> Iterator[Fault]:
    """ファイル名と id が合わない書類。"""
    value = document.value
    if not isinstance(value, dict) or "/" not in relative:
        return
    key_name = key_of(relative)
    key = "group" if relative.startswith("facts/") else "id"
    if key in value and value[key] != main_key(key_name):
        yield document.fault(
            (key,),
            value[key],
            f"ファイル名 {key_name} と違います。",
            "ファイル名と id を同じにしてください。",
        )
    if relative.startswith("procedures/"):
        yield from misdated(key_name, document)


def shown(path: Path) -> str:
    """知らせに出すファイル名。いまの場所の下なら、そこからの道筋にする。"""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def text_keys(texts: Mapping[str, Path]) -> Iterator[tuple[str, str, Path]]:
    """本文の道筋 ja/death/d_inkan.md を (言語, 手続き id, ファイル) にする。"""
    for relative, path in sorted(texts.items()):
        language, _, rest = relative.partition("/")
        yield language, rest.rsplit("/", 1)[-1].removesuffix(".md"), path
