"""住所の言葉を、町の一覧に照らして、住所の鍵の前方一致にする。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: 町の終わりの何字から、町と住所の番号をつないだ言葉とみるか。
_OVERLAP = 2


def address_prefixes(word: str, towns: Iterable[str]) -> tuple[str, ...]:
    """言葉を含む町、言葉が町から番号へ続くもの、言葉が市の名から始まるもの。

    >>> address_prefixes("ミトリ町", ["ミトリ町1/", "ミトリ町2/", "本町"])
    ('ミトリ町',)
    >>> address_prefixes("トリ町1/12/", ["ミトリ町1/", "本町"])
    ('ミトリ町1/12/',)
    """
    if not word:
        return ()
    found = dict.fromkeys(prefix for town in towns for prefix in _in_town(word, town))
    return tuple(one for one in found if not any(one != other and one.startswith(other) for other in found))


def _in_town(word: str, town: str) -> Iterator[str]:
    at = town.find(word)
    if at >= 0:
        yield town[: at + len(word)]
        return
    inside = word.find(town)
    if inside >= 0:
        yield word[inside:]
        return
    for start in range(1, len(town) - _OVERLAP + 1):
        if word.startswith(town[start:]):
            yield town + word[len(town) - start :]
            return
