"""What a column of a budget file states, and the series of the catalogue it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from terytoria.statistics.sources.own_words import plain

POPULATION = re.compile(r"\b(liczba (ludnosci|mieszkancow)|ludnosc|liczba osob)\b")
_PER_HEAD = re.compile(r"na (1|jednego)?\s?mieszkanca|per capita")
_PLANNED = re.compile(r"\b(plan|plany|po zmianach|wskaznik|dynamika)\b|%")
_TAX = {
    "pit": re.compile(r"osob fizycznych|\bpit\b"),
    "cit": re.compile(r"osob prawnych|\bcit\b"),
}
_WORDS = {
    "investment": re.compile(r"wydatki .*inwestyc|inwestycyjne"),
    "expenditure": re.compile(r"wydatki( budzetu)?( gminy)?( ogolem| razem|, ogolem)"),
    "own": re.compile(r"dochody wlasne"),
    "revenue": re.compile(r"dochody( budzetu)?( gminy)?( ogolem| razem|, ogolem)"),
    "executed": re.compile(r"dochody wykonane"),
}
# Series by quantity and level: a total kept as it is, and values per inhabitant on the population
# base of the census of 2011 (to 2020) and of 2021.
_TOTALS = {("pit", "gmina"): "pit_share_total", ("pit", "powiat"): "pit_share_powiat_budget"}
_OLD = {
    "pit": "pit_revenue_pc_b2011", "cit": "cit_revenue_pc", "own": "own_revenue_pc",
    "revenue": "budget_revenue_pc", "expenditure": "budget_expenditure_pc",
    "investment": "investment_expenditure_pc",
}  # fmt: skip
_NEW = {name: series for name, series in _OLD.items() if name not in {"pit", "own"}}
_NEW["pit"] = "pit_revenue_pc"


@dataclass(frozen=True)
class Quantity:
    """What a column states: revenue, own, pit, cit, expenditure or investment, in total or not."""

    name: str
    per_head: bool

    def series(
        self, level: str, amount: float, people: float, *, old_base: bool
    ) -> Iterator[tuple[str, float]]:
        """Series and value that an amount gives at a level; none where the catalogue keeps none.

        >>> list(Quantity("revenue", False).series("gmina", 5_000_000.0, 1000.0, old_base=True))
        [('budget_revenue_pc', 5000.0)]
        """
        total = _TOTALS.get((self.name, level))
        if total and not self.per_head:
            yield total, amount
        rate = (_OLD if old_base else _NEW).get(self.name) if level == "gmina" else None
        if rate and self.per_head:
            yield rate, amount
        elif rate and people > 0:
            yield rate, round(amount / people, 2)


def tax_of(text: str) -> str | None:
    """The tax that a title or a file's name speaks of, in folded letters, if it is only one.

    >>> tax_of("udzialy gmin w podatku dochodowym od osob fizycznych za 2020 r.")
    'pit'
    """
    named = [tax for tax, words in _TAX.items() if words.search(text)]
    return named[0] if len(named) == 1 else None


def quantity_of(title: str, tax: str | None) -> Quantity | None:
    """What a column states by its heading; ``tax`` is what the whole file is about, if one.

    >>> quantity_of("Dochody ogółem na 1 mieszkańca", None)
    Quantity(name='revenue', per_head=True)
    """
    words = plain(title)
    if _PLANNED.search(words) and "wykonan" not in words:
        return None
    per_head = _PER_HEAD.search(words) is not None
    own_tax = tax_of(words)
    if own_tax and re.search(r"udzial|wplywy|dochody|podatek|podatku", words):
        return Quantity(own_tax, per_head)
    for name, pattern in _WORDS.items():
        if pattern.search(words):
            found = tax if name == "executed" else name
            return Quantity(found, per_head) if found else None
    return None
