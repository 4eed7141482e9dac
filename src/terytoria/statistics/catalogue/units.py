"""Units of measure as products of quantities with a scale, so that formulas can be checked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import isclose

_MEASURE = re.compile(r"(?P<scale>\d+(?:\.\d+)?)?\s*(?P<rest>.*)", re.DOTALL)
_QUANTITY = re.compile(r"[^\W\d_][\w.²]*")


class MeasureError(ValueError):
    """A text that is not a measure, or terms that cannot be added."""


@dataclass(frozen=True)
class Measure:
    """A scale and powers of quantities: 1 ‰ of zł per person is ``0.001 zł/osoba``.

    >>> Measure.parse("0.001 szt./osoba") * Measure.parse("osoba")
    Measure(scale=0.001, powers=(('szt.', 1),))
    """

    scale: float = 1.0
    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Measure:
        """Measure written as ``[number] [quantity {*|/ quantity}]``."""
        found = _MEASURE.fullmatch(text.strip())
        if found is None or not text.strip():
            raise MeasureError(f"{text!r} is not a measure: write e.g. '0.001 szt./osoba'")
        rest = found["rest"] or "1"
        parts = re.split(r"\s*([*/])\s*", f"1{rest}" if rest.startswith("/") else rest)
        counted: Counter[str] = Counter()
        for part, operator in zip(parts[::2], ["*", *parts[1::2]], strict=True):
            if part != "1" and not _QUANTITY.fullmatch(part):
                raise MeasureError(f"{text!r}: {part!r} is not a quantity")
            if part != "1":
                counted[part] += 1 if operator == "*" else -1
        return cls(float(found["scale"] or 1), _powers(counted))

    def __mul__(self, other: Measure) -> Measure:
        counted = Counter(dict(self.powers))
        counted.update(dict(other.powers))
        return Measure(self.scale * other.scale, _powers(counted))

    def __truediv__(self, other: Measure) -> Measure:
        inverse = Measure(1 / other.scale, tuple((name, -power) for name, power in other.powers))
        return self * inverse

    def same_quantity(self, other: Measure) -> bool:
        """Whether both measure the same thing, whatever the scale."""
        return self.powers == other.powers

    def same(self, other: Measure) -> bool:
        """Whether values in both may be added."""
        return self.same_quantity(other) and isclose(self.scale, other.scale, rel_tol=1e-9)

    def __str__(self) -> str:
        above = "*".join(name for name, power in self.powers for _ in range(power))
        below = "".join(f"/{name}" for name, power in self.powers for _ in range(-power))
        scale = "" if self.scale == 1 else f"{self.scale:g} "
        return f"{scale}{above or '1'}{below}"


def _powers(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, power) for name, power in counted.items() if power))
