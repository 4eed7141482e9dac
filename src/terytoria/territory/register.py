"""The register of units: every unit of every level, looked up by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from terytoria.territory.codes import COUNTRY, CodeError, level_of, powiat_code, voivodeship_code
from terytoria.territory.unit import Kind, Level, Unit

if TYPE_CHECKING:
    import polars as pl


class UnknownUnitError(LookupError):
    """A well-formed code or a name that no unit of the register has."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"no unit {asked!r} in the register")
        self.asked = asked


class Register:
    """All units, sorted by code. Rows of every array over gminas follow ``gminas``.

    >>> r = Register([Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 3.0),
    ...               Unit("32", "pomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 2.0),
    ...               Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1.5),
    ...               Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 0.5)])
    >>> r.gminas_of("32")
    ('3217023',)
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: tuple[Unit, ...] = tuple(sorted(units, key=lambda unit: unit.code))
        self._by_code = {unit.code: unit for unit in self.units}
        if len(self._by_code) != len(self.units):
            raise CodeError("the register has the same code twice")

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> Register:
        """Register from a frame with a column per field of :class:`Unit`."""
        fields = ("code", "name", "level", "kind", "parent", "area_km2", "lon", "lat")
        dated = ("valid_from", "valid_to")
        return cls(
            Unit(
                row["code"],
                row["name"],
                Level(row["level"]),
                Kind(row["kind"]),
                row["parent"],
                *(row[name] for name in fields[5:]),
                *(row.get(name) for name in dated),
            )
            for row in frame.iter_rows(named=True)
        )

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def unit(self, code: str) -> Unit:
        """Unit of a code; :class:`CodeError` if malformed, :class:`UnknownUnitError` if absent."""
        unit = self._by_code.get(code)
        if unit is None:
            level_of(code)
            raise UnknownUnitError(code)
        return unit

    def of_level(self, level: Level) -> tuple[str, ...]:
        """Codes of all units of a level, sorted."""
        return tuple(unit.code for unit in self.units if unit.level is level)

    @cached_property
    def gminas(self) -> tuple[str, ...]:
        """Codes of all gminas, sorted: the row order of every array over gminas."""
        return self.of_level(Level.GMINA)

    @cached_property
    def powiats(self) -> tuple[str, ...]:
        """Codes of all powiats, sorted: the row order of every array over powiats."""
        return self.of_level(Level.POWIAT)

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each gmina in arrays over gminas."""
        return {code: row for row, code in enumerate(self.gminas)}

    @cached_property
    def _gminas_by_prefix(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code in self.gminas:
            for prefix in (code[:2], code[:4]):
                found.setdefault(prefix, []).append(code)
        return {prefix: tuple(codes) for prefix, codes in found.items()}

    def gminas_of(self, code: str) -> tuple[str, ...]:
        """Gminas of a unit of any level (a gmina gives itself), sorted."""
        unit = self.unit(code)
        if unit.level is Level.COUNTRY:
            return self.gminas
        if unit.level is Level.GMINA:
            return (code,)
        return self._gminas_by_prefix.get(code, ())

    def children(self, code: str) -> tuple[Unit, ...]:
        """Units whose parent is the given one, by code."""
        self.unit(code)
        return tuple(unit for unit in self.units if unit.parent == code)

    def powiat_of(self, code: str) -> Unit:
        """Powiat of a gmina (a powiat gives itself); :class:`CodeError` for wider units."""
        return self.unit(powiat_code(self.unit(code).code))

    def voivodeship_of(self, code: str) -> Unit:
        """Voivodeship of a gmina or a powiat; :class:`CodeError` for the country."""
        return self.unit(voivodeship_code(self.unit(code).code))

    @property
    def country(self) -> Unit:
        """The country."""
        return self.unit(COUNTRY)

    @cached_property
    def _namesakes(self) -> Counter[tuple[str, str]]:
        """How many gminas of a voivodeship bear each name."""
        return Counter((code[:2], self.unit(code).name) for code in self.gminas)

    def has_twin(self, code: str) -> bool:
        """Whether another gmina of the voivodeship bears the same name (a town, its rural ring)."""
        unit = self.unit(code)
        itself = unit.level is Level.GMINA
        return self._namesakes[code[:2], unit.name] > itself

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Kind of each gmina, in row order."""
        return tuple(self.unit(code).kind for code in self.gminas)
