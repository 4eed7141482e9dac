"""The people a survey speaks for, from real data."""

from __future__ import annotations

import pytest

from terytoria.statistics.snapshot import Snapshot
from terytoria.surveys import strata_of
from terytoria.surveys.population import ADULTS, YOUNG, StrataError

WALCZ = ("3217011", "3217023", "3217033", "3217043", "3217052")


@pytest.mark.poland
def test_strata_add_up_to_the_published_population(poland: Snapshot) -> None:
    every = strata_of(poland, WALCZ, ((0, None),))
    totals = [
        float(poland.observations.panel("pop_total").year(2020)[poland.register.index[c]])
        for c in WALCZ
    ]
    assert every.persons.sum(axis=(1, 2)) == pytest.approx(totals, rel=0.01)
    assert every.year == 2020
    both = strata_of(poland, WALCZ, ((0, 19), *ADULTS))
    assert both.total == pytest.approx(every.total)


@pytest.mark.poland
def test_bands_are_sums_of_the_published_groups(poland: Snapshot) -> None:
    found = strata_of(poland, WALCZ, YOUNG)
    row = poland.register.index[WALCZ[0]]
    boys = float(poland.observations.panel("pop_15_19_m").year(2020)[row])
    assert found.persons[0, 0, 1] == boys


@pytest.mark.poland
@pytest.mark.parametrize(
    "bands", [((13, 17),), ((20, 39), (35, None)), (), ((20, 18),), ((90, None),)]
)
def test_bands_are_made_of_five_year_groups(poland: Snapshot, bands: tuple[object, ...]) -> None:
    with pytest.raises(StrataError, match="band"):
        strata_of(poland, WALCZ, bands)  # type: ignore[arg-type]


@pytest.mark.poland
def test_a_gmina_without_data_is_named(poland: Snapshot) -> None:
    with pytest.raises(StrataError, match="9999999"):
        strata_of(poland, ("9999999",), ADULTS)
