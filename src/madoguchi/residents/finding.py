"""言葉の全部に合う人を集める。番号だけを先に引き、少ない言葉からほかの言葉で絞る。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from .lookups import Candidate, exact, meets_openly, order, ranges, test
from .picking import keys_in, keys_in_all, people
from .scenes import Scene
from .words import Word

#: これより多ければ、言葉を足してもらう。
MANY = 300
#: 番号をこれだけ引いても終わらない言葉は、多い言葉とみて、絞る側に回す。
_HEAVY = 800
#: これだけに絞れていれば、残りの言葉は引かずに、人のほうを確かめる。
_FEW = 50
#: はじめに引く数。見えない人を除いても `MANY` を越えるように、少し多く。
_PAGE = 320


def gather(words: Sequence[Word], at: Scene) -> list[Candidate]:
    """全部の言葉に合う人を、見せる順に。`MANY` より多ければ、そこで止める。"""
    found: dict[str, Candidate] = {}
    for one in _matching(words, at):
        if allowed(words, one, at):
            found[one.key] = one
        if len(found) > MANY:
            break
    return sorted(found.values(), key=lambda one: order(words, one))


def openly(words: Sequence[Word], at: Scene) -> list[Word]:
    """だれが守られるか分からないうちは、居どころでは探さない。"""
    return [replace(word, address="", phone="") if at.protection.unsure else word for word in words]


def allowed(words: Sequence[Word], one: Candidate, at: Scene) -> bool:
    """守られる人は、居どころを使わずに当たるときだけ見つかる。"""
    return one.key not in at.protection.keys or all(meets_openly(word, one) for word in words)


def _matching(words: Sequence[Word], at: Scene) -> Iterator[Candidate]:
    if len(words) == 1:
        yield from _growing(lambda limit: keys_in(ranges(words[0], at), limit), words, at)
        return
    keys, rest = _narrowed(words, at)
    if keys is None:
        every = [ranges(word, at) for word in words]
        yield from _growing(lambda limit: keys_in_all(every, limit), words, at)
        return
    yield from people(keys, [test(word, at) for word in words if word in rest or not exact(word)], at)


def _growing(pick: Callable[[int], list[int]], words: Sequence[Word], at: Scene) -> Iterator[Candidate]:
    """足りるところまで、引く数を増やしながら読む。"""
    tests = [test(word, at) for word in words if not exact(word)]
    limit, keys = _PAGE, pick(_PAGE)
    while len(keys) == limit:
        yield from people(keys, tests, at)
        limit *= 4
        keys = pick(limit)
    yield from people(keys, tests, at)


def _narrowed(words: Sequence[Word], at: Scene) -> tuple[list[int] | None, list[Word]]:
    """多くない言葉の全部に当たる人の番号と、まだ確かめていない言葉。どの言葉も多ければ None。"""
    shared: dict[int, None] | None = None
    rest = []
    for word in sorted(words, key=_promise):
        if shared is not None and len(shared) <= _FEW:
            rest.append(word)
            continue
        keys = keys_in(ranges(word, at), _HEAVY)
        if len(keys) == _HEAVY:
            rest.append(word)
        else:
            shared = dict.fromkeys(key for key in keys if shared is None or key in shared)
    return (None if shared is None else list(shared)), rest


def _promise(word: Word) -> tuple[bool, int]:
    """少なそうな言葉から。番号・電話・生年月日が先、名は長いものが先。"""
    return (bool(word.names or word.vague), -max(map(len, word.names), default=0))
