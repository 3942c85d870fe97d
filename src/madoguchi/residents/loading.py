"""出力の棚を取り込む。確かめてから置き、組ごとに一度で切り替える。断った所は全部知らせる。"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from madoguchi.municipalities.scope import scope

from . import snapshots
from .feeds.profiles import FeedProfile
from .group_loading import GroupLoad, Sheet
from .manifests import FIRST, Manifest, read_manifest
from .overriding import Override
from .reports import Progress, Report, Tell

__all__ = ["Progress", "Report", "load_folder"]

_BLOCK = 1 << 20


def _silent(_progress: Progress) -> None:
    """だれにも知らせない。"""


def load_folder(
    folder: Path, municipality_code: str, tell: Tell = _silent, override: Override | None = None
) -> Report:
    """棚の全部のファイルを取り込む。送り状が読めないときと、ほかの自治体のものは `Fault`。"""
    manifest = read_manifest(folder, municipality_code)
    report = Report()
    with scope(municipality_code):
        for group, sheets in _by_group(folder, manifest, report):
            load = GroupLoad(group, sheets, manifest, municipality_code, report)
            load.run(_digest(sheets, manifest), tell, override)
        snapshots.catch_up()
    for path in sorted(folder.glob("*.csv")):
        if path.name not in manifest.files:
            report.refuse_file(path.name, "送り状にないファイルです。",
                               "manifest.json の files に足すか、取り除いてください。")  # fmt: skip
    return report


def _by_group(folder: Path, manifest: Manifest, report: Report) -> Iterator[tuple[str, list[Sheet]]]:
    """組ごとの、そろった出力。そろわないものは断る。"""
    wanted: dict[str, list[FeedProfile]] = {}
    for name in manifest.files:
        profiles = manifest.feed_set.in_file(name)
        if not profiles:
            report.refuse_file(name, "書式の一式にないファイルです。", "書式を feeds に足してください。")
        elif not (folder / name).is_file():
            report.refuse_file(
                name, "送り状にあるファイルがありません。", "出力がそろってから取り込んでください。"
            )
        else:
            for profile in profiles:
                wanted.setdefault(profile.group, []).append(profile)
    order = {group: index for index, group in enumerate(FIRST)}
    for group in sorted(wanted, key=lambda one: order.get(one, len(order))):
        needed = manifest.feed_set.of_group(group)
        absent = [one.file for one in needed if one not in wanted[group]]
        if manifest.kind == "full" and absent:
            for profile in wanted[group]:
                report.refuse_file(profile.file, "同じ組のもう一つの出力がありません。",
                                   "出力がそろってから取り込んでください。", absent[0])  # fmt: skip
            continue
        yield group, [Sheet(one, folder / one.file) for one in needed if one in wanted[group]]


def _digest(sheets: list[Sheet], manifest: Manifest) -> str:
    """同じファイルかを見分ける指紋。"""
    found = sha256(f"{manifest.feed_set.id} {manifest.kind} ".encode())
    for sheet in sheets:
        with sheet.path.open("rb") as source:
            while block := source.read(_BLOCK):
                found.update(block)
    return found.hexdigest()
