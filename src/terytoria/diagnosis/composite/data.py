"""Values that go into a composite indicator, and nothing about where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.errors import CompositeError

Floats = NDArray[np.float64]
LARGEST = 1e100  # squares and ratios of anything below stay finite


@dataclass(frozen=True, eq=False)
class CompositeData:
    """Raw indicator values of units.

    ``values`` and ``errors`` (standard errors, optional) are units × indicators with NaN for
    missing; ``denominators`` are arrays of length units; ``groups`` are labels per unit, None
    where unknown, the last one being the default for imputation.

    >>> data = CompositeData(("A", "B"), ("x",), np.array([[1.0], [2.0]]))
    >>> data.names
    ('A', 'B')
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats
    names: tuple[str, ...] = ()
    denominators: Mapping[str, Floats] = field(default_factory=dict)
    groups: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    errors: Floats | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", self.names or self.units)
        self._check_units()
        self._check_shapes()
        self._check_numbers()

    def _check_units(self) -> None:
        if not self.units:
            raise CompositeError("no units: the data need at least one row")
        if not self.indicators:
            raise CompositeError("no indicators: the data need at least one column")
        for what, codes in (("unit", self.units), ("indicator", self.indicators)):
            code, count = Counter(codes).most_common(1)[0]
            if count > 1:
                raise CompositeError(f"{what} {code!r} appears {count} times: keep one")

    def _check_shapes(self) -> None:
        shape = (len(self.units), len(self.indicators))
        for what, table in (("values", self.values), ("errors", self.errors)):
            if table is not None and table.shape != shape:
                raise CompositeError(f"{what} have shape {table.shape}, expected {shape}")
        columns = {"names": self.names, **self.denominators, **self.groups}
        for what, column in columns.items():
            if len(column) != len(self.units):
                raise CompositeError(f"{what}: {len(column)} entries for {len(self.units)} units")

    def _check_numbers(self) -> None:
        tables = [self.values, *self.denominators.values()]
        for table in tables if self.errors is None else [*tables, self.errors]:
            if np.isinf(table).any() or (np.abs(table) > LARGEST).any():
                raise CompositeError(f"a value is infinite or beyond {LARGEST:g}: correct it")
        if self.errors is not None and (self.errors < 0).any():
            raise CompositeError("a standard error is negative: give NaN where it is unknown")
