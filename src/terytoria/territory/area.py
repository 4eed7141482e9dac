"""An area: a named, dated set of gminas - a partnership, a powiat, any list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from terytoria.territory.codes import level_of
from terytoria.territory.register import Register
from terytoria.territory.unit import Level


class AreaError(ValueError):
    """A set of units that makes no area: empty, repeated, or not of gminas."""


@dataclass(frozen=True)
class Area:
    """A named set of gminas as of a day.

    ``code`` is the TERYT code when the area is a whole unit, else empty.

    >>> Area("Dwie gminy", ("3217043", "3217023"), date(2026, 1, 1)).gminas
    ('3217023', '3217043')
    """

    name: str
    gminas: tuple[str, ...]
    as_of: date
    code: str = field(default="")

    def __post_init__(self) -> None:
        if not self.gminas:
            raise AreaError(f"the area {self.name!r} has no gmina: name at least one")
        if len(set(self.gminas)) != len(self.gminas):
            twice = sorted({code for code in self.gminas if self.gminas.count(code) > 1})
            raise AreaError(f"the area {self.name!r} names {', '.join(twice)} more than once")
        wrong = [code for code in self.gminas if level_of(code) is not Level.GMINA]
        if wrong:
            raise AreaError(f"{', '.join(wrong)}: an area is made of gminas (7 digits)")
        object.__setattr__(self, "gminas", tuple(sorted(self.gminas)))

    def __len__(self) -> int:
        return len(self.gminas)

    def __contains__(self, code: object) -> bool:
        return code in self.gminas

    @classmethod
    def of_unit(cls, register: Register, code: str, as_of: date, name: str = "") -> Area:
        """The area of a whole unit of any level."""
        return cls(name or register.unit(code).name, register.gminas_of(code), as_of, code)

    @classmethod
    def of_units(cls, register: Register, codes: Iterable[str], as_of: date, name: str) -> Area:
        """The area of several units of any level, each checked against the register."""
        gminas = [gmina for code in codes for gmina in register.gminas_of(code)]
        return cls(name, tuple(gminas), as_of)

    def powiats(self) -> tuple[str, ...]:
        """Powiats the area lies in, wholly or in part."""
        return tuple(sorted({code[:4] for code in self.gminas}))

    def whole_powiats(self, register: Register) -> tuple[str, ...]:
        """Powiats all of whose gminas belong to the area."""
        return tuple(p for p in self.powiats() if set(register.gminas_of(p)) <= set(self.gminas))

    def voivodeships(self) -> tuple[str, ...]:
        """Voivodeships the area lies in, wholly or in part."""
        return tuple(sorted({code[:2] for code in self.gminas}))
