"""画面のアクセシビリティを axe で調べる。道具は手もとにあり、外へ取りに行かない。"""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"


def violations(page: Page) -> list[str]:
    """いまの画面の違反。「規則: 場所」を一行ずつ。script 要素でなく評価で入れるので、CSP を緩めない。"""
    page.evaluate(SOURCE)
    found = page.evaluate(RUN, RULES)["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]
