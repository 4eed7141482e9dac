"""Inflection by ending: all adjectives, and nouns that the dictionary does not know.

Adjectives are regular in Polish, so their rules are complete. The noun rules serve words
outside the dictionary: they cover the productive types of place names (-ów, -owo, -ice, -no,
-ka, -sko …) with the consonant alternations of the locative.
"""

from __future__ import annotations

from collections.abc import Callable

from terytoria.language.cases import Gender
from terytoria.language.paradigm import Paradigm

_FEMININE_SOFTENING = {
    "czn": "cznie", "rzn": "rznie", "ch": "sze", "sł": "śle", "sn": "śnie", "st": "ście",
    "zn": "źnie", "zd": "ździe", "k": "ce", "g": "dze", "h": "że", "ł": "le", "r": "rze",
    "t": "cie", "d": "dzie",
}  # fmt: skip
_HARDENED = ("c", "cz", "dz", "dż", "rz", "sz", "ż", "l", "j")
_OPENED = {"ów": "ow", "ród": "rod", "bórz": "borz", "wór": "wor", "róg": "rog"}
_VELAR = ("k", "g", "ch", "h")
_ADJECTIVAL: dict[Gender, tuple[str, ...]] = {
    "m": ("ski", "cki", "dzki", "lny"),
    "f": ("ska", "cka", "dzka", "lna"),
    "n": ("skie", "ckie", "dzkie", "lne"),
    "pl": ("skie", "ckie", "dzkie", "lne"),
}
_SHORTEST = 4  # shorter words leave no stem to put an ending on
_SOFT_SIGN = {"ń": "ni", "ś": "si", "ć": "ci", "ź": "zi"}


def adjective(word: str, gender: Gender) -> Paradigm | None:
    """The paradigm of an adjective given in the nominative, or None if it cannot be one.

    >>> adjective("Śląska", "f").forms[5]
    'Śląskiej'
    >>> adjective("Górne", "pl").forms[5]
    'Górnych'
    """
    rules = {"m": _adjective_m, "f": _adjective_f, "n": _adjective_n, "pl": _adjective_pl}
    return rules[gender](word)


def _adjective_m(word: str) -> Paradigm | None:
    if word.endswith("y"):
        stem, i = word[:-1], "y"
    elif word.endswith("i"):
        stem, i = word, ""
    else:
        return None
    instrumental = f"{stem}{i}m"
    return Paradigm("m", (word, f"{stem}ego", f"{stem}emu", word, instrumental, instrumental))


def _adjective_f(word: str) -> Paradigm | None:
    if not word.endswith("a"):
        return None
    stem = word[:-1]
    oblique = f"{stem}iej" if stem.endswith(("k", "g")) else f"{stem}ej"
    return Paradigm("f", (word, oblique, oblique, f"{stem}ą", f"{stem}ą", oblique))


def _adjective_n(word: str) -> Paradigm | None:
    if not word.endswith("e"):
        return None
    stem = word[:-1]
    instrumental = f"{stem}m" if stem.endswith("i") else f"{stem}ym"
    return Paradigm("n", (word, f"{stem}ego", f"{stem}emu", word, instrumental, instrumental))


def _adjective_pl(word: str) -> Paradigm | None:
    if not word.endswith("e"):
        return None
    stem = word[:-1] if word.endswith("ie") else f"{word[:-1]}y"
    return Paradigm("pl", (word, f"{stem}ch", f"{stem}m", word, f"{stem}mi", f"{stem}ch"))


def noun(word: str) -> Paradigm:
    """The most likely paradigm of a place name that the dictionary does not know.

    A word that fits no rule or is shorter than four letters stays uninflected and neuter.

    >>> noun("Brzozogajewo").forms[5]
    'Brzozogajewie'
    >>> noun("Lipowice").gender
    'pl'
    """
    if len(word) < _SHORTEST:
        return _still(word)
    lower = word.lower()
    rule = next((rule for endings, rule in _NOUN_RULES if lower.endswith(endings)), _masculine)
    return rule(word)


def _still(word: str) -> Paradigm:
    return Paradigm("n", (word, word, word, word, word, word))


def _softened(stem: str) -> str:
    """The locative of a hard stem: ``Człop`` → ``Człopie``, ``Leszk`` → ``Leszce``."""
    for ending, soft in _FEMININE_SOFTENING.items():
        if stem.endswith(ending):
            return stem[: -len(ending)] + soft
    return f"{stem}ie"


def _feminine(word: str) -> Paradigm:
    stem = word[:-1]
    if stem.endswith(("i", "l", "j")):
        genitive = locative = stem if stem.endswith("i") else f"{stem}i"
    elif stem.endswith(_HARDENED):
        genitive = locative = f"{stem}y"
    else:
        genitive = f"{stem}i" if stem.endswith(("k", "g")) else f"{stem}y"
        locative = _softened(stem)
    return Paradigm("f", (word, genitive, locative, f"{stem}ę", f"{stem}ą", locative))


def _neuter(word: str) -> Paradigm:
    stem = word[:-1]
    soft = stem.endswith(_VELAR + _HARDENED)
    locative = f"{stem}u" if soft else _softened(stem)
    instrumental = f"{stem}iem" if stem.endswith(("k", "g")) else f"{stem}em"
    return Paradigm("n", (word, f"{stem}a", f"{stem}u", word, instrumental, locative))


def _neuter_e(word: str) -> Paradigm:
    """ "Zalesie", "Zarzecze": the stem is soft already."""
    stem = word[:-1]
    return Paradigm("n", (word, f"{stem}a", f"{stem}u", word, f"{stem}em", f"{stem}u"))


def _masculine(word: str) -> Paradigm:
    stem = _masculine_stem(word)
    soft = stem.endswith(("i", *_VELAR, *_HARDENED))
    locative = f"{stem}u" if soft else _softened(stem)
    instrumental = f"{stem}iem" if stem.endswith(("k", "g")) else f"{stem}em"
    return Paradigm("m", (word, f"{stem}a", f"{stem}owi", word, instrumental, locative))


def _masculine_stem(word: str) -> str:
    """The stem before an ending: the fleeting e dropped, ó opened, the soft sign spelt as i."""
    for closed, opened in _OPENED.items():
        if word.endswith(closed):
            return word[: -len(closed)] + opened
    if word.endswith("niec"):
        return f"{word[:-4]}ńc"
    if word.endswith(("iec", "iek")):
        return word[:-3] + word[-1]
    if word.endswith(("ec", "ek")):
        return word[:-2] + word[-1]
    return word[:-1] + _SOFT_SIGN.get(word[-1], word[-1])


def _adjectival(word: str) -> Paradigm:
    return _adjective_f(word) or _still(word)


def _plural_ice(word: str) -> Paradigm:
    return _plural(word, word[:-1], word[:-1])


def _plural_hard(word: str) -> Paradigm:
    return _plural(word, *_plural_stems(word))


def _plural_stems(word: str) -> tuple[str, str]:
    """Stem for the endings and the genitive of a plural name in -y, -i or -ce."""
    stem = word[:-1]
    if word.endswith("ce"):
        return stem, f"{stem[:-1]}ec"
    if word.endswith("owy"):
        return stem, f"{stem[:-2]}ów"
    if word.endswith(("ki", "gi")):
        bare, velar = stem[:-1], stem[-1]
        vowel = "" if bare[-1] in "aeiouyąęó" else "e"
        return stem, f"{bare}{vowel}{velar}"
    return (word, word) if word.endswith("i") else (stem, stem)


def _plural(word: str, stem: str, genitive: str) -> Paradigm:
    return Paradigm("pl", (word, genitive, f"{stem}om", word, f"{stem}ami", f"{stem}ach"))


def looks_adjectival(word: str, gender: Gender) -> bool:
    """Whether the ending alone marks an adjective of ``gender`` (-ski, -cka, -skie, -elna …).

    >>> looks_adjectival("Maleniecka", "f"), looks_adjectival("Człopa", "f")
    (True, False)
    """
    return word.lower().endswith(_ADJECTIVAL[gender])


_NOUN_RULES: tuple[tuple[tuple[str, ...], Callable[[str], Paradigm]], ...] = (
    (("ska", "cka", "dzka"), _adjectival),
    (("a",), _feminine),
    (("o",), _neuter),
    (("ice", "yce"), _plural_ice),
    (("y", "i", "ce"), _plural_hard),
    (("ie", "cze", "sze", "rze", "że", "szcze"), _neuter_e),
    (("e", "u", "ę", "ą", "ó"), _still),
)
