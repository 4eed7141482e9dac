"""Where the partnership lies: seen in the country, named among its neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures.locator import Locator, draw_locator
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.sheet import Region

COUNTRY = [shapely.box(14, 49, 19, 55), shapely.box(19, 49, 24, 55)]
Cells = Callable[[int], list[BaseGeometry]]


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def members(cells: list[BaseGeometry]) -> list[Region]:
    return [Region(f"G{at}", cell, href=f"/g/{at}/") for at, cell in enumerate(cells)]


@pytest.mark.parametrize("width", [theme.FULL_WIDTH, theme.HALF_WIDTH])
@pytest.mark.parametrize("count", [1, 5, 28])
def test_all_members_are_named_at_any_width(
    coverage: Cells, count: int, width: float, misplaced: Callable[[Picture], list[str]]
) -> None:
    picture = draw_locator(Locator("T", members(coverage(count)), COUNTRY, width=width))
    assert {f"G{at}" for at in range(count)} <= set(words(picture))
    assert misplaced(picture) == []


def test_the_partnership_is_seen_in_the_country_however_small() -> None:
    tiny = [Region("Krynica", shapely.box(19.3, 54.3, 19.31, 54.31))]
    svg = draw_locator(Locator("T", tiny, COUNTRY)).svg
    found = re.search(rf'<path d="([^"]+)" fill="{theme.PARTNERSHIP}"', svg)
    assert found is not None
    assert found[1].startswith("M")


def test_it_lies_in_the_country_where_it_lies() -> None:
    east = [Region("A", shapely.box(23, 50, 23.5, 50.5))]
    west = [Region("A", shapely.box(14.5, 54, 15, 54.5))]
    spots = []
    for place in (east, west):
        svg = draw_locator(Locator("T", place, COUNTRY)).svg
        found = re.search(rf'<path d="M([\d.]+) ([\d.]+)[^"]*" fill="{theme.PARTNERSHIP}"', svg)
        assert found is not None
        spots.append((float(found[1]), float(found[2])))
    assert spots[0][0] > spots[1][0] + 100
    assert spots[0][1] > spots[1][1] + 50


def test_links_are_there_only_when_asked(coverage: Cells) -> None:
    spec = Locator("T", members(coverage(3)), COUNTRY, interactive=True)
    assert re.findall(r'aria-label="(G\d)"', draw_locator(spec).svg) == ["G0", "G1", "G2"]
    assert "<a " not in draw_locator(Locator("T", members(coverage(3)), COUNTRY)).svg


def test_every_voivodeship_is_drawn(coverage: Cells) -> None:
    svg = draw_locator(Locator("T", members(coverage(3)), COUNTRY)).svg
    assert svg.count(f'fill="{theme.COUNTRY}"') == 2
