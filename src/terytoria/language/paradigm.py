"""The six forms of one name or of one of its words, with its gender."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.language.cases import Case, Gender


@dataclass(frozen=True, slots=True)
class Paradigm:
    """Six case forms in the order of ``Case`` and the agreement class.

    >>> tuczno = Paradigm("n", ("Tuczno", "Tuczna", "Tucznu", "Tuczno", "Tucznem", "Tucznie"))
    >>> tuczno.form(Case.LOCATIVE)
    'Tucznie'
    """

    gender: Gender
    forms: tuple[str, str, str, str, str, str]

    def form(self, case: Case) -> str:
        """The form in ``case``."""
        return self.forms[_ORDER[case]]

    def joined(self, other: Paradigm, separator: str, gender: Gender | None = None) -> Paradigm:
        """Both names side by side, each inflected; ``gender`` defaults to this one's."""
        pairs = zip(self.forms, other.forms, strict=True)
        nom, gen, dat, acc, inst, loc = (separator.join(pair) for pair in pairs)
        return Paradigm(gender or self.gender, (nom, gen, dat, acc, inst, loc))

    def wrapped(self, before: str = "", after: str = "") -> Paradigm:
        """The same name with an uninflected text before and after every form."""
        nom, gen, dat, acc, inst, loc = (f"{before}{form}{after}" for form in self.forms)
        return Paradigm(self.gender, (nom, gen, dat, acc, inst, loc))


_ORDER = {case: position for position, case in enumerate(Case)}
