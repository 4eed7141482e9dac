"""Bands of population, read from data."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

import yaml

from terytoria.diagnosis.labels import Forms, counted, people_between


def read_data(name: str) -> dict[str, Any]:
    """A data file of the diagnosis as parsed YAML."""
    text = files("terytoria.diagnosis").joinpath("data", name).read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.safe_load(text))


@dataclass(frozen=True)
class Bands:
    """Bands of one kind of unit: lower limits, the phrases that name its groups.

    >>> bands = Bands("urban", (0, 10_000), ("a", "b", "c"), ("d", "e", "f"), "urban gminas")
    >>> bands.of(10_000), bands.limits_of((1, 1))
    ((1, 1), (10000, None))
    """

    kind: str
    limits: tuple[int, ...]
    forms: Forms
    all_forms: Forms
    english: str

    def of(self, population: float) -> tuple[int, int]:
        """The band a population lies in, as its first and last step."""
        step = max(bisect_right(self.limits, population) - 1, 0)
        return step, step

    def widened(self, steps: tuple[int, int], population: float) -> tuple[int, int]:
        """The band with the neighbour whose border is nearer (in ratio) to the population.

        The widest band is given back as it is.
        """
        first, last = steps
        can_fall, can_rise = first > 0, last + 1 < len(self.limits)
        if not can_rise:
            return (first - 1, last) if can_fall else steps
        if not can_fall:
            return first, last + 1
        down = population / self.limits[first]
        up = self.limits[last + 1] / max(population, 1.0)
        return (first - 1, last) if down <= up else (first, last + 1)

    def limits_of(self, steps: tuple[int, int]) -> tuple[int, int | None]:
        """Lower and upper limit of a band in persons; ``None`` when it is open above."""
        first, last = steps
        return self.limits[first], self.limits[last + 1] if last + 1 < len(self.limits) else None

    def label_pl(self, count: int, low: int, high: int | None) -> str:
        """Polish label of a group of ``count`` units of the band."""
        if low == 0 and high is None:
            return counted(count, self.all_forms)
        return f"{counted(count, self.forms)} {people_between(low, high)}"

    def label_en(self, count: int, low: int, high: int | None) -> str:
        """English label of a group of ``count`` units of the band."""
        size = f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
        everyone = low == 0 and high is None
        return f"{count} {self.english}" + ("" if everyone else f" of {size} inhabitants")


@lru_cache(maxsize=1)
def population_series() -> str:
    """Series of observations that gives the population."""
    return str(read_data("population_bands.yaml")["population_series"])


@lru_cache(maxsize=1)
def smallest_group() -> int:
    """Fewest members for which a band is not widened."""
    return int(read_data("population_bands.yaml")["smallest_group"])


@lru_cache(maxsize=1)
def all_bands() -> dict[str, Bands]:
    """Bands by kind of unit."""
    return {
        kind: Bands(
            kind,
            tuple(data["limits"]),
            cast("Forms", tuple(data["forms"])),
            cast("Forms", tuple(data["all"])),
            data["english"],
        )
        for kind, data in read_data("population_bands.yaml")["kinds"].items()
    }
