"""世代の写し。組ごとに、世帯の順の Parquet にして置き、全住民に定義を当てるときに読む。

氏名や住所のような文字は写さない。切り替えのあと、違うところだけを読み直して置き換える。
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db.models import Q

from madoguchi.municipalities.scope import current

from .feeds.profiles import Column, FeedProfile, load_set
from .generations import Snapshot, snapshot
from .models import CoreRow, SearchEntry

#: 文字のうち、手続きを決めるのに使うもの。
TEXTS = frozenset(["dog.reg_no", "resident.relation", "resident_foreign.residence_status"])
FORMAT = "1"
_DAY = pl.Struct({"date": pl.String, "span": pl.List(pl.String)})
_TYPES = {
    "bool": pl.Boolean(), "int": pl.Int64(), "date": _DAY, "wareki": _DAY,
    "text": pl.String(), "code": pl.String(), "person": pl.String(),
}  # fmt: skip
_ROW = {"row": pl.Int64, "subject": pl.String, "record": pl.String, "content": pl.String}
_UNKNOWN = r'"([a-z_0-9]+\.[a-z_0-9]+)":null'
_BATCH = 20_000


def place(group: str) -> Path:
    """いまの自治体の、その組の写しの場所。"""
    return Path(settings.VAR) / "snapshots" / current() / f"{group}.parquet"


def catch_up() -> list[str]:
    """いまの世代より古い写しを書き直し、その組を返す。切り替えのすぐあとに止まっても、次に追いつく。"""
    now = snapshot()
    profiles = {profile.group: profile for profile in load_set("neutral-utf8").profiles.values()}
    behind = [group for group in now.runs if group in profiles and _run_of(place(group)) != now.runs[group]]
    if behind:
        homes = _homes(now)
        for group in behind:
            _write(profiles[group], now, homes)
    return behind


def _run_of(path: Path) -> int:
    """写しのもとになった世代。なければ 0。"""
    if not path.is_file():
        return 0
    kept = pl.read_parquet_metadata(path)
    return int(kept.get("run", 0)) if kept.get("format") == FORMAT else 0


def _write(profile: FeedProfile, now: Snapshot, homes: pl.DataFrame) -> None:
    path = place(profile.group)
    base, run = _run_of(path), now.runs[profile.group]
    whole = pl.concat([_decoded(part, profile) for part in _rows(profile.group, now, base)])
    if base:
        gone = CoreRow.objects.filter(group=profile.group, gen_to__gt=base, gen_to__lte=run)
        kept = pl.read_parquet(path).drop("household", strict=False)
        kept = kept.filter(~pl.col("row").is_in(list(gone.values_list("pk", flat=True))))
        whole = pl.concat([kept, whole.select(kept.columns)])
    whole = whole.join(homes, on="subject", how="left").sort("household", "subject", "row", nulls_last=True)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".partial")
    metadata = {"format": FORMAT, "run": str(run), "household_run": str(now.runs.get("resident", 0))}
    whole.write_parquet(partial, metadata=metadata)
    partial.chmod(0o600)
    _settle(partial)
    partial.replace(path)


def _settle(path: Path) -> None:
    """名を付ける前に、中身をディスクに届ける。電源が切れても、半分の写しに名は付かない。"""
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _rows(group: str, now: Snapshot, base: int) -> Iterator[pl.DataFrame]:
    """`base` の世代よりあとに見えるようになった行を、少しずつ。一行もなくても、空の表を一つ。"""
    rows = CoreRow.objects.filter(now.visible(group), Q(gen_from__gt=base), group=group)
    fields = rows.values_list("pk", "subject_key", "record", "content").iterator(chunk_size=_BATCH)
    yield pl.DataFrame(schema=_ROW)
    while part := list(islice(fields, _BATCH)):
        yield pl.DataFrame(part, schema=_ROW, orient="row")


def _decoded(rows: pl.DataFrame, profile: FeedProfile) -> pl.DataFrame:
    """JSON を、型のある列にする。不明の項目の名は `unknown` に並べる。"""
    columns = [one for one in profile.columns if one.type != "text" or one.field in TEXTS]
    values = pl.Struct({column.field: _type(column) for column in columns})
    body = pl.col("content").str.json_decode(pl.Struct({"from": _DAY, "to": _DAY, "values": values}))
    opened = rows.with_columns(body.alias("body")).with_columns(
        pl.col("content").str.extract_all(_UNKNOWN).list.eval(pl.element().str.extract(_UNKNOWN)).alias("unknown"),
        pl.col("body").struct.field("from"), pl.col("body").struct.field("to"), pl.col("body").struct.field("values"),
    )  # fmt: skip
    return opened.select(
        "row", "subject", "record", "unknown", *_bounds("from", pl.col("from")), *_bounds("to", pl.col("to")),
        *(one for column in columns for one in _shown(column)),
    )  # fmt: skip


def _type(column: Column) -> pl.DataType:
    one = _TYPES[column.type]
    return pl.Struct({"set": pl.List(one)}) if column.multiple else one


def _shown(column: Column) -> Iterable[pl.Expr]:
    """一つの項目の列。日付は早いほうと遅いほう、符号は番号に置き換えた列になる。"""
    value = pl.col("values").struct.field(column.field)
    if column.multiple:
        yield value.struct.field("set").alias(column.field)
    elif column.type in ("date", "wareki"):
        yield from _bounds(column.field, value)
    elif column.type == "code":
        yield value.cast(pl.Categorical).alias(column.field)
    else:
        yield value.alias(column.field)


def _bounds(name: str, value: pl.Expr) -> Iterable[pl.Expr]:
    day, span = value.struct.field("date"), value.struct.field("span")
    for end, index in (("low", 0), ("high", 1)):
        found = pl.coalesce(day, span.list.get(index, null_on_oob=True))
        yield found.str.to_date("%Y-%m-%d").alias(f"{name}.{end}")


def _homes(now: Snapshot) -> pl.DataFrame:
    """人の、いまの世帯。"""
    entries = SearchEntry.objects.filter(now.visible("resident"), current=True)
    pairs = list(entries.values_list("subject_key", "household_no"))
    homes = pl.DataFrame(pairs, schema={"subject": pl.String, "household": pl.String}, orient="row")
    return homes.unique("subject")
