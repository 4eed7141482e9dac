"""Is a text easy to read? Checks of an easy-to-read version (tekst łatwy do czytania, ETR).

People write the text; these checks look at its structure: one short sentence a line, one idea a
line, every difficult word explained, no abbreviations and no signs that have to be decoded. They
follow the European standards "Information for all" (Inclusion Europe). No check can say that a
text is understood: that takes people who read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 15
"""Words in a sentence at most."""
LONG_WORD = 13
"""A word of so many letters has to be explained."""
LEAST = 5
"""Lines without which a text is only a beginning."""
DIFFICULT = (
    *("beneficjent", "budżet", "demografia", "depopulacja", "dotacja", "ewaluacja", "horyzont"),
    *("implementacja", "infrastruktura", "integracja", "interwencja", "inwestycja", "konsultacje"),
    *("migracja", "monitoring", "partycypacja", "potencjał", "priorytet", "procedura", "projekt"),
    *("rewitalizacja", "samorząd", "strategia", "subwencja", "uchwała", "wskaźnik"),
)
"""Words of strategies that have to be explained however short they are."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_END = re.compile(r"[.!?…]+(?=\s|$)")
_INSIDE = re.compile(r"[.!?…]+\s+(?=\S)")
_CAPITALS = re.compile(r"\b[A-ZĄĆĘŁŃÓŚŹŻ]{2,}\b")
_SHORT = re.compile(
    r"(?<!\w)(?:np|itd|itp|m\.in|tj|tzn|tzw|ok|ul|nr|art|ust|pkt|str|wg|ww|br|godz|tys|mln|mld"
    r"|proc|prof|dr|inż|woj|pow|gm)\.|(?<!\w)(?:mln|mld|zł|nr|dr|km|ha|pkt)(?!\w)|(?<=\d )r\.",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[%‰&§/\\*#@+=<>_()\[\];–—]")
_STEM, _MIDDLE = 4, 8


class Rule(StrEnum):
    """What a line of an easy text has to keep."""

    EMPTY = "empty"
    SHORT = "short"
    ONE = "one"
    WORD = "word"
    ABBREVIATION = "abbreviation"
    SIGN = "sign"


@dataclass(frozen=True)
class Flaw:
    """What makes a line hard to read: its number from 1 (0: the whole text), and what to do."""

    rule: Rule
    line: int
    text: str


def check_plain(text: str, explained: Mapping[str, str] | None = None) -> tuple[Flaw, ...]:
    """Everything that makes a text hard to read, line by line; ``explained`` are its words.

    >>> [flaw.rule.value for flaw in check_plain("Urząd dba o drogi.\\nUE da 5 mln zł.")]
    ['empty', 'abbreviation']
    """
    known = tuple(stem(word) for word in explained or {})
    found = [*_whole(text)]
    seen: set[str] = set()
    for number, line in lines_of(text):
        found += _line(number, line)
        found += _words(number, line, known, seen)
    for word, meaning in (explained or {}).items():
        found += _meaning(word, meaning)
    return tuple(found)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Lines with something in them, by their number.

    >>> list(lines_of("Raz.\\n\\n Dwa."))
    [(1, 'Raz.'), (3, 'Dwa.')]
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def hard_words(text: str) -> tuple[str, ...]:
    """Words that have to be explained, each once, as they first stand.

    >>> hard_words("Strategia to plan. Zmienimy infrastrukturę.")
    ('Strategia', 'infrastrukturę')
    """
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        if _hard(word):
            found.setdefault(stem(word), word)
    return tuple(found.values())


def stem(word: str) -> str:
    """What the forms of a word share: without its last letters, which Polish changes.

    >>> stem("strategia") == stem("strategii")
    True
    """
    low = word.casefold()
    ending = 3 if len(low) >= _MIDDLE else 2
    return low[: max(_STEM, len(low) - ending)]


def parse_words(text: str) -> dict[str, str]:
    """Explained words of lines "word: explanation"; a line without a colon explains nothing.

    >>> parse_words("strategia: plan na wiele lat")
    {'strategia': 'plan na wiele lat'}
    """
    found = {}
    for _number, line in lines_of(text):
        word, _colon, meaning = line.partition(":")
        if word.strip():
            found[word.strip()] = meaning.strip()
    return found


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their stems tell."""
    return _same(stem(one), stem(other))


def _same(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _STEM:
        return one == other
    return one.startswith(other) or other.startswith(one)


def _hard(word: str) -> bool:
    return len(word) >= LONG_WORD or any(same_word(word, one) for one in DIFFICULT)


def _whole(text: str) -> Iterator[Flaw]:
    count = sum(1 for _ in lines_of(text))
    if count < LEAST:
        said = f"Tekst ma mniej niż {LEAST} zdań. Napisz, co się zmieni, dla kogo i kiedy."
        yield Flaw(Rule.EMPTY, 0, said)


def _line(number: int, line: str) -> Iterator[Flaw]:
    bare = line.removeprefix("- ")
    count = len(re.findall(r"[^\W_]+", bare))
    if count > LONGEST:
        said = f"Zdanie ma {count} słów, a powinno najwyżej {LONGEST}. Podziel je."
        yield Flaw(Rule.SHORT, number, said)
    if short := sorted({found[0] for found in _abbreviations(bare)}):
        said = f"Napisz pełnymi słowami: {', '.join(short)}."
        yield Flaw(Rule.ABBREVIATION, number, said)
    elif _INSIDE.search(bare):
        yield Flaw(Rule.ONE, number, "W wierszu jest więcej niż jedno zdanie. Rozdziel je.")
    if bare.count(",") > 1:
        said = "Zdanie ma kilka przecinków, więc pewnie kilka myśli. Zrób z niego kilka zdań."
        yield Flaw(Rule.ONE, number, said)
    if line == bare and not _END.search(line[-1:]) and not line.endswith(":"):
        said = "Wiersz nie kończy się kropką. Wpisz całe zdanie w jednym wierszu."
        yield Flaw(Rule.ONE, number, said)
    if signs := sorted(set(_SIGNS.findall(bare))):
        said = f"Zastąp słowami albo usuń znaki: {' '.join(signs)}"
        yield Flaw(Rule.SIGN, number, said)


def _abbreviations(line: str) -> Iterator[re.Match[str]]:
    yield from _CAPITALS.finditer(line)
    yield from _SHORT.finditer(line)


def _words(number: int, line: str, known: tuple[str, ...], seen: set[str]) -> Iterator[Flaw]:
    """Difficult words that nobody explained, each told once."""
    for word in hard_words(line):
        own = stem(word)
        if own in seen or any(_same(own, one) for one in known):
            continue
        seen.add(own)
        said = f"Wyjaśnij trudne słowo „{word}” albo zastąp je prostszym."
        yield Flaw(Rule.WORD, number, said)


def _meaning(word: str, meaning: str) -> Iterator[Flaw]:
    if not meaning:
        yield Flaw(Rule.WORD, 0, f"Słowo „{word}” nie ma wyjaśnienia. Dopisz je po dwukropku.")
        return
    if len(meaning.split()) > LONGEST:
        said = f"Wyjaśnienie słowa „{word}” ma więcej niż {LONGEST} słów. Skróć je."
        yield Flaw(Rule.SHORT, 0, said)
    if any(True for _ in _abbreviations(meaning)):
        yield Flaw(Rule.ABBREVIATION, 0, f"W wyjaśnieniu słowa „{word}” są skróty. Rozwiń je.")
