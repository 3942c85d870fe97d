"""探すあいだ使い通すもの。いまの世代、守られる人、町の一覧。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from madoguchi.municipalities.scope import current

from .generations import Snapshot
from .models import Generation, SearchTown
from .protection import GROUP, Protection

#: 世代のどれか一つでも変われば、守られる人を読みなおす。
_GROUPS = ("resident", GROUP)
_STATE = ("group", "run", "source_hash", "as_of", "loaded_at", "distrusted")
_State = tuple[str, int, str, datetime, datetime, bool]


@dataclass(frozen=True, slots=True)
class Scene:
    """一度の探しもののあいだ、変わらないもの。"""

    now: Snapshot
    protection: Protection
    towns: tuple[str, ...]


def scene() -> Scene:
    """いまの世代を読む。"""
    states = Generation.objects.filter(group__in=_GROUPS).order_by("group")
    return _scene(current(), tuple(states.values_list(*_STATE)))


def protection_in(pointers: Iterable[Generation]) -> Protection:
    """読んである世代での、守られる人。"""
    states = [tuple(getattr(one, name) for name in _STATE) for one in pointers if one.group in _GROUPS]
    return _scene(current(), tuple(sorted(states))).protection


@lru_cache(maxsize=8)
def _scene(_municipality: str, states: tuple[_State, ...]) -> Scene:
    """守られる人と町は、住民記録か支援措置の世代が変わるまで同じなので、毎回は読まない。"""
    now = Snapshot({state[0]: state[1] for state in states})
    return Scene(now, Protection(now), tuple(SearchTown.objects.values_list("key", flat=True)))
