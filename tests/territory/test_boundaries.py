"""Boundaries: parsed when asked for, absent where unknown."""

from __future__ import annotations

import polars as pl
import pytest
import shapely

from terytoria.territory import Boundaries, UnknownUnitError


@pytest.fixture
def boundaries() -> Boundaries:
    shapes = [shapely.box(at, 50, at + 1, 51) for at in range(3)]
    codes = ["3217052", "3217011", "3217023"]
    return Boundaries(pl.DataFrame({"code": codes, "wkb": [shape.wkb for shape in shapes]}))


def test_codes_are_sorted_and_known(boundaries: Boundaries) -> None:
    assert boundaries.codes == ("3217011", "3217023", "3217052")
    assert "3217011" in boundaries
    assert "3217" not in boundaries


def test_shapes_come_in_the_order_asked(boundaries: Boundaries) -> None:
    first, second = boundaries.many(["3217023", "3217052"])
    assert first.bounds == (2, 50, 3, 51)
    assert second.bounds == (0, 50, 1, 51)
    assert boundaries.many([]) == []


def test_a_shape_is_parsed_once(boundaries: Boundaries) -> None:
    assert boundaries.of("3217011") is boundaries.of("3217011")
    assert boundaries.many(["3217011", "3217011"])[0] is boundaries.of("3217011")


def test_a_unit_without_a_boundary_is_an_error_that_names_it(boundaries: Boundaries) -> None:
    with pytest.raises(UnknownUnitError, match="3217043"):
        boundaries.of("3217043")
    with pytest.raises(UnknownUnitError, match="3217043, 3217099"):
        boundaries.many(["3217011", "3217043", "3217099"])
