"""断った行の知らせ。ファイル・行・欄・値・理由・直し方をそろえて言う。"""

from __future__ import annotations

from dataclasses import dataclass

BAD_BYTE = "この文字コードで読めないバイトがあります。"
MISSING_COLUMN = "要る欄がありません。"
DUPLICATE_KEY = "同じ人の同じ記録が二度あります。"
MY_NUMBER = "個人番号（マイナンバー）とみられる欄です。"
UNKNOWN_CODE = "書式にない符号です。"
OTHER_MUNICIPALITY = "ほかの自治体の行です。"
NOT_NUMBER = "整数ではありません。"
NOT_DATE = "日付として読めません。"
NOT_PERSON = "宛名番号ではありません。"
EMPTY_KEY = "だれの記録か分かりません。"
COLUMN_COUNT = "欄の数が見出しと合いません。"
BROKEN_LINE = "行の区切りか引用符が壊れています。"
NO_BOM = "UTF-16 の印（BOM）がありません。"
CUT_OFF = "最後の行が改行で終わっていません。途中で切れています。"
ROW_COUNT = "送り状の行の数と合いません。途中で切れています。"
OLDER = "もう取り込んだものより古い出力です。"
LOST = "前より減りすぎています。"
NO_BASE = "欄を足す元の行がありません。"
OTHER_KIND = "どの書式にも当たらない行です。"
PRIVATE_USE = "外字があります。元のバイトを残しました。"
OTHER_BYTES = "元のバイトに戻らない字があります。元のバイトを残しました。"

REMEDIES = {
    BAD_BYTE: "文字コードの設定を確かめ、基幹システムから出し直してください。",
    MISSING_COLUMN: "見出しを確かめ、欄をそろえて出し直してください。",
    DUPLICATE_KEY: "基幹システムの抽出条件を確かめ、重なりのない出力にしてください。",
    MY_NUMBER: "この欄を抜いて出し直してください。個人番号は受け取りません。",
    UNKNOWN_CODE: "書式の codes に符号を足すか、元の値を直してください。",
    OTHER_MUNICIPALITY: "出力元の自治体を確かめてください。",
    NOT_NUMBER: "数字だけにしてください。",
    NOT_DATE: "書式の日付の形に合わせてください。",
    NOT_PERSON: "数字だけの宛名番号にしてください。",
    EMPTY_KEY: "宛名番号を入れて出し直してください。",
    COLUMN_COUNT: "途中で切れていないか確かめ、出し直してください。",
    BROKEN_LINE: "引用符と改行を確かめ、出し直してください。",
    NO_BOM: "BOM をつけて出し直してください。",
    CUT_OFF: "途中で切れていないか確かめ、出し直してください。",
    ROW_COUNT: "途中で切れていないか確かめ、出し直してください。",
    OLDER: "新しい出力を置いてください。",
    LOST: "抽出条件を確かめてください。正しい減り方なら、二人の名で --override を付けます。",
    NO_BASE: "二つの出力を同じ時点で出し直してください。",
    OTHER_KIND: "書式を足すか、抽出条件を確かめてください。",
    PRIVATE_USE: "その字の形を、市の外字の表で確かめてください。",
    OTHER_BYTES: "書き戻すときは、残した元のバイトを使います。",
}
#: 一行でもあれば、ファイルの全部を断る理由。だれの行か、何の行かが言えなくなるもの。
WHOLE_FILE = frozenset(
    [MISSING_COLUMN, DUPLICATE_KEY, MY_NUMBER, OTHER_MUNICIPALITY, EMPTY_KEY, COLUMN_COUNT, BROKEN_LINE,
     NO_BOM, CUT_OFF, ROW_COUNT, OLDER, LOST, OTHER_KIND]
)  # fmt: skip
#: 二人の名で越えられるもの。ほかは、中身が信じられないので越えられない。
MAY_OVERRIDE = frozenset([CUT_OFF, ROW_COUNT, OLDER, LOST])


@dataclass(frozen=True, slots=True)
class Refusal:
    """断った一か所。`line` は 1 から、`column` は見出しの名。"""

    file: str
    line: int | None
    column: str | None
    value: str
    reason: str
    remedy: str = ""
    fatal: bool = False

    @property
    def whole_file(self) -> bool:
        """ファイルの全部を断る理由か。"""
        return self.fatal or self.reason in WHOLE_FILE

    def as_dict(self) -> dict[str, object]:
        """JSON にする形。"""
        return {
            "file": self.file, "line": self.line, "column": self.column,
            "value": self.value, "reason": self.reason, "remedy": self.remedy or REMEDIES.get(self.reason, ""),
        }  # fmt: skip

    def __str__(self) -> str:
        place = f"{self.file}:{self.line or '-'}"
        column = f" {self.column}" if self.column else ""
        value = f"「{self.value}」" if self.value else ""
        return (
            f"{place}{column}: {value}{self.reason} {self.remedy or REMEDIES.get(self.reason, '')}".rstrip()
        )
