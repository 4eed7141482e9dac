"""The legal ground of a chapter for the report of a member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Basis:
    """Which report a chapter goes to, why, and until which day (month, day) it is presented.

    ``confirmed`` is false for what is still to be confirmed in the official journal.
    """

    report: str
    basis: str
    until: tuple[int, int]
    confirmed: bool
    as_of: date

    def day(self, year: int) -> date:
        """The last day to present the report for a year.

        >>> basis().day(2026)
        datetime.date(2027, 5, 31)
        """
        return date(year + 1, *self.until)


@cache
def basis() -> Basis:
    """The ground of the chapter of a gmina, from the data."""
    text = files("terytoria.reports.monitoring").joinpath("data/basis.yaml")
    found = yaml.safe_load(text.read_text(encoding="utf-8"))
    gmina = found["gmina"]
    month, day = (int(part) for part in gmina["until"].split("-"))
    return Basis(
        gmina["report"], gmina["basis"], (month, day), gmina["mark"] == "T", found["as_of"]
    )
