"""Place names in sentences: cases, prepositions, labels of units, agreement of verbs."""

from __future__ import annotations

from functools import lru_cache

from terytoria.language import lexicon
from terytoria.language.cases import Case, Gender
from terytoria.language.names import paradigm
from terytoria.language.prepositions import from_preposition, in_preposition

URBAN, RURAL, URBAN_RURAL = KINDS = ("urban", "rural", "urban-rural")

_HEADS: dict[str, tuple[str, str, str, str, str, str]] = {
    "miasto": ("miasto", "miasta", "miastu", "miasto", "miastem", "mieście"),
    "gmina": ("gmina", "gminy", "gminie", "gminę", "gminą", "gminie"),
    "gmina wiejska": (
        "gmina wiejska", "gminy wiejskiej", "gminie wiejskiej",
        "gminę wiejską", "gminą wiejską", "gminie wiejskiej",
    ),
    "powiat": ("powiat", "powiatu", "powiatowi", "powiat", "powiatem", "powiecie"),
    "województwo": (
        "województwo", "województwa", "województwu",
        "województwo", "województwem", "województwie",
    ),
}  # fmt: skip
_INDEX = {case: position for position, case in enumerate(Case)}


def inflect_place(name: str, case: Case) -> str:
    """The place name in ``case``; give it in the nominative.

    Raises ``ValueError`` for an empty name.

    >>> inflect_place("Nowy Dwór Gdański", Case.LOCATIVE)
    'Nowym Dworze Gdańskim'
    """
    return paradigm(name).form(case)


def in_place(name: str) -> str:
    """Where: "w" or "we" with the locative.

    >>> in_place("Człopa"), in_place("Wrocław")
    ('w Człopie', 'we Wrocławiu')
    """
    form = inflect_place(name, Case.LOCATIVE)
    return f"{in_preposition(form)} {form}"


def from_place(name: str) -> str:
    """Whence: "z" or "ze" with the genitive.

    >>> from_place("Wałcz"), from_place("Szczecin")
    ('z Wałcza', 'ze Szczecina')
    """
    form = inflect_place(name, Case.GENITIVE)
    return f"{from_preposition(form)} {form}"


def to_place(name: str) -> str:
    """Whither: "do" with the genitive.

    >>> to_place("Tuczno")
    'do Tuczna'
    """
    return f"do {inflect_place(name, Case.GENITIVE)}"


def in_unit(name: str, kind: str, *, ambiguous: bool = False) -> str:
    """Where, for a gmina: ``unit_phrase`` in the locative after "w".

    >>> in_unit("Wałcz", "rural", ambiguous=True)
    'w gminie wiejskiej Wałcz'
    """
    return f"w {unit_phrase(name, kind, Case.LOCATIVE, ambiguous=ambiguous)}"


def unit_phrase(name: str, kind: str, case: Case, *, ambiguous: bool = False) -> str:
    """The label of a gmina in a sentence; its proper name stays in the nominative.

    ``kind`` is "urban", "rural" or "urban-rural"; ``ambiguous`` says that a town of the same
    name is a gmina too, so a rural one must be called so. Raises ``ValueError`` for another
    kind.

    >>> unit_phrase("Tuczno", "urban-rural", Case.GENITIVE)
    'gminy Tuczno'
    >>> unit_phrase("Wałcz", "urban", Case.LOCATIVE)
    'mieście Wałcz'
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of gmina {kind!r}; use one of {', '.join(KINDS)}")
    if kind == URBAN:
        head = "miasto"
    else:
        head = "gmina wiejska" if kind == RURAL and ambiguous else "gmina"
    return f"{_HEADS[head][_INDEX[case]]} {name}"


def unit_gender(kind: str) -> Gender:
    """The agreement class of ``unit_phrase``: "miasto" is neuter, "gmina" feminine.

    >>> past_tense_of("stracić", unit_gender("rural"))
    'straciła'
    """
    return "n" if kind == URBAN else "f"


def powiat_phrase(adjective: str, case: Case) -> str:
    """ "powiat wałecki" in ``case``; a city with powiat rights is named alone.

    >>> powiat_phrase("łódzki wschodni", Case.LOCATIVE)
    'powiecie łódzkim wschodnim'
    >>> powiat_phrase("Koszalin", Case.GENITIVE)
    'Koszalina'
    """
    if adjective[:1].isupper():
        return inflect_place(adjective, case)
    words = " ".join(_masculine(word, case) for word in adjective.split())
    return f"{_HEADS['powiat'][_INDEX[case]]} {words}"


def voivodeship_phrase(adjective: str, case: Case) -> str:
    """ "województwo zachodniopomorskie" in ``case``.

    >>> voivodeship_phrase("kujawsko-pomorskie", Case.GENITIVE)
    'województwa kujawsko-pomorskiego'
    """
    return f"{_HEADS['województwo'][_INDEX[case]]} {_neuter(adjective, case)}"


def place_gender(name: str) -> Gender:
    """The agreement class of a place name.

    >>> [place_gender(n) for n in ("Człopa", "Mirosławiec", "Tuczno", "Tychy")]
    ['f', 'm', 'n', 'pl']
    """
    return paradigm(name).gender


def past_tense(verb: str, name: str) -> str:
    """The past tense of an infinitive, agreeing with a place name.

    Raises ``ValueError`` for a word the dictionary does not know as a verb.

    >>> past_tense("stracić", "Tuczno"), past_tense("zyskać", "Tychy")
    ('straciło', 'zyskały')
    """
    return past_tense_of(verb, place_gender(name))


@lru_cache(maxsize=1024)
def past_tense_of(verb: str, gender: Gender) -> str:
    """The third-person past tense of an infinitive for an agreement class.

    Words after the infinitive stay ("znaleźć się" → "znalazła się"). Raises ``ValueError`` for
    a word the dictionary does not know as a verb.

    >>> past_tense_of("być", "f")
    'była'
    """
    infinitive, _, rest = verb.strip().partition(" ")
    known = lexicon.past_forms(infinitive)
    if gender not in known:
        raise ValueError(f"no past tense of {verb!r}; give a Polish infinitive, e.g. 'stracić'")
    return f"{known[gender]} {rest}".rstrip()


def forms(name: str) -> frozenset[str]:
    """Every inflected form of a place name, the nominative included; for search.

    >>> sorted(forms("Tuczno"))
    ['Tuczna', 'Tucznem', 'Tucznie', 'Tuczno', 'Tucznu']
    """
    return frozenset(paradigm(name).forms)


def _masculine(adjective: str, case: Case) -> str:
    endings = {Case.GENITIVE: "ego", Case.DATIVE: "emu"}
    endings |= {Case.INSTRUMENTAL: "m", Case.LOCATIVE: "m"}
    return adjective + endings.get(case, "")


def _neuter(adjective: str, case: Case) -> str:
    if case in (Case.NOMINATIVE, Case.ACCUSATIVE):
        return adjective
    return _masculine(adjective.removesuffix("e"), case)
