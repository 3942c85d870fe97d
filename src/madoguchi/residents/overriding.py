"""断りを越えて取り込むこと。二人の職員の名と理由が要り、記録に残る。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.accounts.authority import can
from madoguchi.accounts.identity import Confirmed
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


def permit(reason: str, by: Sequence[Confirmed]) -> Override:
    """二人とも、別の、運用の役割をもつ在職の職員か。違えば `Fault`。記録に名のるのは一人め。"""
    need(reason, [one.actor.name for one in by])
    for one in by:
        if not can(one.official, "operate", "operation"):
            raise Fault("この職員は、取り込みの断りを越えられません。", value=one.actor.name,
                        remedy="運用の役割をもつ、在職の職員にしてください。")  # fmt: skip
    return Override(reason.strip(), by[0].actor, by[1].actor.name)


def need(reason: str, logins: Sequence[str]) -> None:
    """パスワードをたずねる前に分かること。理由があり、別の二人か。"""
    if not reason.strip():
        raise Fault("越える理由がありません。", remedy="--override に理由を書いてください。")
    if len(logins) != 2 or logins[0] == logins[1]:
        raise Fault("越えるには、別の二人の職員が要ります。", value="・".join(logins),
                    remedy="--by を二度、別の職員番号で書いてください。")  # fmt: skip


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
