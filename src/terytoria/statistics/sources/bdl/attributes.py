"""What the codes beside values (``attrId``) mean: missing, a true zero, a value, a footnote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from terytoria.statistics.catalogue.entries import Entry

DISPUTED = 0


class Meaning(StrEnum):
    """What a value with a code is."""

    MISSING = "missing"
    ZERO = "zero"
    VALUE = "value"


@dataclass(frozen=True)
class Attribute:
    """A code of the office: what a value with it is, and the footnote it is shown with, if any."""

    code: int
    meaning: Meaning
    mark: str | None = None


@dataclass(frozen=True)
class Attributes:
    """All known codes, the day they were read and where."""

    as_of: str
    source: str
    known: Mapping[int, Attribute]

    @classmethod
    @cache
    def load(cls) -> Attributes:
        """The codes of ``data/attributes.yaml``; a mistake there is a ``CatalogueError``."""
        name = "data/attributes.yaml"
        text = files("terytoria.statistics.sources.bdl").joinpath(name).read_text(encoding="utf-8")
        fields = Entry.document(name, text).mapping(
            {"as_of", "source", "disputed", "missing", "zero", "value", "footnotes"}
        )
        listed = {
            "disputed": Meaning.MISSING,
            "missing": Meaning.MISSING,
            "zero": Meaning.ZERO,
            "value": Meaning.VALUE,
        }
        known = {
            item.integer(): Attribute(item.integer(), meaning)
            for key, meaning in listed.items()
            for item in fields[key].items()
        }
        for item in fields["footnotes"].items():
            told = item.mapping({"code", "mark"})
            code = told["code"].integer()
            known[code] = Attribute(code, Meaning.VALUE, told["mark"].text())
        return cls(fields["as_of"].text(), fields["source"].text(), known)

    def of(self, code: int) -> Attribute:
        """The meaning of a code; an unknown one is missing, so that nothing wrong gets in.

        >>> Attributes.load().of(4).meaning, Attributes.load().of(9).mark
        (<Meaning.MISSING: 'missing'>, 'dane wstępne')
        """
        return self.known.get(code) or Attribute(code, Meaning.MISSING)

    def with_disputed(self, meaning: Meaning) -> Attributes:
        """The same codes with 0 as the office decided; see :func:`decided`."""
        return replace(self, known={**self.known, DISPUTED: Attribute(DISPUTED, meaning)})


_ABSENT = re.compile(
    r"zjawisk\w* nie (?:wyst|istni|zaist)|brak zjawisk|"
    r"phenomen\w+ (?:did not|does not|do not|was not|not) (?:occur|exist|observ|tak|appear)|"
    r"(?:no|absent|absence of(?: the)?) phenomen|magnitude zero"
)
_UNKNOWN = re.compile(
    r"brak(?:u|iem)? (?:\w+ )?(?:danych|danej|informacji|wartości)|brak(?:u)? możliwości|"
    r"niedostępn|tajemnic|nieznan|dan(?:e|a|ych) nie (?:jest|są|istni|wyst)|"
    r"no (?:\w+ )?(?:data|information|value)|(?:data|information|value)s? (?:is |are )?"
    r"(?:not |un)|lack of (?:data|information)|missing|confidential|not available|unavailable|"
    r"unknown"
)


def decided(text: str) -> Meaning:
    """What the disputed code 0 means by the office's own words, in Polish or English.

    Zero when they say the phenomenon is absent; missing when they say there are no data, when
    they say both, and when they say neither.

    >>> decided("zjawisko nie wystąpiło"), decided("brak danych")
    (<Meaning.ZERO: 'zero'>, <Meaning.MISSING: 'missing'>)
    """
    words = " ".join(text.lower().split())
    absent = _ABSENT.search(words) and not _UNKNOWN.search(words)
    return Meaning.ZERO if absent else Meaning.MISSING
