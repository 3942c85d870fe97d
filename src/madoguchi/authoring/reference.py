"""定義の棚から作る、文書のページ（Markdown）。出来事ごとに一枚と、目次。手では直さない。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from madoguchi.authoring import wording
from madoguchi.authoring.entries import OUTSIDE, Entry, Shelf
from madoguchi.authoring.outlines import INDENT
from madoguchi.domain.procedures import LifeEvent

#: 作ったページの一行め。手で書いたページと見分け、要らなくなったときに消せるようにする。
MARK = "<!-- madoguchi reference が定義の棚から作ったページ。手で直さない。 -->"
INDEX = "README.md"
_COLUMNS = ("id", "手続き", "性質", "だれが", "期限", "担当・決める所", "根拠", "原典の確認")


def pages(shelf: Shelf) -> dict[str, str]:
    """ファイル名から本文へ。"""
    made = {}
    rows = []
    for event in shelf.events():
        entries = shelf.entries(event.id)
        made[f"{event.id}.md"] = _page(shelf, event, entries)
        rows.append((event, entries))
    return {INDEX: _index(rows), **made}


def _index(rows: Iterable[tuple[LifeEvent, list[Entry]]]) -> str:
    lines = [
        MARK,
        "# 手続きの一覧",
        "",
        "定義の棚（`catalogue/`）にある手続きを、出来事ごとに並べたものです。"
        "法が変わった手続きの、ほかの版は数えません。棚を直したら `madoguchi reference --out docs/reference/catalogue` で作り直します。",
        "",
        *_table_row(("出来事", "手続き", "うち市役所", "原典で確かめた")),
        "|---|---|---|---|",
    ]
    for event, found in rows:
        entries = [one for one in found if not one.is_edition]
        city = sum(one.procedure.place == "city" for one in entries)
        verified = sum(one.procedure.verified_on is not None for one in entries)
        lines.extend(_table_row((f"[{event.name}]({event.id}.md)", len(entries), city, verified)))
    return "\n".join(lines) + "\n"


def _page(shelf: Shelf, event: LifeEvent, entries: list[Entry]) -> str:
    topics = {topic.id: topic.name for topic in event.topics}
    editions = sum(one.is_edition for one in entries)
    others = f"と、ほかの法の版 {editions} 件" if editions else ""
    lines = [
        MARK,
        f"# {event.name}の手続き",
        "",
        f"{len(entries) - editions} 件{others}。話す順（話題の順）に並べています。担当は、課の id です（課の名は自治体の `departments.yaml`）。",
    ]
    grouped = [
        (topics.get(name, name), list(found))
        for name, found in groupby(entries, lambda one: one.procedure.topic)
    ]
    for topic, found in grouped:
        lines.extend(("", f"## {topic}", "", *_table_row(_COLUMNS), "|" + "---|" * len(_COLUMNS)))
        for entry in found:
            lines.extend(_table_row(_summary(shelf, entry)))
    lines.extend(("", "## 出るとき"))
    for entry in entries:
        lines.extend(("", *_detail(entry)))
    return "\n".join(lines) + "\n"


def _summary(shelf: Shelf, entry: Entry) -> Iterator[str]:
    procedure = entry.procedure
    yield f"[`{entry.key}`](#{entry.key})"
    yield f"{procedure.name}（{wording.STAFF_ONLY}）" if entry.staff_only else procedure.name
    yield wording.KINDS[procedure.kind]
    yield procedure.claimant.who or "—"
    yield procedure.deadline.text
    owner = shelf.owner_name(entry.owner) if entry.owner else OUTSIDE.strip("（）")
    yield f"{owner}<br>{procedure.agency}" if procedure.agency else owner
    yield "<br>".join(one.text for one in procedure.basis)
    day = procedure.verified_on
    yield day.isoformat() if day else wording.UNVERIFIED


def _detail(entry: Entry) -> Iterator[str]:
    procedure = entry.procedure
    yield f'<a id="{entry.key}"></a>'
    yield f"### {procedure.name} `{entry.key}`"
    yield ""
    if entry.period:
        yield f"{entry.period}。"
        yield ""
    yield from _condition(entry.condition)
    if entry.values:
        yield ""
        yield from (f"- {one}" for one in entry.values)


def _condition(lines: Iterable[str]) -> Iterator[str]:
    """字下げした行を、入れ子の箇条にする。中点のない行（言い出し）は段落にし、前後を空ける。"""
    before = ""
    for line in lines:
        text = line.lstrip(INDENT)
        bullet = text.startswith("・")
        if before and not bullet:
            yield ""
        if bullet and before == "head":
            yield ""
        yield f"{'  ' * (len(line) - len(text))}- {text[1:]}" if bullet else text
        before = "bullet" if bullet else "head"


def _table_row(cells: Iterable[object]) -> tuple[str]:
    return ("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |",)
