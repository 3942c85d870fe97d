"""棚（catalogue の木）を読み、国・都道府県・市町村の段を重ねて、一そろいの書類にする。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from madoguchi.catalogue.documents import Document, nearest
from madoguchi.catalogue.editions import is_edition, main_key, misdated
from madoguchi.catalogue.loading import decoded, load_yaml
from madoguchi.catalogue.overlay import merge
from madoguchi.catalogue.schema import KINDS, kind_of
from madoguchi.catalogue.shapes import mismatches
from madoguchi.domain.errors import Fault


@dataclass
class Shelf:
    """重ね終えた書類。`documents` は段の中の道筋から、`texts` と `forms` は道筋から実際のファイルへ。"""

    documents: dict[str, Document] = field(default_factory=dict)
    texts: dict[str, Path] = field(default_factory=dict)
    forms: dict[str, Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    @property
    def groundless(self) -> bool:
        """ほかの書類が引く書類（辞書・値・条件など）が壊れていて、その先を検査しても意味がないか。"""
        return any(not relative.startswith(("procedures/", "texts/")) for relative in self.broken)

    def copy(self) -> Shelf:
        """上の段を重ねてもこの棚が変わらないように写す。"""
        return Shelf(
            dict(self.documents), dict(self.texts), dict(self.forms), list(self.faults), set(self.broken)
        )

    def refuse(self, relative: str, faults: Iterable[Fault]) -> None:
        """書類を使わないことにする。"""
        self.broken.add(relative)
        self.faults.extend(faults)

    def of(self, kind_name: str) -> Iterator[tuple[str, Document]]:
        """ある種類の書類を、道筋の順に返す。"""
        folder = KINDS[kind_name].folder
        for relative in sorted(self.documents):
            if relative.split("/", 1)[0] == folder:
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
    return [national, *_prefecture(root, local), local]


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
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _place(shelf, folder, path)
    return shelf


def _place(shelf: Shelf, folder: Path, path: Path) -> None:
    relative = path.relative_to(folder).as_posix()
    top = relative.split("/", 1)[0]
    if top == "texts" and path.suffix == ".md":
        _lay_text(shelf, relative, path)
    elif top == "forms":
        shelf.forms[relative.removeprefix("forms/")] = path
    elif path.suffix in (".yaml", ".yml") and relative != "prefecture.yaml":
        _lay(shelf, relative, path)


def _lay_text(shelf: Shelf, relative: str, path: Path) -> None:
    try:
        decoded(path.read_bytes(), shown(path))
    except Fault as fault:
        shelf.refuse(relative, [fault])
    else:
        shelf.texts[relative.removeprefix("texts/")] = path


def _lay(shelf: Shelf, relative: str, path: Path) -> None:
    name = shown(path)
    kind = kind_of(relative)
    if kind is None:
        known = {other.folder for other in KINDS.values()}
        remedy = nearest(relative.split("/")[0], known) or f"置けるのは {'・'.join(sorted(known))} です。"
        shelf.refuse(
            relative,
            [Fault("ここに置く書類ではありません。", file=name, line=1, value=relative, remedy=remedy)],
        )
        return
    try:
        document = load_yaml(path, name)
    except Fault as fault:
        shelf.refuse(relative, [fault])
        return
    base = shelf.documents.get(relative)
    if base is not None and document.value is None:
        return
    wrong = list(_astray(shelf, relative, document)) if base is None else []
    partial = base is not None or is_edition(_stem(relative))
    wrong = wrong or list(mismatches(document, kind.shape, partial=partial))
    wrong.extend(_misnamed(relative, document))
    if wrong:
        shelf.refuse(relative, wrong)
    else:
        shelf.documents[relative] = document if base is None else merge(base, document)


def _astray(shelf: Shelf, relative: str, document: Document) -> Iterator[Fault]:
    """重ねるつもりで道筋を書き誤った書類（同じファイル名の書類が、別の道筋にある）。"""
    name = relative.rsplit("/", 1)[-1]
    for other in sorted(shelf.documents):
        if (
            other != relative
            and other.rsplit("/", 1)[-1] == name
            and other.split("/")[0] == relative.split("/")[0]
        ):
            yield document.fault(
                (), relative, "この道筋には重ねる書類がありません。", f"{other} の誤りではありませんか。"
            )


def _misnamed(relative: str, document: Document) -> Iterator[Fault]:
    """ファイル名と id が合わない書類。"""
    value = document.value
    if not isinstance(value, dict) or "/" not in relative:
        return
    stem = _stem(relative)
    key = "group" if relative.startswith("facts/") else "id"
    if key in value and value[key] != main_key(stem):
        yield document.fault(
            (key,), value[key], f"ファイル名 {stem} と違います。", "ファイル名と id を同じにしてください。"
        )
    if relative.startswith("procedures/"):
        yield from misdated(stem, document)


def _stem(relative: str) -> str:
    return relative.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def shown(path: Path) -> str:
    """知らせに出すファイル名。いまの場所の下なら、そこからの道筋にする。"""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def text_keys(texts: Mapping[str, Path]) -> Iterator[tuple[str, str, Path]]:
    """本文の道筋 ja/death/d_inkan.md を (言語, 手続き id, ファイル) にする。"""
    for relative, path in sorted(texts.items()):
        language, _, rest = relative.partition("/")
        yield language, rest.rsplit("/", 1)[-1].removesuffix(".md"), path
