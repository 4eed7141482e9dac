"""TERYT codes: strings of 2 (voivodeship), 4 (powiat) or 7 digits (gmina), and ``PL``.

>>> level_of("3217023")
<Level.GMINA: 'gmina'>
>>> powiat_code("3217023"), voivodeship_code("3217023")
('3217', '32')
"""

from __future__ import annotations

from terytoria.territory.unit import Level

COUNTRY = "PL"
_LEVEL_BY_LENGTH = {2: Level.VOIVODESHIP, 4: Level.POWIAT, 7: Level.GMINA}


class CodeError(ValueError):
    """A text that is not a TERYT code."""


def level_of(code: str) -> Level:
    """Level that a code belongs to; :class:`CodeError` when it is no TERYT code."""
    if code == COUNTRY:
        return Level.COUNTRY
    if not (code.isascii() and code.isdigit() and len(code) in _LEVEL_BY_LENGTH):
        raise CodeError(
            f"{code!r} is not a TERYT code: use 2 digits for a voivodeship, 4 for a powiat, "
            "7 for a gmina, as text with its leading zero"
        )
    return _LEVEL_BY_LENGTH[len(code)]


def powiat_code(code: str) -> str:
    """Code of the powiat (4 digits) that a gmina or powiat code lies in."""
    if level_of(code) not in (Level.GMINA, Level.POWIAT):
        raise CodeError(f"{code!r} lies in no powiat: give a gmina (7 digits) or a powiat (4)")
    return code[:4]


def voivodeship_code(code: str) -> str:
    """Code of the voivodeship (2 digits) that a code lies in."""
    if level_of(code) is Level.COUNTRY:
        raise CodeError("the country lies in no voivodeship")
    return code[:2]
