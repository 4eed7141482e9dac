"""Neighbours on grids, where parts and enclaves can be counted by other means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from terytoria.territory import Neighbours

SIDE = 6


def code(row: int, column: int) -> str:
    return f"01{row:02d}{column:02d}1"


def grid(side: int = SIDE) -> Neighbours:
    pairs = [
        (code(row, column), code(row + down, column + right))
        for row in range(side)
        for column in range(side)
        for down, right in ((0, 1), (1, 0))
        if row + down < side and column + right < side
    ]
    return Neighbours(pairs)


MASKS = st.lists(st.booleans(), min_size=SIDE**2, max_size=SIDE**2).map(
    lambda cells: np.array(cells).reshape(SIDE, SIDE)
)


def codes_of(mask: np.ndarray) -> set[str]:
    return {code(row, column) for row, column in zip(*np.nonzero(mask), strict=True)}


@given(MASKS)
def test_parts_are_those_of_image_labelling(mask: np.ndarray) -> None:
    found = grid().contiguity(codes_of(mask))
    labels, count = ndimage.label(mask)
    expected = {frozenset(codes_of(labels == label)) for label in range(1, count + 1)}
    assert {frozenset(part) for part in found.parts} == expected
    assert found.contiguous == (count == 1)
    sizes = [len(part) for part in found.parts]
    assert sizes == sorted(sizes, reverse=True)


@given(MASKS)
def test_enclaves_are_the_outside_parts_but_the_largest(mask: np.ndarray) -> None:
    found = grid().contiguity(codes_of(mask))
    labels, count = ndimage.label(~mask)
    sizes = [int((labels == label).sum()) for label in range(1, count + 1)]
    assert len(found.enclaves) == sum(sizes) - max(sizes, default=0)
    assert not set(found.enclaves) & codes_of(mask)


@given(MASKS)
def test_around_touches_and_lies_outside(mask: np.ndarray) -> None:
    around = set(grid().around(codes_of(mask)))
    assert around == codes_of(ndimage.binary_dilation(mask) & ~mask)


def test_pairs_are_told_once_and_both_ways() -> None:
    neighbours = Neighbours([("0000022", "0000011"), ("0000011", "0000022"), ("0000011",) * 2])
    assert len(neighbours) == 1
    assert neighbours.pairs == (("0000011", "0000022"),)
    assert neighbours.of("0000022") == ("0000011",)
    assert neighbours.of("9999999") == ()


def test_a_ring_surrounds_an_enclave() -> None:
    ring = {code(row, column) for row in range(3) for column in range(3)} - {code(1, 1)}
    found = grid().contiguity(ring)
    assert found.contiguous
    assert found.enclaves == (code(1, 1),)


def test_a_gmina_without_known_neighbours_is_a_part_of_its_own() -> None:
    found = grid().contiguity({code(0, 0), "9999999"})
    assert found.parts == ((code(0, 0),), ("9999999",))


def test_an_empty_set_is_not_contiguous() -> None:
    found = grid().contiguity(set())
    assert found.parts == ()
    assert not found.contiguous


@pytest.mark.parametrize("side", [1, 2, 5])
def test_a_whole_grid_is_one_part_without_enclaves(side: int) -> None:
    whole = {code(row, column) for row in range(side) for column in range(side)}
    found = grid(side).contiguity(whole)
    assert found.contiguous
    assert found.enclaves == ()
