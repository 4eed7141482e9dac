"""Boards lay indicators side by side without mixing them."""

from __future__ import annotations

import numpy as np
import pytest

from terytoria.diagnosis.standing.board import Board

UNITS = ("0000011", "0000022", "0000033")


@pytest.fixture
def tables(measured, fake_indicator):
    first = fake_indicator("a", direction="less_is_better")
    second = fake_indicator("b", direction="neutral")
    return (
        measured([[1, 2], [3, 4], [5, np.nan]], UNITS, [2019, 2020], indicator=first, half=0.5),
        measured([[7], [8], [9]], UNITS, [2021], indicator=second, bases=["NSP2021"]),
    )


def test_a_row_for_each_indicator_and_year(tables):
    board = Board.of(tables, UNITS)
    assert board.values.shape == (3, 3)
    assert board.keys["indicator"].to_list() == ["a", "a", "b"]
    assert board.keys["year"].to_list() == [2019, 2020, 2021]
    assert board.keys["base"].to_list() == ["", "", "NSP2021"]
    assert board.direction.tolist() == [-1, -1, 0]


def test_values_limits_and_coverage_keep_their_places(tables):
    board = Board.of(tables, UNITS)
    at = board.column["0000022"]
    assert board.values[:, at].tolist() == [3, 4, 8]
    assert board.low[:2, at].tolist() == [2.5, 3.5]
    assert np.isnan(board.low[2, at])
    assert board.coverage[1].tolist() == [1, 1, 0]


def test_boards_cannot_be_written_on(tables):
    with pytest.raises(ValueError, match="read-only"):
        Board.of(tables, UNITS).values[0, 0] = 1


def test_no_indicators_make_an_empty_board():
    board = Board.of([], UNITS)
    assert board.values.shape == (0, 3)
    assert board.direction.shape == (0,)
    assert board.keys["indicator"].to_list() == []
