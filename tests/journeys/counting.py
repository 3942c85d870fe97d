"""窓口の手数を数える。一つの決め（押す・えらぶ・一つの欄に打つ）を一回、打った字とキーを一打とする。"""

from __future__ import annotations

from playwright.sync_api import Page

#: 次の画面が開くキー。
OPENS = ("F9", "F8", "F2")


class Counting:
    """鍵盤だけの窓口。`interactions` は決めた回数、`strokes` はキーを打った回数。"""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0
        self.strokes = 0

    def type(self, text: str) -> None:
        """一つの欄に打つ。"""
        self.interactions += 1
        self.strokes += len(text)
        self.page.keyboard.type(text)

    def key(self, key: str) -> None:
        """一つ決める。"""
        self.interactions += 1
        self.strokes += 1
        self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """決めて、次の画面が開ききるまで待つ。"""
        with self.page.expect_navigation():
            self.key(key)

    def tab_to(self, name: str) -> None:
        """欄へ移る。決めることではないが、打ったキーは数える。"""
        for _ in range(40):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.strokes += 1
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab で {name} に届きません。")

    def arrow(self, times: int = 1) -> None:
        """選択肢の中を動いて一つをえらぶ。"""
        self.interactions += 1
        for _ in range(times):
            self.strokes += 1
            self.page.keyboard.press("ArrowDown")

    def told(self, what: str) -> str:
        """数の言い方。"""
        return f"{what}: {self.interactions} 回の決め、{self.strokes} 打"
