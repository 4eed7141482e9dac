"""The reviewed table of place names that neither the dictionary nor the rules get right."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from terytoria.language.cases import Gender
from terytoria.language.paradigm import Paradigm

_GENDERS: dict[str, Gender] = {"m": "m", "f": "f", "n": "n", "pl": "pl"}


class PlaceFormsError(ValueError):
    """An entry of ``place_forms.yaml`` is incomplete or malformed; the message names it."""


def names() -> MappingProxyType[str, Paradigm]:
    """Reviewed forms of whole names: nominative → paradigm.

    >>> names()["Cisna"].forms[5]
    'Cisnej'
    """
    return _table()["names"]


def words() -> MappingProxyType[str, Paradigm]:
    """Reviewed forms of single words wherever they stand in a name: nominative → paradigm."""
    return _table()["words"]


def parse(text: str) -> dict[str, MappingProxyType[str, Paradigm]]:
    """The two tables of a YAML text laid out as ``place_forms.yaml``.

    Raises ``PlaceFormsError`` for a missing date or an entry without gender and five forms.

    >>> text = "{as_of: 2026-11-22, words: {}, names: {Hel: [m, Helu, Helowi, Hel, Helem, Helu]}}"
    >>> parse(text)["names"]["Hel"].gender
    'm'
    """
    document = yaml.safe_load(text)
    for key in ("as_of", "names", "words"):
        if key not in document:
            raise PlaceFormsError(f"place forms lack the key {key!r}; add it at the top level")
    return {
        section: MappingProxyType(
            {name: _entry(name, value) for name, value in document[section].items()}
        )
        for section in ("names", "words")
    }


def _entry(name: str, value: Any) -> Paradigm:
    if not isinstance(value, list) or len(value) != 6 or not all(isinstance(v, str) for v in value):
        raise PlaceFormsError(
            f"place forms of {name!r} must be [gender, genitive, dative, accusative, "
            f"instrumental, locative], not {value!r}"
        )
    gender, gen, dat, acc, inst, loc = value
    if gender not in _GENDERS:
        raise PlaceFormsError(f"gender of {name!r} must be one of m, f, n, pl, not {gender!r}")
    return Paradigm(_GENDERS[gender], (name, gen, dat, acc, inst, loc))


@cache
def _table() -> dict[str, MappingProxyType[str, Paradigm]]:
    return parse(
        files("terytoria.language").joinpath("data/place_forms.yaml").read_text(encoding="utf-8")
    )
