"""The index of Polish gminas, computed again unit by unit in plain Python."""

from __future__ import annotations

from math import isnan
from statistics import median

import numpy as np
import pytest
import scipy.stats

from terytoria.statistics.catalogue import Direction

pytestmark = pytest.mark.poland


@pytest.fixture(scope="module")
def index(walcz_diagnosis):
    return walcz_diagnosis.index


@pytest.fixture(scope="module")
def columns(index, poland_measures):
    """Treated and scaled values of each indicator, 0 to 100, best 100."""
    register = poland_measures.snapshot.register
    kinds = [unit.value for unit in register.kinds]
    found = {}
    for name, year in index.indicators:
        raw = [float(x) for x in poland_measures.of(name).year(year)]
        centre = {
            kind: median(x for x, k in zip(raw, kinds, strict=True) if k == kind and not isnan(x))
            for kind in set(kinds)
        }
        column = np.array([centre[k] if isnan(x) else x for x, k in zip(raw, kinds, strict=True)])
        for _ in range(5):
            skew = scipy.stats.skew(column, bias=False)
            if abs(skew) < 2 or scipy.stats.kurtosis(column, bias=False) < 3.5:
                break
            outer = column.max() if skew > 0 else column.min()
            others = column[column != outer]
            column[column == outer] = others.max() if skew > 0 else others.min()
        if poland_measures.catalogue.indicator(name).direction is Direction.LESS_IS_BETTER:
            column = -column
        found[name] = 100 * (column - column.min()) / (column.max() - column.min())
    return found


def test_every_indicator_has_a_direction_and_the_newest_full_year(index, poland_measures):
    for name, year in index.indicators:
        found = poland_measures.of(name)
        assert found.indicator.direction is not Direction.NEUTRAL
        assert np.isfinite(found.year(year)).mean() >= 0.95
        later = [other for other in found.years if other > year]
        assert all(np.isfinite(found.year(other)).mean() < 0.95 for other in later)


def test_scores_are_means_of_means_of_means(index, columns, poland_measures):
    catalogue = poland_measures.catalogue
    areas, dimensions = {}, {}
    for name, column in columns.items():
        areas.setdefault(catalogue.indicator(name).area, []).append(column)
    for area, own in areas.items():
        dimensions.setdefault(catalogue.areas[area].dimension, []).append(np.mean(own, axis=0))
    means = {name: np.mean(own, axis=0) for name, own in dimensions.items()}
    composite = index.gminas.composite
    assert composite.units == poland_measures.snapshot.register.gminas
    for name, expected in means.items():
        np.testing.assert_allclose(composite.of(name), expected, rtol=1e-9)
    overall = np.mean(list(means.values()), axis=0)
    np.testing.assert_allclose(composite.of("overall"), overall, rtol=1e-9)


def test_ranks_follow_scores_and_percentiles_ranks(index):
    composite = index.gminas.composite
    scores, ranks = composite.of("overall"), composite.rank_of("overall")
    assert sorted(ranks) == list(range(1, len(scores) + 1))
    assert (np.diff(scores[np.argsort(ranks)]) <= 1e-9).all()
    for unit in index.area.gminas:
        rank = ranks[composite.row(unit)]
        lower = int((ranks > rank).sum())
        assert index.gminas.percentile(unit) == pytest.approx(100 * lower / (len(ranks) - 1))


def test_bands_hold_the_middle_of_the_runs(index):
    for ranking in (index.gminas, index.areas):
        bands = ranking.uncertainty
        assert (bands.rank_low <= bands.rank_median).all()
        assert (bands.rank_median <= bands.rank_high).all()
        assert bands.rank_low.min() >= 1
        assert bands.rank_high.max() <= len(bands.units)
