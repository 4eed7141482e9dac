"""Weighted distributions of groups against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.access.weighted import (
    group_means,
    group_quantiles,
    group_shares_beyond,
    percentile_ranks,
)

samples = st.lists(
    st.tuples(st.integers(0, 3), st.floats(0, 50), st.integers(0, 9)), min_size=1, max_size=30
)


def columns(sample):
    groups, values, weights = zip(*sample, strict=True)
    return np.array(values), np.array(weights, float), np.array(groups)


@given(samples, st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_quantiles_agree_with_repeating_each_value(sample, q):
    values, weights, groups = columns(sample)
    found = group_quantiles(values, weights, groups, 4, q)
    for group in range(4):
        chosen = groups == group
        people = np.sort(np.repeat(values[chosen], weights[chosen].astype(int)))
        if not len(people):
            assert np.isnan(found[group])
            continue
        rank = int(np.ceil(q * len(people) - 1e-9))
        assert found[group] == people[max(rank, 1) - 1]


@given(samples)
def test_means_agree_with_numpy(sample):
    values, weights, groups = columns(sample)
    found = group_means(values, weights, groups, 4)
    for group in range(4):
        chosen = (groups == group) & (weights > 0)
        if chosen.any():
            expected = np.average(values[chosen], weights=weights[chosen])
            assert found[group] == pytest.approx(expected)
        else:
            assert np.isnan(found[group])


@given(samples, st.floats(0, 50))
def test_shares_lie_between_none_and_all_and_fall_with_the_limit(sample, limit):
    values, weights, groups = columns(sample)
    near = group_shares_beyond(values, weights, groups, 4, limit)
    far = group_shares_beyond(values, weights, groups, 4, limit + 1)
    known = ~np.isnan(near)
    assert ((near[known] >= 0) & (near[known] <= 1)).all()
    assert (far[known] <= near[known] + 1e-12).all()


def test_nothing_gives_nothing():
    none = np.array([])
    empty = group_quantiles(none, none, np.array([], dtype=int), 2, 0.5)
    assert np.isnan(empty).all()


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20))
def test_ranks_follow_the_order(values):
    ranks = percentile_ranks(np.array(values))
    order = np.argsort(values)
    assert (np.diff(ranks[order]) >= -1e-9).all()
    assert ranks.mean() == pytest.approx(50)


def test_one_known_value_stands_in_the_middle():
    assert percentile_ranks(np.array([np.nan, 3.0])).tolist()[1] == 50.0
