"""Inflection of a whole place name: nouns, agreeing adjectives, hyphens, uninflected tails.

A name is split at its preposition ("nad", "pod" …); what follows stays as it is. In the rest
one noun leads and the adjectives agree with it ("Nowa Sól", "Wola Krzysztoporska"); other
nouns stand beside it and are inflected too ("Góra Kalwaria"). Parts joined by a hyphen are
inflected apart. Reviewed forms in ``data/place_forms.yaml`` come before every rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce

from terytoria.language import endings, exceptions, lexicon
from terytoria.language.cases import Gender
from terytoria.language.paradigm import Paradigm

_PREPOSITIONS = frozenset({"nad", "pod", "w", "we", "na", "przy", "koło", "k.", "za", "u"})
_QUALIFIERS = frozenset({"Zdrój", "Letnisko", "Osada", "Kolonia", "Stacja", "Ośrodek", "Majorat"})
# costs of a reading of a phrase: any noun the dictionary knows (0-9) is cheaper than no noun
# at all, that is cheaper than a guessed noun, and a word that agrees with nothing is dearest
_NO_NOUN, _GUESSED, _FREE = 10, 12, 20
_GENDERS: tuple[Gender, ...] = ("m", "f", "n", "pl")


@lru_cache(maxsize=16_384)
def paradigm(name: str) -> Paradigm:
    """All six forms of a place name given in the nominative.

    Raises ``ValueError`` for an empty name.

    >>> paradigm("Bielsko-Biała").forms[5]
    'Bielsku-Białej'
    >>> paradigm("Nowe Miasto nad Pilicą").forms[1]
    'Nowego Miasta nad Pilicą'
    """
    words = name.split()
    if not words:
        raise ValueError("a place name is empty; give the name in the nominative")
    cut = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words))
    head = exceptions.names().get(" ".join(words[:cut])) or _phrase(words[:cut])
    tail = "".join(f" {word}" for word in words[cut:])
    return head.wrapped(after=tail) if tail else head


def _phrase(words: list[str]) -> Paradigm:
    """A noun with its adjectives, or adjectives alone, or words side by side."""
    if len(words) == 1:
        return _compound(words[0])
    candidates = [led for position in range(len(words)) for led in _led_by(words, position)]
    candidates.extend(_adjectives_alone(words))
    return min(candidates, key=lambda candidate: candidate[0])[1]


def _led_by(words: list[str], position: int) -> Iterable[tuple[int, Paradigm]]:
    """Cost and paradigm of the phrase for each noun the word at ``position`` can be."""
    for rank, noun in _nouns(words[position]):
        cost, parts = rank, []
        for other, word in enumerate(words):
            agreeing = noun if other == position else _agreeing(word, noun.gender)
            cost += 0 if agreeing else _FREE
            parts.append(agreeing or _compound(word))
        yield cost, _side_by_side(parts, " ", noun.gender)


def _adjectives_alone(words: list[str]) -> Iterable[tuple[int, Paradigm]]:
    """ "Biała Podlaska": no noun at all; dearer than any noun that agrees."""
    for gender in _GENDERS:
        parts = [_agreeing(word, gender) for word in words]
        if all(parts):
            yield _NO_NOUN, _side_by_side([p for p in parts if p], " ", gender)


def _agreeing(word: str, gender: Gender) -> Paradigm | None:
    """``word`` as an adjective of ``gender``; brackets around it are kept."""
    if word.startswith("(") and word.endswith(")"):
        inside = _agreeing(word[1:-1], gender)
        return inside.wrapped("(", ")") if inside else None
    known = lexicon.is_adjective(word, gender) or endings.looks_adjectival(word, gender)
    return endings.adjective(word, gender) if known else None


def _nouns(word: str) -> list[tuple[int, Paradigm]]:
    """The nouns ``word`` can be; when none is known, the best guess."""
    return _known_nouns(word) or [(_GUESSED, _compound(word))]


def _known_nouns(word: str) -> list[tuple[int, Paradigm]]:
    """Every noun ``word`` can be, with its rank; reviewed words first, rules last."""
    reviewed = exceptions.words().get(word)
    if reviewed:
        return [(0, reviewed)]
    found = []
    for reading in lexicon.noun_readings(word):
        forms = lexicon.noun_paradigm(word, reading)
        if forms:
            found.append((reading.rank, forms))
    return found


def _compound(word: str) -> Paradigm:
    """One word, its hyphened parts inflected apart.

    The last part decides agreement ("Bielsko-Biała straciła") unless it only qualifies the
    first ("Kudowa-Zdrój straciła", "Iłowo-Osada straciło").
    """
    parts = [_single(part) for part in word.split("-")]
    decisive = parts[0] if parts[-1].forms[0] in _QUALIFIERS else parts[-1]
    return _side_by_side(parts, "-", decisive.gender)


def _single(word: str) -> Paradigm:
    nouns = _known_nouns(word)
    if nouns:
        return min(nouns, key=lambda noun: noun[0])[1]
    agreeing = (_agreeing(word, gender) for gender in _GENDERS)
    return next((adjective for adjective in agreeing if adjective), None) or endings.noun(word)


def _side_by_side(parts: list[Paradigm], separator: str, gender: Gender) -> Paradigm:
    joined = reduce(lambda left, right: left.joined(right, separator), parts)
    return Paradigm(gender, joined.forms)
