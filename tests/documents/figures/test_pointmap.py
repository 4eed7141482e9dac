"""Places and services: discs by people, squares for services, nothing outside the frame."""

from __future__ import annotations

import math
import re

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.classes import Classes
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.pointmap import (
    LARGEST,
    SMALLEST,
    Places,
    PointMap,
    Services,
    draw_point_map,
)
from terytoria.documents.figures.sheet import Region

NAN = math.nan
HERE = [Region("A", shapely.box(16, 53, 17.2, 53.7))]
TWO = Classes((3.0,), theme.sequential(2))
SCHOOLS = Services("szkoła podstawowa", [16.6], [53.4])


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def discs(picture: Picture) -> list[tuple[float, str]]:
    """Radius and fill of the places in drawing order."""
    pattern = rf'r="([\d.]+)" fill="([^"]+)" stroke="{theme.INK}" stroke-width="0.7"'
    return [(float(r), fill) for r, fill in re.findall(pattern, picture.svg)]


def draw(people: list[float], values: list[float], services: Services = SCHOOLS) -> Picture:
    across = [16.1 + at / 30 for at in range(len(people))]
    places = Places(across, [53.35] * len(people), people, values)
    return draw_point_map(PointMap("T", HERE, places, services, TWO, "odległość"))


PEOPLE = st.lists(st.one_of(st.integers(0, 9000).map(float), st.just(NAN)), min_size=1, max_size=28)


@settings(max_examples=50)
@given(PEOPLE)
def test_the_area_of_a_disc_grows_with_its_people(people: list[float]) -> None:
    drawn = [radius for radius, _ in discs(draw(people, [1.0] * len(people)))]
    known = sorted((count for count in people if math.isfinite(count) and count > 0), reverse=True)
    assert len(drawn) == len(known)
    assert drawn == sorted(drawn, reverse=True), "small discs lie over large ones"
    for count, radius in zip(known, drawn, strict=True):
        wanted = max(LARGEST * math.sqrt(count / known[0]), SMALLEST)
        assert radius == pytest.approx(wanted, abs=0.06)


def test_places_have_the_colour_of_their_distance() -> None:
    fills = [fill for _, fill in discs(draw([30.0, 20.0, 10.0], [1.0, 5.0, NAN]))]
    assert fills[:2] == list(theme.sequential(2))
    assert fills[2].startswith("url(#")


def test_an_unknown_distance_is_in_the_key() -> None:
    assert "brak danych" in words(draw([5.0], [NAN]))
    assert "brak danych" not in words(draw([5.0], [1.0]))


def test_every_service_in_view_is_a_square_and_the_key_names_it() -> None:
    services = Services("przychodnia", [16.2, 16.8, 40.0], [53.2, 53.5, 53.0])
    picture = draw([5.0], [1.0], services)
    assert picture.svg.count(f'fill="{theme.PARTNERSHIP}"') == 2 + 1
    assert "przychodnia" in words(picture)


def test_no_services_at_all_are_no_error() -> None:
    assert draw([5.0], [1.0], Services("żłobek", [], [])).svg.count(theme.PARTNERSHIP) == 1


def test_no_places_at_all_are_no_error() -> None:
    assert discs(draw([], [])) == []


@pytest.mark.parametrize("top", [1.0, 7.0, 39.0, 40.0, 432.0, 12000.0])
def test_the_key_of_sizes_is_round_and_no_larger_than_what_is_drawn(top: float) -> None:
    shown = [text for text in words(draw([top], [1.0])) if text.endswith("\u00a0os.")]
    sizes = [float(t[:-4].replace("\u00a0", "").replace(",", ".")) for t in shown]
    assert len(sizes) == 2
    assert sizes[1] < sizes[0] <= top


@pytest.mark.parametrize("lost", ["lon", "lat", "people", "values"])
def test_lists_of_places_are_of_one_length(lost: str) -> None:
    lists: dict[str, list[float]] = {
        "lon": [16.0], "lat": [53.0], "people": [5.0], "values": [1.0], lost: [],
    }  # fmt: skip
    with pytest.raises(ValueError, match="as many longitudes"):
        Places(**lists)
