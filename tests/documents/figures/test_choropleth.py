"""Maps of classes: every value in its colour, every gap hatched, every link named."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures.choropleth import VALUED, Choropleth, draw_choropleth
from terytoria.documents.figures.classes import Classes, quantile_classes
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.sheet import Region

NAN = math.nan
TWO = Classes((5.0,), theme.sequential(2))
Cells = Callable[[int], list[BaseGeometry]]


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def fills(picture: Picture) -> list[str]:
    """Fills of the regions, in their order."""
    pattern = rf'<path d="[^"]*" fill="([^"]+)" stroke="{theme.PAPER}" stroke-width="1.1"'
    return re.findall(pattern, picture.svg)


def regions(cells: list[BaseGeometry], values: list[float]) -> list[Region]:
    return [
        Region(f"Gmina {at}", cell, value, f"/g/{at}/")
        for at, (cell, value) in enumerate(zip(cells, values, strict=True))
    ]


@settings(max_examples=25)
@given(st.lists(st.one_of(st.floats(-50, 50), st.just(NAN)), min_size=5, max_size=5))
def test_every_region_has_the_colour_of_its_class(coverage: Cells, values: list[float]) -> None:
    scheme = quantile_classes(values, 5, 1, middle=0)
    spec = Choropleth("T", regions(coverage(5), values), scheme, "wskaźnik")
    drawn = fills(draw_choropleth(spec))
    for value, fill in zip(values, drawn, strict=True):
        if math.isfinite(value):
            assert fill == scheme.colour(value)
        else:
            assert fill.startswith("url(#")


@pytest.mark.parametrize("count", [1, 2, 3, 15, 28])
def test_no_member_is_left_out(coverage: Cells, count: int) -> None:
    cells = coverage(count)
    picture = draw_choropleth(Choropleth("T", regions(cells, [3.0] * count), TWO, "wskaźnik"))
    assert len(fills(picture)) == count
    text = " ".join(words(picture))
    assert all(f"Gmina {at}" in text for at in range(count))
    assert ("3" in words(picture)) == (count <= VALUED)


def test_context_is_pale_and_has_no_words(coverage: Cells, around: list[BaseGeometry]) -> None:
    spec = Choropleth("T", regions(coverage(3), [1, 2, 9]), TWO, "w", context=around)
    alone = Choropleth("T", regions(coverage(3), [1, 2, 9]), TWO, "w")
    picture = draw_choropleth(spec)
    assert f'fill="{theme.SURFACE}"' in picture.svg
    assert sorted(words(picture)) == sorted(words(draw_choropleth(alone)))


def test_links_name_the_gmina_and_its_value_and_lead_to_its_page(coverage: Cells) -> None:
    values = [1.5, NAN, 9.0]
    spec = Choropleth("T", regions(coverage(3), values), TWO, "w", "%", 1, interactive=True)
    svg = draw_choropleth(spec).svg
    found = re.findall(r'<a href="([^"]+)"[^>]*aria-label="([^"]+)"', svg)
    assert found == [
        ("/g/0/", "Gmina 0: 1,5%"), ("/g/1/", "Gmina 1: brak danych"), ("/g/2/", "Gmina 2: 9,0%"),
    ]  # fmt: skip


def test_a_region_without_a_page_is_no_link(coverage: Cells) -> None:
    bare = [Region(f"G{at}", cell, 1.0) for at, cell in enumerate(coverage(3))]
    svg = draw_choropleth(Choropleth("T", bare, TWO, "w", interactive=True)).svg
    assert "<a " not in svg


def test_the_marked_region_is_outlined_over_all_others(coverage: Cells) -> None:
    made = regions(coverage(5), [1.0] * 5)
    plain = draw_choropleth(Choropleth("T", made, TWO, "w")).svg
    marked = draw_choropleth(Choropleth("T", made, TWO, "w", marked=3)).svg
    outline = f'stroke="{theme.PARTNERSHIP}" stroke-width="2.6"'
    assert outline not in plain
    assert marked.index(outline) > marked.rindex('stroke-width="1.1"')


def test_names_and_values_may_be_left_out(coverage: Cells) -> None:
    made = regions(coverage(3), [1.25, 2.25, 3.25])
    bare = words(draw_choropleth(Choropleth("T", made, TWO, "w", decimals=2, labels=False)))
    assert not any("Gmina" in text for text in bare)
    named = words(draw_choropleth(Choropleth("T", made, TWO, "w", decimals=2, values=False)))
    assert "1,25" not in named
    assert any("Gmina" in text for text in named)


@pytest.mark.parametrize("width", [theme.FULL_WIDTH, theme.HALF_WIDTH, 480.0, 479.0])
def test_the_key_is_on_the_sheet_at_any_width(
    coverage: Cells, width: float, misplaced: Callable[[Picture], list[str]]
) -> None:
    legend = "Udział osób w wieku poprodukcyjnym w ludności ogółem w roku 2024"
    spec = Choropleth("T", regions(coverage(5), [1, 2, NAN, 8, 9]), TWO, legend, "%", width=width)
    picture = draw_choropleth(spec)
    outside = [fault for fault in misplaced(picture) if "leaves" in fault]
    assert outside == []
    assert {"5% i więcej (2)", "poniżej 5% (2)", "brak danych (1)"} <= set(words(picture))


def test_a_tall_area_is_no_taller_than_it_may_be() -> None:
    tall = [Region("Mierzeja", shapely.box(18, 53, 18.05, 54.5), 1.0)]
    picture = draw_choropleth(Choropleth("T", tall, TWO, "w", max_height=300))
    assert picture.height <= 302


def test_names_with_signs_of_markup_are_only_words(coverage: Cells) -> None:
    made = [Region('A & "B" <C>', coverage(1)[0], 1.0, "/g/?a=1&b=<2>")]
    svg = draw_choropleth(Choropleth("T", made, TWO, "w < 5 & t", interactive=True)).svg
    assert "A &amp; " in svg
    assert 'href="/g/?a=1&amp;b=&lt;2&gt;"' in svg
    assert "w &lt; 5 &amp; t" in svg
