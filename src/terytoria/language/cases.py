"""The grammatical cases and genders that place names use."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Gender = Literal["m", "f", "n", "pl"]
"""Agreement class of a name: masculine, feminine, neuter, or plural without men."""


class Case(StrEnum):
    """A Polish case; the vocative is left out because reports do not call out to gminas.

    >>> Case("loc") is Case.LOCATIVE
    True
    """

    NOMINATIVE = "nom"
    GENITIVE = "gen"
    DATIVE = "dat"
    ACCUSATIVE = "acc"
    INSTRUMENTAL = "inst"
    LOCATIVE = "loc"
