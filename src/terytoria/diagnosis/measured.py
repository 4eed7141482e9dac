"""What the analyses need of measured indicators: their values, and how to read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np


class Indicator(Protocol):
    """What an analysis reads of an indicator of the catalogue.

    ``direction`` is ``more_is_better``, ``less_is_better`` or ``neutral``.
    """

    @property
    def id(self) -> str:
        """Identifier in the catalogue."""

    @property
    def name_pl(self) -> str:
        """Polish name."""

    @property
    def unit(self) -> str:
        """Unit of measure, as printed."""

    @property
    def decimals(self) -> int:
        """Decimals to print."""

    @property
    def direction(self) -> str:
        """Which way is better."""

    @property
    def interval(self) -> str:
        """How limits of its values arise; ``rounding`` where only from rounded figures."""


class Values(Protocol):
    """Values of one indicator: arrays over units and years, NaN where something is missing."""

    @property
    def indicator(self) -> Indicator:
        """The indicator measured."""

    @property
    def units(self) -> tuple[str, ...]:
        """Codes or labels of the rows."""

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the columns, rising."""

    @property
    def values(self) -> np.ndarray:
        """Values, units x years."""

    @property
    def low(self) -> np.ndarray:
        """Lower limits of the values; NaN where there is no interval."""

    @property
    def high(self) -> np.ndarray:
        """Upper limits of the values; NaN where there is no interval."""

    @property
    def bases(self) -> tuple[str, ...]:
        """Base or definition of each year; years of different bases are never chained."""

    @property
    def coverage(self) -> np.ndarray:
        """Share of the member gminas with data, units x years."""

    @property
    def unit_breaks(self) -> Mapping[str, tuple[int, ...]]:
        """Years from which the territory of a unit is another; only of units that have any."""


class Measures(Protocol):
    """Indicators measured on one snapshot."""

    def available(self) -> Collection[str]:
        """Ids of the indicators that the snapshot allows."""

    def of(self, indicator: str, /) -> Values:
        """Values for all gminas (or all powiats) in the order of the register."""

    def areas(self, indicator: str, areas: Mapping[str, Sequence[str]], /) -> Values:
        """Values of areas from totals over their gminas."""
