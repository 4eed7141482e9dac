"""The whole country: every unit coloured once, the members outlined."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures.classes import Classes
from terytoria.documents.figures.country import CountryMap, draw_country, prepare_country

NAN = math.nan
TWO = Classes((5.0,), theme.sequential(2))
Cells = Callable[[int], list[BaseGeometry]]


def painted(svg: str) -> dict[str, int]:
    """How many regions (subpaths that start a shape) each fill has."""
    pattern = rf'<path d="([^"]+)" fill="([^"]+)" stroke="{theme.PAPER}" stroke-width="0.25"'
    return {fill: len(data) for data, fill in re.findall(pattern, svg)}


def test_units_of_a_class_are_one_path(coverage: Cells) -> None:
    base = prepare_country(coverage(15), width=300)
    svg = draw_country(CountryMap("T", base, [1.0] * 7 + [9.0] * 7 + [NAN], TWO, "w")).svg
    made = painted(svg)
    assert len(made) == 3
    assert sum(made.values()) == sum(len(path) for path in base.ground.paths)


def test_moving_one_value_moves_one_unit(coverage: Cells) -> None:
    base = prepare_country(coverage(5), width=300)
    first = painted(draw_country(CountryMap("T", base, [1.0] * 5, TWO, "w")).svg)
    second = painted(draw_country(CountryMap("T", base, [1, 1, 1, 1, 9.0], TWO, "w")).svg)
    assert second[TWO.colours[1]] == len(base.ground.paths[4])
    assert first[TWO.colours[0]] - second[TWO.colours[0]] == len(base.ground.paths[4])


def test_the_ground_may_be_used_again(coverage: Cells) -> None:
    base = prepare_country(coverage(5), width=300)
    one = CountryMap("T", base, [1.0] * 5, TWO, "w", members=(1,), member_label="A")
    before = draw_country(one).svg
    draw_country(CountryMap("T", base, [9.0] * 5, TWO, "w", members=(2, 3)))
    assert draw_country(one).svg == before


def test_members_are_outlined_and_explained_together(coverage: Cells) -> None:
    base = prepare_country(coverage(5), width=300)
    outline = f'stroke="{theme.PARTNERSHIP}" stroke-width="1.8"'
    with_members = CountryMap(
        "T", base, [1.0] * 5, TWO, "w", members=(0, 1), member_label="Partnerstwo"
    )
    svg = draw_country(with_members).svg
    assert svg.count(outline) == 2
    assert ">Partnerstwo<" in svg
    without = draw_country(
        CountryMap("T", base, [1.0] * 5, TWO, "w", member_label="Partnerstwo")
    ).svg
    assert outline not in without
    assert ">Partnerstwo<" not in without


def test_voivodeships_are_drawn_over_gminas(coverage: Cells, around: list[BaseGeometry]) -> None:
    plain = prepare_country([*coverage(5), *around], width=300)
    ruled = prepare_country([*coverage(5), *around], around, width=300)
    assert plain.borders == ""
    svg = draw_country(CountryMap("T", ruled, [1.0] * 9, TWO, "w")).svg
    stroke = svg.index(f'stroke="{theme.PAPER}" stroke-width="1.1"')
    assert stroke > svg.rindex('stroke-width="0.25"')


@pytest.mark.parametrize("width", [theme.FULL_WIDTH, theme.HALF_WIDTH])
def test_the_key_counts_every_unit(coverage: Cells, width: float) -> None:
    base = prepare_country(coverage(15), width=min(width, 440))
    values = [1.0] * 4 + [7.0] * 9 + [NAN] * 2
    svg = draw_country(CountryMap("T", base, values, TWO, "w", width=width)).svg
    counts = [int(found) for found in re.findall(r"\((\d+)\)</text>", svg)]
    assert counts == [9, 4, 2]


@pytest.mark.parametrize("count", [0, 4, 6])
def test_values_must_match_the_units(coverage: Cells, count: int) -> None:
    base = prepare_country(coverage(5), width=300)
    with pytest.raises(ValueError, match=f"{count} values for 5 units; use NaN for missing"):
        CountryMap("T", base, [1.0] * count, TWO, "w")
