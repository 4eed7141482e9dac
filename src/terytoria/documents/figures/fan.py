"""Outlook: what was, what is expected, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.axes import Key
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scales import Scale, extent, finite, rounded
from terytoria.documents.figures.scene import Scene, polyline
from terytoria.documents.figures.trend import Break

PANEL_GAP = 30.0
TITLE = 20.0


@dataclass(frozen=True)
class Panel:
    """One unit: history and projection with its interval; NaN where unknown."""

    name: str
    years: Sequence[int]
    values: Sequence[float]
    future_years: Sequence[int]
    future: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    partnership: bool = False

    def __post_init__(self) -> None:
        """Check lengths."""
        past = len(self.years) == len(self.values)
        ahead = {len(self.future), len(self.low), len(self.high)} == {len(self.future_years)}
        if not (past and ahead):
            raise ValueError(f"{self.name}: values and years of a projection differ in length")
        if not (self.years or self.future_years):
            raise ValueError(f"{self.name}: a panel needs a year at least; leave it out")


@dataclass(frozen=True)
class Fan:
    """Panels of projections; with ``interval`` the share the band should hold, e.g. 80%."""

    title: str
    panels: Sequence[Panel]
    unit: str = ""
    decimals: int = 0
    interval: str = "przedział 80%"
    breaks: Sequence[Break] = ()
    zero: bool = False
    columns: int = 0
    description: str = ""
    width: float = theme.FULL_WIDTH
    panel_height: float = 0.0


def draw_fan(spec: Fan) -> Picture:
    """Draw one large panel or a grid of small ones, each with its own scale.

    Example:
        >>> panel = Panel("Tuczno", [2020], [5.0], [2030], [4.4], [4.1], [4.8])
        >>> draw_fan(Fan("Ludność do 2030", [panel])).width
        640.0
    """
    columns = spec.columns or min(len(spec.panels), 3 if spec.width > 400 else 2) or 1
    rows = math.ceil(len(spec.panels) / columns)
    tall = spec.panel_height or (250.0 if columns == 1 else 150.0)
    keys = _keys(spec)
    head = axes.key_height(keys, spec.width) + 8
    scene = Scene(spec.width, head + rows * (tall + PANEL_GAP))
    axes.draw_key(scene, 0, 0, keys, spec.width)
    wide = (spec.width - (columns - 1) * 18) / columns
    for at, panel in enumerate(spec.panels):
        left = (at % columns) * (wide + 18)
        top = head + (at // columns) * (tall + PANEL_GAP)
        _draw_panel(scene, spec, panel, lettering.Box(left, top, left + wide, top + tall))
    return scene.picture(spec.title, spec.description)


def _keys(spec: Fan) -> list[Key]:
    keys = [
        Key("dane", "line", theme.INK),
        Key("prognoza", "dashed", theme.MEMBER),
        Key(spec.interval, "band", theme.SEQUENTIAL[1]),
    ]
    drawn = [item.label for item in spec.breaks if any(_falls(item, p) for p in spec.panels)]
    return keys + [Key(label, "gap", theme.AXIS) for label in dict.fromkeys(drawn)]


def _falls(item: Break, panel: Panel) -> bool:
    """Whether a break falls between two years of a panel."""
    years = [*panel.years, *panel.future_years]
    return min(years) < item.year <= max(years)


def _draw_panel(scene: Scene, spec: Fan, panel: Panel, box: lettering.Box) -> None:
    years = [*panel.years, *panel.future_years]
    ends = [*panel.values, *panel.future, *panel.low, *panel.high]
    low, high = rounded(*extent(ends, zero=spec.zero, margin=0.04), 4)
    y = Scale(low, high, box.bottom - 18, box.top + TITLE + 14)
    left = box.left + axes.value_axis_width(y, 4) + 9
    colour = theme.PARTNERSHIP if panel.partnership else theme.MEMBER
    name = lettering.shorten(panel.name, box.right - box.left, 12, bold=True)
    scene.text(box.left, box.top + 11, name, size=12, bold=True, fill=colour)
    last = [value for value in panel.future if math.isfinite(value)]
    room = lettering.width(numeral(last[-1], spec.decimals), bold=True) if last else 0
    x = Scale(min(years), max(years), left, box.right - room - 8)
    axes.heading(scene, box.left, box.top + 24, spec.unit, room=box.right - box.left)
    axes.value_axis(scene, y, left, x.end, 4)
    axes.year_axis(scene, x, min(years), max(years), box.bottom - 18)
    for item in spec.breaks:
        if _falls(item, panel):
            spot = x(item.year - 0.5)
            scene.line(spot, box.top + TITLE + 10, spot, box.bottom - 18, theme.AXIS, 1.1, "1.5 3")
    if not finite(ends):
        axes.no_data(scene, (x.start + x.end) / 2, (y.start + y.end) / 2)
    _draw_future(scene, panel, x, y, colour)
    _draw_past(scene, spec, panel, x, y)
    if last:
        place = y(last[-1])
        text = numeral(last[-1], spec.decimals)
        scene.text(x.end + 5, place, text, fill=colour, bold=True, middle=True)


def _draw_future(scene: Scene, panel: Panel, x: Scale, y: Scale, colour: str) -> None:
    rows = [
        (year, value, low, high)
        for year, value, low, high in zip(
            panel.future_years, panel.future, panel.low, panel.high, strict=True
        )
        if math.isfinite(value + low + high)
    ]
    known = [
        (year, v) for year, v in zip(panel.years, panel.values, strict=True) if math.isfinite(v)
    ]
    start = [(year, value, value, value) for year, value in known[-1:]] if rows else []
    rows = start + rows
    upper = [(x(year), y(high)) for year, _, _, high in rows]
    lower = [(x(year), y(low)) for year, _, low, _ in reversed(rows)]
    band = "#f3d3c8" if panel.partnership else theme.SEQUENTIAL[1]
    if len(rows) > 1:
        scene.path(polyline([*upper, *lower], closed=True), fill=band)
        middle = [(x(year), y(value)) for year, value, _, _ in rows]
        scene.path(polyline(middle), stroke=colour, thickness=2.0, dash="5 3")
    elif rows:
        scene.line(*upper[0], *lower[0], band, 5.0)
        scene.circle(x(rows[0][0]), y(rows[0][1]), 2.6, colour)


def _draw_past(scene: Scene, spec: Fan, panel: Panel, x: Scale, y: Scale) -> None:
    run: list[tuple[float, float]] = []
    cuts = {item.year for item in spec.breaks}
    before = -math.inf
    for year, value in [*zip(panel.years, panel.values, strict=True), (10**6, math.nan)]:
        if run and (not math.isfinite(value) or any(before < cut <= year for cut in cuts)):
            if len(run) == 1:
                scene.circle(*run[0], 2.6, theme.INK)
            else:
                scene.path(polyline(run), stroke=theme.INK, thickness=2.2)
            run = []
        if math.isfinite(value):
            run.append((x(year), y(value)))
        before = year
