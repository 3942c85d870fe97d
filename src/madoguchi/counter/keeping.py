"""入れかけを返してよいか。だれの話を聞いていたときのものかを、いまの来庁と比べる。"""

from __future__ import annotations

from madoguchi.cases import queries as cases


def voice_now(case_id: int) -> int:
    """その件で、いま話している人（声）。ほかの自治体の件は NotFound。"""
    return cases.visit(case_id, cases.now(case_id).current_visit).voice
