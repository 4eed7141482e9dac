"""An index of unit names: the same name in other forms, beginnings of names, similar names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from terytoria.language.cases import Case
from terytoria.language.places import forms, powiat_phrase, voivodeship_phrase
from terytoria.language.text import fold
from terytoria.territory.unit import Unit

_HEAD = 2
_SHORT_WORD = 4
_LETTERS_PER_SLIP = 4
_MOST_SLIPS = 3
_CANDIDATES = 80
_LONGEST_ENDING = 12  # letters that inflection may add to all words of a name


class NameIndex:
    """Names of units, prepared for search.

    Inflection is worked out only for names that begin like the query, so that one question to a
    register of any size is quick: a Polish name keeps its first two letters, without diacritics,
    in every case, and its first three unless its first word is short.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._units[unit.name].append(unit)
        self._folded = {name: fold(name) for name in self._units}
        self._longest = max(map(len, self._folded.values()), default=0)
        self._by_head: dict[str, list[str]] = defaultdict(list)
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        for name, folded in self._folded.items():
            self._by_head[folded[:_HEAD]].append(name)
            for pair in _pairs(folded):
                self._by_pair[pair].append(name)

    def units(self, name: str) -> list[Unit]:
        """Units that bear a name, at all levels."""
        return self._units[name]

    def same(self, asked: str) -> list[tuple[str, bool, bool]]:
        """Names with the text among their forms: (name, inflected, diacritics ignored)."""
        folded, plain = fold(asked), asked.casefold()
        found = []
        for name in self._by_head.get(folded[:_HEAD], ()):
            known = self._folded[name]
            if known == folded:
                found.append((name, False, name.casefold() != plain))
            elif _may_inflect_to(known, folded):
                cases = _forms(name)
                if any(form.casefold() == plain for form in cases):
                    found.append((name, True, False))
                elif any(fold(form) == folded for form in cases):
                    found.append((name, True, True))
        return found

    def beginning(self, folded: str) -> list[str]:
        """Names, or later words of names, that begin with the folded text (two letters or more)."""
        if len(folded) < _HEAD:
            return []
        pairs = self._by_pair.get(folded[:_HEAD], ())
        return [name for name in pairs if f" {folded}" in f" {self._folded[name]}"]

    def similar(self, folded: str) -> list[tuple[str, int]]:
        """Names with a form a few slips from the folded text, and how many slips."""
        allowed = min(len(folded) // _LETTERS_PER_SLIP, _MOST_SLIPS)
        if not allowed or len(folded) > self._longest + _LONGEST_ENDING + allowed:
            return []
        found = []
        for name in self._most_alike(folded):
            slips = edit_distance(folded, self._folded[name])
            if slips > allowed:
                slips = min(edit_distance(folded, fold(form)) for form in _forms(name))
            if slips <= allowed:
                found.append((name, slips))
        return found

    def _most_alike(self, folded: str) -> list[str]:
        """Names that share most pairs of letters with the text (Dice's coefficient)."""
        pairs = _pairs(folded)
        shared = Counter(name for pair in pairs for name in self._by_pair.get(pair, ()))
        alike = {
            name: 2 * count / (len(pairs) + len(self._folded[name]))
            for name, count in shared.items()
        }
        return sorted(alike, key=lambda name: (-alike[name], name))[:_CANDIDATES]


def edit_distance(one: str, other: str) -> int:
    """Fewest letters inserted, left out, changed or swapped with the next one.

    The optimal string alignment distance (Damerau 1964, without overlapping swaps).

    >>> edit_distance("miroslawec", "miroslawiec"), edit_distance("wlacz", "walcz")
    (1, 1)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, opposite in enumerate(other, start=1):
            changed = last[column - 1] + (letter != opposite)
            best = min(changed, last[column] + 1, line[column - 1] + 1)
            swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite
            )
            line.append(min(best, before[column - 2] + 1) if swapped else best)
        before, last = last, line
    return last[-1]


def _forms(name: str) -> frozenset[str]:
    """Forms of a name; powiats and voivodeships are called by an adjective, written small."""
    if not name[:1].islower():
        return forms(name)
    phrase = voivodeship_phrase if name.endswith("e") else powiat_phrase
    return forms(name) | {phrase(name, case).partition(" ")[2] for case in Case}


def _pairs(folded: str) -> set[str]:
    return {folded[k : k + 2] for k in range(len(folded) - 1)}


def _may_inflect_to(known: str, asked: str) -> bool:
    words, other = known.split(), asked.split()
    if len(words) != len(other):
        return False
    return known[:3] == asked[:3] or len(words[0]) <= _SHORT_WORD
