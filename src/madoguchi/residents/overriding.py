"""断りを越えて取り込むこと。二人の職員の名と理由が要り、記録に残る。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.accounts.authority import can
from madoguchi.accounts.queries import official
from madoguchi.audit.actions import Act, Actor, record
from madoguchi.domain.errors import Fault

from .feeds.refusals import Refusal
from .models import LoadRun


@dataclass(frozen=True, slots=True)
class Override:
    """越える理由と、認めた二人。"""

    reason: str
    actor: Actor
    second: str


def permit(reason: str, by: Sequence[str], actor: Actor) -> Override:
    """二人とも、別の、運用の役割をもつ在職の職員か。違えば `Fault`。`actor` の名が一人め。"""
    if not reason.strip():
        raise Fault("越える理由がありません。", remedy="--override に理由を書いてください。")
    if len(by) != 2 or by[0] == by[1]:
        raise Fault("越えるには、別の二人の職員が要ります。", value="・".join(by),
                    remedy="--by を二度、別の職員番号で書いてください。")  # fmt: skip
    for login in by:
        user = official(login, actor.at.date())
        if user is None or not can(user, "operate", "operation"):
            raise Fault("この職員は、取り込みの断りを越えられません。", value=login,
                        remedy="運用の役割をもつ、在職の職員にしてください。")  # fmt: skip
    return Override(reason.strip(), actor, by[1])


def record_override(run: LoadRun, override: Override, refused: Sequence[Refusal]) -> None:
    """だれが、何を、なぜ越えたか。切り替えと同じ取引で書く。"""
    run.override = override.reason
    run.overridden_by = [override.actor.name, override.second]
    found = [one.as_dict() for one in refused]
    payload = {"by": run.overridden_by, "refused": found, "file": run.file}
    record(
        override.actor,
        Act("residents.override", "load", str(run.pk), reason=override.reason, payload=payload),
    )
