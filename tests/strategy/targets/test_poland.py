"""Targets of the county of Wałcz, counted again in the plainest way."""

from __future__ import annotations

import math

import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.strategy.targets import Target, Verdict, Wanted, check_target

pytestmark = pytest.mark.poland


def published(poland, series):
    """Rows of a series of gminas as (unit, year) -> value, straight from the table."""
    table = poland.table("observations").filter(level="gmina", series=series)
    return {
        (unit, year): value for unit, year, value in table.select("unit", "year", "value").rows()
    }


def sums(poland, cells, powiats, years):
    """Sum of the gminas of each powiat and year, only where each is known."""
    found = {}
    for powiat in powiats:
        for year in years:
            parts = [cells.get((code, year)) for code in poland.register.gminas_of(powiat)]
            if all(part is not None for part in parts):
                found[powiat, year] = sum(parts)
    return found


def test_the_share_for_population_is_that_counted_by_hand(poland, poland_measures, walcz):
    target = Target("L-03", 2024, None, 2030, 48_000.0, Wanted.RISE)
    found = check_target(poland_measures, walcz, target)
    assert found.managed is not None
    peers = [code for code in found.group.members if code != "3217"]
    people = sums(poland, published(poland, "pop_total"), peers, range(2020, 2025))
    need = (48_000 / 49_390) ** (4 / 6) - 1
    reached, units = 0, 0
    for powiat in peers:
        if (powiat, 2020) in people and (powiat, 2024) in people:
            units += 1
            reached += people[powiat, 2024] / people[powiat, 2020] - 1 >= need
    assert (found.managed.units, found.managed.reached) == (units, reached)
    assert found.managed.share == pytest.approx(reached / units)
    z, n, p = 1.959964, units, reached / units
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    assert (found.managed.low, found.managed.high) == pytest.approx(
        (middle - reach, middle + reach), abs=1e-6
    )


def test_the_share_for_unemployment_is_that_counted_by_hand(poland, poland_measures, walcz):
    target = Target("R-01", 2024, None, 2028, 22.0, Wanted.FALL)
    found = check_target(poland_measures, walcz, target)
    assert found.managed is not None
    assert found.managed.length == 4
    peers = [code for code in found.group.members if code != "3217"]
    rates = poland_measures.areas("R-01", {p: poland.register.gminas_of(p) for p in peers})
    own = poland_measures.areas("R-01", {"a": walcz.gminas}).year(2024)[0]
    shares = []
    for row in rates.values:
        cells = dict(zip(rates.years, row, strict=True))
        bases = dict(zip(rates.years, rates.bases, strict=True))
        parts = [
            cells[year + 4] / cells[year] <= 22.0 / own
            for year in rates.years
            if year + 4 in cells
            and bases[year] == bases[year + 4]
            and not math.isnan(cells[year] + cells[year + 4])
        ]
        if parts:
            shares.append(sum(parts) / len(parts))
    assert found.managed.share == pytest.approx(sum(shares) / len(shares))


def test_a_growing_county_of_walcz_is_against_the_outlook(poland_measures, walcz):
    found = check_target(
        poland_measures, walcz, Target("L-03", 2024, 51_165.0, 2030, 50_000.0, Wanted.RISE)
    )
    assert found.verdict is Verdict.AGAINST_OUTLOOK
    assert found.base.value == 49_390
    text = found.explain().replace("\u00a0", " ")
    assert "podano wartość bazową 51 165 osób" in text
    assert "mówią 49 390 osób" in text


def test_every_indicator_can_be_asked_about(poland_measures, walcz):
    for name, indicator in Catalogue.load().indicators.items():
        years = poland_measures.of(name).years
        if not years:
            continue
        found = check_target(
            poland_measures, walcz, Target(name, years[-1], None, years[-1] + 5, 1.0, Wanted.RISE)
        )
        assert found.explain().startswith(indicator.name_pl), name
        assert found.table().height >= 3
