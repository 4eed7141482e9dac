"""The office's ids of units and TERYT codes.

An id is 12 digits ``MM WW R SS PP GG K`` (macroregion, voivodeship, region, subregion, powiat,
gmina, kind). A TERYT code is taken out of it; the way back needs the office's own list of units.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from terytoria.statistics.sources.bdl.errors import PayloadError
from terytoria.statistics.sources.bdl.payload import shown
from terytoria.territory import Level
from terytoria.territory.codes import COUNTRY, CodeError
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
    _check(bdl_id)
    assert isinstance(bdl_id, str)  # noqa: S101 - checked above
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
    _check(bdl_id)
    return bdl_id[9:11] != "00" and bdl_id[11] not in _WHOLE_GMINAS


def _check(bdl_id: object) -> None:
    if isinstance(bdl_id, str) and len(bdl_id) == _LENGTH:
        if bdl_id.isascii() and bdl_id.isdigit():
            return
    elif isinstance(bdl_id, int) or (isinstance(bdl_id, str) and bdl_id.isdigit()):
        raise PayloadError(
            f"id jednostki {shown(bdl_id)} nie ma 12 cyfr zapisanych jako tekst: "
            "zgubiono zero na początku"
        )
    raise PayloadError(f"id jednostki {shown(bdl_id)} nie jest tekstem z 12 cyfr")


class UnknownUnitIdError(LookupError):
    """A TERYT code for which the office listed no id, or more than one; the message is Polish."""


class UnitIds:
    """The office's ids by TERYT code, from pairs ``(code, id)`` of the office's list of units.

    >>> ids = UnitIds([("1018032", "051011818032")])
    >>> ids.id_of("1018032"), len(ids), "1018" in ids
    ('051011818032', 1, False)
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, tuple[str, ...]] = {}
        for code, bdl_id in pairs:
            if teryt_of(bdl_id) != code:
                raise PayloadError(f"id {bdl_id} nie należy do jednostki {code}")
            listed = {*self._ids.get(code, ()), bdl_id}
            self._ids[code] = tuple(sorted(listed))

    @classmethod
    def from_rows(cls, rows: Iterable[object]) -> Self:
        """Ids of rows of ``/units``; rows of units without a TERYT code are left out."""
        pairs: list[tuple[str, str]] = []
        for number, row in enumerate(rows):
            if not isinstance(row, dict) or "id" not in row:
                raise PayloadError("wiersz listy jednostek nie ma pola „id”", f"wiersz {number}")
            code = teryt_of(row["id"])
            if code is not None:
                pairs.append((code, row["id"]))
        return cls(pairs)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Ids saved before; ``OSError`` or :class:`PayloadError` when they cannot be read."""
        try:
            saved = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                (level_of_code(code) and code, each) for code, ids in saved.items() for each in ids
            )
        except (ValueError, TypeError, AttributeError, RecursionError, CodeError):
            raise PayloadError(
                f"plik {path.name} z id jednostek jest uszkodzony; usuń go, a powstanie nowy"
            ) from None

    def save(self, path: Path) -> None:
        """Write the ids as JSON, whole or not at all."""
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_text(json.dumps(self._ids, sort_keys=True), encoding="utf-8")
        part.replace(path)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, code: object) -> bool:
        return code in self._ids

    def id_of(self, code: str) -> str:
        """The office's id of a unit; :class:`UnknownUnitIdError` when there is not exactly one."""
        found = self._ids.get(code, ())
        if len(found) != 1:
            why = (
                f"kilka identyfikatorów ({', '.join(found)})" if found else "żadnego identyfikatora"
            )
            raise UnknownUnitIdError(f"BDL podaje dla jednostki {code} {why}.")
        return found[0]
