"""Nearest targets against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.access import nearest


def brute(lon, lat, target_lon, target_lat):
    """All haversine distances, the smallest of each row."""
    lam, phi, other_lam, other_phi = (np.radians(v) for v in (lon, lat, target_lon, target_lat))
    half_phi = np.sin((phi[:, None] - other_phi) / 2) ** 2
    half_lam = np.sin((lam[:, None] - other_lam) / 2) ** 2
    a = half_phi + np.cos(phi[:, None]) * np.cos(other_phi) * half_lam
    return (2 * 6371.0088 * np.arcsin(np.sqrt(np.clip(a, 0, 1)))).min(axis=1)


degrees = st.floats(-1, 1, allow_nan=False)


@given(arrays(float, (7, 2), elements=degrees), arrays(float, (5, 2), elements=degrees))
def test_agrees_with_brute_force_over_poland(people, schools):
    lon, lat = 19 + 5 * people[:, 0], 52 + 3 * people[:, 1]
    target_lon, target_lat = 19 + 5 * schools[:, 0], 52 + 3 * schools[:, 1]
    km, which = nearest(lon, lat, target_lon, target_lat)
    assert km == pytest.approx(brute(lon, lat, target_lon, target_lat), abs=1e-4)
    for row, number in enumerate(which):
        own = brute(lon[[row]], lat[[row]], target_lon[[number]], target_lat[[number]])
        assert own[0] == pytest.approx(km[row], abs=1e-4)


@given(arrays(float, (6, 2), elements=degrees), arrays(float, (4, 2), elements=degrees))
def test_agrees_with_brute_force_over_the_globe(people, schools):
    lon, lat = 180 * people[:, 0], 90 * people[:, 1]
    target_lon, target_lat = 180 * schools[:, 0], 90 * schools[:, 1]
    km, _ = nearest(lon, lat, target_lon, target_lat)
    assert km == pytest.approx(brute(lon, lat, target_lon, target_lat), abs=0.01)


@given(arrays(float, (5, 2), elements=degrees), arrays(float, (4, 2), elements=degrees))
def test_a_further_target_never_makes_the_way_longer(people, schools):
    before, _ = nearest(people[:, 0], people[:, 1], schools[:-1, 0], schools[:-1, 1])
    after, _ = nearest(people[:, 0], people[:, 1], schools[:, 0], schools[:, 1])
    assert (after <= before + 1e-9).all()


def test_the_first_of_targets_at_one_place_is_taken():
    at = np.array([16.0, 17.0, 17.0])
    _, which = nearest(np.array([17.0]), np.array([53.0]), at, np.full(3, 53.0))
    assert which.tolist() == [1]


def test_without_targets_everything_is_infinitely_far():
    km, which = nearest(np.array([16.0]), np.array([53.0]), np.array([]), np.array([]))
    assert np.isinf(km).all()
    assert which.tolist() == [-1]


def test_across_the_date_line_the_way_is_short():
    km, _ = nearest(np.array([179.9]), np.array([0.0]), np.array([-179.9]), np.array([0.0]))
    assert km[0] == pytest.approx(22.24, abs=0.01)
