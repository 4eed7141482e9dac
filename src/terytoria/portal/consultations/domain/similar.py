"""Which remarks say nearly the same; a person decides whether they do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping

LEAST = 0.5
"""Share of common words from which two remarks are shown together."""
_WORD = re.compile(r"\w+")
_STEM = 6  # letters of a word that are compared: Polish endings change behind them
_RAREST = 4
_LARGEST_BUCKET = 12

Words = frozenset[str]


def fold(text: str) -> str:
    """Text as search compares it: small letters without Polish signs, single spaces.

    >>> fold("Łąka  NAD Źródłem")
    'laka nad zrodlem'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("ł", "l"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.split())


def words(text: str) -> Words:
    """Words of a text that carry meaning, cut to their beginnings.

    >>> sorted(words("Remont drogi, remontu dróg!"))
    ['drog', 'drogi', 'remont']
    """
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)) if len(word) >= 4)


def likeness(one: Words, other: Words) -> float:
    """Common words among all words of both (Jaccard): 0 to 1, the same either way round."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def alike(text: str, others: Mapping[int, str], least: float = LEAST) -> list[tuple[int, float]]:
    """Those of ``others`` that say nearly what ``text`` says, the nearest first."""
    own = words(text)
    found = ((key, likeness(own, words(other))) for key, other in others.items())
    return sorted((one for one in found if one[1] >= least), key=lambda one: (-one[1], one[0]))


def clusters(texts: Mapping[int, str], least: float = LEAST) -> list[list[int]]:
    """Texts that say nearly the same, in sets of two or more, the largest first.

    Only texts that share one of their rarest words are compared, so ten thousand take a moment.
    """
    found = {key: words(text) for key, text in texts.items()}
    often = Counter(word for one in found.values() for word in one)
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for key, one in found.items():
        for word in sorted(one, key=lambda word: (often[word], word))[:_RAREST]:
            buckets[word].append(key)
    parent = {key: key for key in found}
    for bucket in buckets.values():
        _join(parent, found, bucket, least)
    return _sets(parent)


def _join(
    parent: dict[int, int], found: Mapping[int, Words], bucket: list[int], least: float
) -> None:
    """Join what is alike in a bucket; of a large one each with the first ones only."""
    for at, key in enumerate(bucket):
        for other in bucket[: min(at, _LARGEST_BUCKET)]:
            one, two = _top(parent, key), _top(parent, other)
            if one != two and likeness(found[key], found[other]) >= least:
                parent[max(one, two)] = min(one, two)


def _top(parent: dict[int, int], key: int) -> int:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _sets(parent: dict[int, int]) -> list[list[int]]:
    together: defaultdict[int, list[int]] = defaultdict(list)
    for key in sorted(parent):
        together[_top(parent, key)].append(key)
    return sorted((one for one in together.values() if len(one) > 1), key=lambda s: (-len(s), s[0]))
