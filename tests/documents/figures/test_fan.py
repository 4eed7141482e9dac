"""Outlooks: the past as it was, the future dashed, its interval around it."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.fan import Fan, Panel, draw_fan
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.trend import Break

NAN = math.nan
VALUE = st.one_of(st.floats(0, 1e5), st.just(NAN))


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def panel(**change: Any) -> Panel:
    values: dict[str, Any] = {
        "name": "Tuczno", "years": [2019, 2020, 2021], "values": [5.0, 4.9, 4.8],
        "future_years": [2030, 2040], "future": [4.0, 3.5], "low": [3.8, 3.0],
        "high": [4.2, 4.0],
    }  # fmt: skip
    return Panel(**(values | change))


def spots(data: str) -> list[tuple[float, float]]:
    pairs = (pair.split() for pair in data.strip("MZ").split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def past(picture: Picture) -> list[str]:
    return re.findall(
        rf'd="([^"]+)" fill="none" stroke="{theme.INK}" stroke-width="2.2"', picture.svg
    )


def band(picture: Picture) -> list[str]:
    return re.findall(rf'<path d="([^"]+)" fill="{theme.SEQUENTIAL[1]}"', picture.svg)


def middle(picture: Picture) -> list[str]:
    pattern = r'd="([^"]+)" fill="none" stroke="#[0-9a-f]{6}" stroke-width="2" stroke-dasharray'
    return re.findall(pattern, picture.svg)


def test_the_projection_starts_where_the_data_end() -> None:
    picture = draw_fan(Fan("T", [panel()]))
    (line,), (future,), (ground,) = past(picture), middle(picture), band(picture)
    assert spots(future)[0] == spots(line)[-1]
    assert spots(ground)[0] == spots(ground)[-1] == spots(line)[-1]


def test_the_band_holds_the_projection_and_widens() -> None:
    picture = draw_fan(Fan("T", [panel()]))
    (ground,) = band(picture)
    corners = spots(ground)
    upper, lower = corners[:3], corners[5:2:-1]
    widths = []
    for (x, y), (x_high, high), (x_low, low) in zip(
        spots(middle(picture)[0]), upper, lower, strict=True
    ):
        assert x == x_high == x_low
        assert high <= y <= low
        widths.append(low - high)
    assert widths == sorted(widths)
    assert widths[0] == 0


def test_data_and_projection_differ_in_more_than_colour() -> None:
    picture = draw_fan(Fan("T", [panel()]))
    assert "stroke-dasharray" not in past(picture)[0]
    assert len(middle(picture)) == 1
    assert {"dane", "prognoza", "przedział 80%"} <= set(words(picture))


def test_the_partnership_is_named_in_its_colour() -> None:
    svg = draw_fan(Fan("T", [panel(partnership=True)])).svg
    assert re.search(rf'fill="{theme.PARTNERSHIP}"[^>]*>Tuczno<', svg)


def test_every_break_drawn_is_in_the_key_once() -> None:
    breaks = [Break(2020, "NSP 2021"), Break(2021, "zmiana granic"), Break(1990, "dawno")]
    shown = words(draw_fan(Fan("T", [panel(), panel(name="Człopa")], breaks=breaks)))
    assert shown.count("NSP 2021") == shown.count("zmiana granic") == 1
    assert "dawno" not in shown


def test_a_break_in_one_panel_only_is_drawn_there_only() -> None:
    later = panel(name="Człopa", years=[2020, 2021], values=[1.0, 1.0])
    svg = draw_fan(Fan("T", [panel(), later], breaks=[Break(2020, "b")])).svg
    assert svg.count('stroke-dasharray="1.5 3"') == 2  # the key and the first panel


def test_a_panel_of_gaps_says_so() -> None:
    empty = panel(values=[NAN] * 3, future=[NAN] * 2, low=[NAN] * 2, high=[NAN] * 2)
    assert NO_DATA in words(draw_fan(Fan("T", [empty])))
    assert NO_DATA not in words(draw_fan(Fan("T", [panel()])))


def test_a_panel_without_years_is_refused() -> None:
    with pytest.raises(ValueError, match="Tuczno: a panel needs a year"):
        panel(years=[], values=[], future_years=[], future=[], low=[], high=[])


def test_a_future_without_its_interval_is_not_drawn() -> None:
    picture = draw_fan(Fan("T", [panel(low=[NAN, 3.0])]))
    (future,) = middle(picture)
    assert len(spots(future)) == 2


def test_a_future_without_any_past_stands_on_its_own() -> None:
    picture = draw_fan(Fan("T", [panel(values=[NAN] * 3)]))
    assert past(picture) == []
    assert len(spots(middle(picture)[0])) == 2


@given(st.lists(VALUE, min_size=1, max_size=10))
def test_gaps_in_the_past_stay_gaps(values: list[float]) -> None:
    years = list(range(2010, 2010 + len(values)))
    picture = draw_fan(Fan("T", [panel(years=years, values=values)]))
    drawn = sum(len(spots(data)) for data in past(picture))
    alone = len(re.findall(rf'<circle [^>]*r="2.6" fill="{theme.INK}"', picture.svg))
    assert drawn + alone == sum(math.isfinite(value) for value in values)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (3, 3), (4, 3), (28, 3)])
def test_panels_stand_in_a_grid_and_none_is_left_out(count: int, columns: int) -> None:
    picture = draw_fan(Fan("T", [panel(name=f"Gmina {at}") for at in range(count)]))
    pattern = r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size="12"[^>]*>Gmina (\d+)<'
    found = [(float(x), float(y), int(at)) for x, y, at in re.findall(pattern, picture.svg)]
    assert [at for _, _, at in found] == list(range(count))
    assert len({x for x, _, _ in found}) == columns
    assert len({y for _, y, _ in found}) == math.ceil(count / columns)
    assert all(y < picture.height for _, y, _ in found)


def test_every_panel_has_its_own_scale() -> None:
    small, large = panel(), panel(name="B", values=[500.0, 490.0, 480.0], future=[400, 350.0])
    shown = words(draw_fan(Fan("T", [small, panel(**{**vars_of(large), "low": [380, 300.0]})])))
    assert "350" in shown
    assert "4" in shown


def vars_of(item: Panel) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def test_zero_is_drawn_in_only_when_asked() -> None:
    assert "0" not in words(draw_fan(Fan("T", [panel()])))
    assert "0" in words(draw_fan(Fan("T", [panel()], zero=True)))
