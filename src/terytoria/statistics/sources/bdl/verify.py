"""Whether the office describes the variables of the catalogue as the catalogue does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from terytoria.language.text import fold
from terytoria.statistics.catalogue import Variable
from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.errors import NotFoundError
from terytoria.statistics.sources.bdl.metadata import Description, describe

_WORD = re.compile(r"[\w%]+")


@dataclass(frozen=True)
class Verified:
    """A variable, what the office says of it, and in what the two differ.

    ``told`` is ``None`` for an id the office does not know. ``name`` and ``unit`` tell whether the
    office uses every word of the expected name, and the expected unit.
    """

    variable: Variable
    told: Description | None
    name: bool
    unit: bool

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return self.told is not None and self.name and self.unit


def verify(bdl: Bdl, variables: Iterable[Variable]) -> Iterator[Verified]:
    """Ask the office for each variable, and for the subject it belongs to where it has one."""
    for variable in variables:
        yield compared(variable, _told(bdl, variable.id))


def compared(variable: Variable, told: Description | None) -> Verified:
    """A variable beside its description by the office.

    The office names a variable by its subject and up to five dimensions; the expected name agrees
    when all its words are among theirs, whatever their order, case and diacritics.
    """
    if told is None:
        return Verified(variable, None, name=False, unit=False)
    words = _words(told.full_name)
    return Verified(
        variable,
        told,
        name=_words(variable.name.pl) <= words,
        unit=not variable.unit or _words(variable.unit) == _words(told.unit),
    )


def _told(bdl: Bdl, variable_id: str) -> Description | None:
    try:
        return describe(bdl, variable_id)
    except NotFoundError:
        return None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))
