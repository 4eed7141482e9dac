"""The office's ids of units and TERYT codes.

An id is 12 digits ``MM WW R SS PP GG K`` (macroregion, voivodeship, region, subregion, powiat,
gmina, kind). A TERYT code is taken out of it; the way back needs the office's own list of units.
"""

from __future__ import annotations

from functools import lru_cache

from terytoria.statistics.sources.bdl.errors import PayloadError
from terytoria.statistics.sources.bdl.payload import shown
from terytoria.territory import Level
from terytoria.territory.codes import COUNTRY
from terytoria.territory.codes import level_of as level_of_code

_LENGTH = 12
_WHOLE_GMINAS = frozenset("123")


def teryt_of(bdl_id: object) -> str | None:
    """TERYT code of the country (``PL``), a voivodeship, a powiat or a whole gmina; else ``None``.

    ``None`` stands for macroregions, regions and subregions, for the town and the rural part of
    a gmina (kinds 4 and 5) and for districts (8 and 9). :class:`PayloadError` for anything but
    text of 12 ASCII digits: a number has already lost its leading zero.

    >>> teryt_of("051011818032"), teryt_of("023015706000"), teryt_of("023000000000")
    ('1018032', '3006', '30')
    >>> teryt_of("000000000000"), teryt_of("051011818034"), teryt_of("051000000000")
    ('PL', None, '10')
    """
    return _code_of(_checked(bdl_id))


@lru_cache(maxsize=2**13)
def _code_of(bdl_id: str) -> str | None:
    """The code in a well-formed id; the same few thousand ids come with every variable."""
    voivodeship, between, powiat = bdl_id[2:4], bdl_id[4:7], bdl_id[7:9]
    gmina, kind = bdl_id[9:11], bdl_id[11]
    if bdl_id == "0" * _LENGTH:
        return COUNTRY
    if voivodeship == "00":
        return None
    if gmina != "00":
        whole = powiat != "00" and kind in _WHOLE_GMINAS
        return voivodeship + powiat + gmina + kind if whole else None
    if kind != "0":
        return None
    if powiat != "00":
        return voivodeship + powiat
    return voivodeship if between == "000" else None


def level_of(bdl_id: object) -> Level | None:
    """Level of the unit an id stands for; ``None`` and errors as in :func:`teryt_of`.

    >>> level_of("051011818032")
    <Level.GMINA: 'gmina'>
    """
    code = teryt_of(bdl_id)
    return None if code is None else level_of_code(code)


def is_part(bdl_id: str) -> bool:
    """Whether an id is of a part of a gmina: its town, its rural area, or a district.

    >>> is_part("051011818034"), is_part("051011818032")
    (True, False)
    """
    _checked(bdl_id)
    return bdl_id[9:11] != "00" and bdl_id[11] not in _WHOLE_GMINAS


def _checked(bdl_id: object) -> str:
    if isinstance(bdl_id, str) and len(bdl_id) == _LENGTH:
        if bdl_id.isascii() and bdl_id.isdigit():
            return bdl_id
    elif isinstance(bdl_id, int) or (isinstance(bdl_id, str) and bdl_id.isdigit()):
        raise PayloadError(
            f"id jednostki {shown(bdl_id)} nie ma 12 cyfr zapisanych jako tekst: "
            "zgubiono zero na początku"
        )
    raise PayloadError(f"id jednostki {shown(bdl_id)} nie jest tekstem z 12 cyfr")
