"""The picture of a target: from the base along the straight way, with the readings."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.axes import Key
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scales import Scale, extent, rounded
from terytoria.documents.figures.scene import Scene
from terytoria.strategy.monitoring import Reading

WAY = theme.MUTED
SEEN = theme.ACCENT
GOAL = theme.PARTNERSHIP


@dataclass(frozen=True)
class Course:
    """What is drawn; without a base there is no way, only the readings and the goal."""

    title: str
    unit: str
    decimals: int
    base_year: int | None
    base: float | None
    target_year: int
    target: float
    readings: tuple[Reading, ...] = ()
    description: str = ""
    width: float = theme.FULL_WIDTH
    height: float = 200.0

    def expected(self, year: int) -> float | None:
        """The value on the straight way in a year."""
        if self.base is None or self.base_year is None:
            return None
        part = (year - self.base_year) / (self.target_year - self.base_year)
        return self.base + part * (self.target - self.base)


def draw_course(course: Course) -> Picture:
    """Draw a target with its readings and their intervals.

    Example:
        >>> draw_course(Course("Miejsca", "miejsca", 0, 2024, 100.0, 2030, 160.0)).width
        640.0
    """
    keys = _keys(course)
    head = axes.key_height(keys, course.width) + 6
    scene = Scene(course.width, head + course.height)
    axes.draw_key(scene, 0, 0, keys, course.width)
    years = [one.year for one in course.readings]
    first = min([course.base_year or course.target_year - 1, *years])
    low, high = rounded(*extent(_values(course), margin=0.06), 4)
    top, bottom = head + 18, head + course.height - 22
    y = Scale(low, high, bottom, top + 4)
    left = axes.value_axis_width(y, 4) + 9
    goal = numeral(course.target, course.decimals)
    right = course.width - lettering.width(goal, bold=True) - 14
    x = Scale(first, max([course.target_year, *years]), left + 6, right)
    axes.heading(scene, 0, head + 10, course.unit, room=course.width)
    axes.value_axis(scene, y, left, right, 4)
    axes.year_axis(scene, x, first, int(x.high), bottom)
    _draw_way(scene, course, x, y)
    _draw_readings(scene, course, x, y)
    axes.diamond(scene, x(course.target_year), y(course.target), 6, GOAL)
    spot = x(course.target_year) + 10
    scene.text(spot, y(course.target), goal, fill=GOAL, bold=True, middle=True, halo=theme.PAPER)
    return scene.picture(course.title, course.description)


def _values(course: Course) -> list[float]:
    found = [course.target]
    if course.base is not None:
        found.append(course.base)
    for one in course.readings:
        found += [end for end in (one.value, one.low, one.high) if end is not None]
    return found


def _keys(course: Course) -> list[Key]:
    keys = []
    if course.expected(course.target_year) is not None:
        keys += [Key("baza", "ring", theme.INK), Key("prosta droga do celu", "dashed", WAY)]
    if course.readings:
        keys.append(Key("odczyt", "dot", SEEN))
    if any(one.low is not None for one in course.readings):
        keys.append(Key("przedział odczytu", "whisker", SEEN))
    return [*keys, Key("cel", "diamond", GOAL)]


def _draw_way(scene: Scene, course: Course, x: Scale, y: Scale) -> None:
    if course.base is None or course.base_year is None:
        return
    start, end = (x(course.base_year), y(course.base)), (x(course.target_year), y(course.target))
    scene.line(*start, *end, WAY, 1.6, "5 4")
    scene.circle(*start, 4, theme.PAPER, theme.INK, 1.6)


def _draw_readings(scene: Scene, course: Course, x: Scale, y: Scale) -> None:
    for one in course.readings:
        spot = x(one.year)
        if one.low is not None and one.high is not None:
            scene.line(spot, y(one.low), spot, y(one.high), SEEN, 1.6)
            for end in (one.low, one.high):
                scene.line(spot - 4, y(end), spot + 4, y(end), SEEN, 1.6)
        scene.circle(spot, y(one.value), 4, SEEN)
