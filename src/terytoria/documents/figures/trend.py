"""Lines over years: members, the partnership, and the middle of their group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.placement import spread
from terytoria.documents.figures.scales import Scale, extent, rounded
from terytoria.documents.figures.scene import Scene, polyline

NAME_LIMIT = 150.0
LABEL_GAP = 13.0
BREAK_ROW = 14.0
COLOURED = 6
"""Up to so many members each get a colour; more are drawn alike and told apart by their labels."""


@dataclass(frozen=True)
class Line:
    """A series: ``values`` run along the years of the trend, NaN where there is none."""

    name: str
    values: Sequence[float]
    partnership: bool = False


@dataclass(frozen=True)
class Break:
    """Values from ``year`` on do not compare with those before; ``label`` says why, shortly.

    ``lines`` names the lines it parts; none named: all of them.
    """

    year: int
    label: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The comparison group year by year: median and quartiles, NaN where unknown."""

    name: str
    median: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@dataclass(frozen=True)
class Trend:
    """What a trend chart shows; ``years`` are consecutive or not, ascending."""

    title: str
    years: Sequence[int]
    lines: Sequence[Line]
    unit: str = ""
    decimals: int = 0
    group: Group | None = None
    breaks: Sequence[Break] = ()
    zero: bool = False
    description: str = ""
    width: float = theme.FULL_WIDTH
    height: float = 280.0

    def __post_init__(self) -> None:
        """Check that every series runs along the years."""
        if list(self.years) != sorted(set(self.years)) or not self.years:
            raise ValueError("years of a trend must ascend; sort them and drop repeats")
        series = [(line.name, line.values) for line in self.lines]
        if self.group:
            parts = (self.group.median, self.group.low, self.group.high)
            series += [(self.group.name, part) for part in parts if len(part)]
        for name, values in series:
            if len(values) != len(self.years):
                raise ValueError(
                    f"{name}: {len(values)} values for {len(self.years)} years; use NaN for gaps"
                )


@dataclass(frozen=True)
class _Pen:
    colour: str
    thickness: float
    dash: str = ""


@dataclass(frozen=True)
class _Plot:
    x: Scale
    y: Scale
    top: float
    bottom: float


def draw_trend(trend: Trend) -> Picture:
    """Draw a trend.

    A missing value or a break interrupts the line; a value alone between gaps is a dot. Each
    line is named at its end.

    Example:
        >>> draw_trend(Trend("Ludność", [2020, 2021], [Line("Tuczno", [4.6, 4.5])])).width
        640.0
    """
    trend = _trimmed(trend)
    tags = _tags(trend)
    height = max(trend.height, 70 + LABEL_GAP * len(tags))
    scene = Scene(trend.width, height)
    plot = _layout(trend, height)
    axes.heading(scene, 0, 11, trend.unit)
    axes.value_axis(scene, plot.y, plot.x.start, plot.x.end)
    axes.year_axis(scene, plot.x, trend.years[0], trend.years[-1], plot.bottom)
    if not tags:
        axes.no_data(scene, (plot.x.start + plot.x.end) / 2, (plot.top + plot.bottom) / 2)
    _draw_group(scene, trend, plot)
    _draw_breaks(scene, trend, plot)
    colours = _colours(trend)
    many = len(trend.lines) > COLOURED + 1
    for line, colour in sorted(zip(trend.lines, colours, strict=True), key=_partnership_last):
        thickness = 3.0 if line.partnership else 1.7 - 0.4 * many
        _draw_line(scene, plot, _runs(trend, line.values, line.name), _Pen(colour, thickness))
    _draw_labels(scene, trend, plot, tags)
    return scene.picture(trend.title, trend.description)


def _trimmed(trend: Trend) -> Trend:
    """The trend without years at either end of which nothing at all is known."""
    series = [line.values for line in trend.lines] + ([trend.group.median] if trend.group else [])
    known = [at for at in range(len(trend.years)) if any(math.isfinite(s[at]) for s in series)]
    if not known:
        return trend
    kept = slice(known[0], known[-1] + 1)
    group = trend.group and replace(
        trend.group,
        median=trend.group.median[kept],
        low=trend.group.low[kept],
        high=trend.group.high[kept],
    )
    lines = [replace(line, values=line.values[kept]) for line in trend.lines]
    return replace(trend, years=trend.years[kept], lines=lines, group=group)


def _partnership_last(entry: tuple[Line, str]) -> bool:
    return entry[0].partnership


def _colours(trend: Trend) -> list[str]:
    members = [line for line in trend.lines if not line.partnership]
    many = len(members) > COLOURED
    scheme = iter([theme.MANY] * len(members) if many else theme.CATEGORICAL)
    return [theme.PARTNERSHIP if line.partnership else next(scheme) for line in trend.lines]


def _tags(trend: Trend) -> list[tuple[str, str, Sequence[float], bool]]:
    """Name, colour, values and emphasis of whatever is named at its end."""
    tags = [
        (line.name, colour, line.values, line.partnership)
        for line, colour in zip(trend.lines, _colours(trend), strict=True)
    ]
    if trend.group:
        tags.append((trend.group.name, theme.MUTED, trend.group.median, False))
    return [tag for tag in tags if any(math.isfinite(value) for value in tag[2])]


def _text(trend: Trend, name: str, values: Sequence[float], *, bold: bool) -> str:
    last = next(value for value in reversed(values) if math.isfinite(value))
    value = numeral(last, trend.decimals, "%" if trend.unit.startswith("%") else "")
    return f"{lettering.shorten(name, min(NAME_LIMIT, trend.width * 0.28), bold=bold)}  {value}"


def _layout(trend: Trend, height: float) -> _Plot:
    every = [value for line in trend.lines for value in line.values]
    if trend.group:
        every += [*trend.group.median, *trend.group.low, *trend.group.high]
    y_low, y_high = rounded(*extent(every, zero=trend.zero, margin=0.03))
    top, bottom = 24.0 + BREAK_ROW * len(_label_rows(trend)), height - 24.0
    y = Scale(y_low, y_high, bottom, top)
    labels = [_text(trend, name, values, bold=bold) for name, _, values, bold in _tags(trend)]
    room = max((lettering.width(label, bold=True) for label in labels), default=0.0)
    left = axes.value_axis_width(y) + 14
    x = Scale(trend.years[0], trend.years[-1], left, trend.width - room - 26)
    return _Plot(x, y, top, bottom)


def _runs(trend: Trend, values: Sequence[float], name: str = "") -> list[list[tuple[int, float]]]:
    """Stretches of years that may be joined: neighbouring, with values, no break between."""
    cuts = {item.year for item in trend.breaks if not item.lines or name in item.lines}
    runs: list[list[tuple[int, float]]] = []
    previous = -1
    for at, (year, value) in enumerate(zip(trend.years, values, strict=True)):
        if not math.isfinite(value):
            continue
        broken = any(trend.years[previous] < cut <= year for cut in cuts) if runs else True
        if broken or previous != at - 1:
            runs.append([])
        runs[-1].append((year, float(value)))
        previous = at
    return runs


def _draw_line(scene: Scene, plot: _Plot, runs: list[list[tuple[int, float]]], pen: _Pen) -> None:
    for run in runs:
        points = [(plot.x(year), plot.y(value)) for year, value in run]
        if len(points) == 1:
            scene.circle(*points[0], pen.thickness + 0.7, pen.colour)
        else:
            scene.path(polyline(points), stroke=pen.colour, thickness=pen.thickness, dash=pen.dash)


def _draw_group(scene: Scene, trend: Trend, plot: _Plot) -> None:
    group = trend.group
    if group is None:
        return
    if len(group.low) and len(group.high):
        both = [
            low + high if math.isfinite(low + high) else math.nan
            for low, high in zip(group.low, group.high, strict=True)
        ]
        at = {year: place for place, year in enumerate(trend.years)}
        for run in _runs(trend, both):
            years = [year for year, _ in run]
            upper = [(plot.x(year), plot.y(group.high[at[year]])) for year in years]
            lower = [(plot.x(year), plot.y(group.low[at[year]])) for year in reversed(years)]
            if len(years) == 1:
                upper, lower = _widened(upper, -3, 3), _widened(lower, 3, -3)
            scene.path(polyline([*upper, *lower], closed=True), fill=theme.BAND)
    _draw_line(scene, plot, _runs(trend, group.median), _Pen(theme.MUTED, 1.4, "5 3"))


def _widened(
    points: list[tuple[float, float]], first: float, last: float
) -> list[tuple[float, float]]:
    x, y = points[0]
    return [(x + first, y), (x + last, y)]


def _label_rows(trend: Trend) -> list[list[Break]]:
    """Breaks of all lines, in the row next to the plot, then those of single lines."""
    rows = ([b for b in trend.breaks if not b.lines], [b for b in trend.breaks if b.lines])
    return [row for row in rows if row]


def _draw_breaks(scene: Scene, trend: Trend, plot: _Plot) -> None:
    for number, row in enumerate(_label_rows(trend)):
        shown = [item for item in row if trend.years[0] < item.year <= trend.years[-1]]
        spots = [plot.x(_between(trend.years, item.year)) for item in shown]
        height, taken = plot.top - 8 - BREAK_ROW * number, -math.inf
        for item, x in sorted(zip(shown, spots, strict=True), key=lambda pair: pair[1]):
            scene.line(x, height, x, plot.bottom, theme.AXIS, 1.1, "1.5 3")
            words = lettering.shorten(item.label, scene.width, 10)
            wide = lettering.width(words, 10)
            left = min(max(x - wide / 2, 0), scene.width - wide)
            if left > taken + 6:
                scene.text(left, height - 4, words, size=10, fill=theme.MUTED, italic=True)
                taken = left + wide


def _between(years: Sequence[int], year: int) -> float:
    before = max(value for value in years if value < year)
    after = min(value for value in years if value >= year)
    return (before + after) / 2


def _draw_labels(
    scene: Scene, trend: Trend, plot: _Plot, tags: list[tuple[str, str, Sequence[float], bool]]
) -> None:
    ends = []
    for _, _, values, _ in tags:
        at = max(place for place, value in enumerate(values) if math.isfinite(value))
        ends.append((plot.x(trend.years[at]), plot.y(values[at])))
    places = spread([y for _, y in ends], LABEL_GAP, plot.top - 4, plot.bottom + 4)
    for (name, colour, values, bold), (x, y), label_y in zip(tags, ends, places, strict=True):
        words = _text(trend, name, values, bold=bold)
        if abs(label_y - y) > 2 or x < plot.x.end - 1:
            bend = [
                (max(x, plot.x.end) + 2, y),
                (plot.x.end + 9, label_y),
                (plot.x.end + 13, label_y),
            ]
            if x < plot.x.end - 1:
                bend.insert(0, (x + 3, y))
            scene.path(polyline(bend), stroke=colour, thickness=0.7)
        else:
            scene.line(plot.x.end + 2, y, plot.x.end + 13, y, colour, 0.7)
        scene.text(
            plot.x.end + 16, label_y, words, fill=theme.legible(colour), bold=bold, middle=True
        )
