"""Pictures of every kind, made from data chosen to be hard to draw."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html import unescape
from itertools import combinations

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import (
    bars,
    choropleth,
    classes,
    country,
    distribution,
    dots,
    fan,
    flowmap,
    heat,
    lettering,
    locator,
    matrix,
    pointmap,
    pyramid,
    quadrant,
    ranks,
    sheet,
    trend,
)
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.picture import Picture

# a busy machine makes single examples slow; speed is measured elsewhere

NAN = math.nan
NAMES = (
    "Nowe Miasto nad Pilicą", "Wałcz (miasto)", "Wałcz (gmina wiejska)", "Człopa", "Mirosławiec",
    "Tuczno", "Kalwaria Zebrzydowska", "Aleksandrów Łódzki (obszar wiejski)", "Święta Katarzyna",
    "Żółkiewka", "Wola Krzysztoporska", "Borne Sulinowo", "Ruda-Huta", "Ćmielów", "Ślesin",
    "Nowogród Bobrzański", "Szczawin Kościelny", "Stare Juchy", "Wąwolnica", "Ustrzyki Dolne",
    "Gmina miejska Międzyrzec Podlaski", "Kąty Wrocławskie", "Mała Wieś", "Zduńska Wola",
    "Piątek", "Grabica", "Bukowina Tatrzańska", "Solec nad Wisłą",
)  # fmt: skip
AREAS = (
    "ludność", "edukacja", "zdrowie i usługi społeczne", "kultura i aktywność obywatelska",
    "rynek pracy", "przedsiębiorczość", "zamożność mieszkańców", "finanse gminy",
    "mieszkalnictwo", "infrastruktura techniczna", "dostępność i transport",
    "przestrzeń i środowisko",
)  # fmt: skip
YEARS = tuple(range(2010, 2025))


def cells(count: int, seed: int = 7) -> list[BaseGeometry]:
    """A coverage of ``count`` cells; the second is a small town inside the third, if there is."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform([16.0, 53.0], [17.2, 53.7], (count if count < 3 else count - 1, 2))
    if len(spots) == 1:
        return [shapely.box(16, 53, 17.2, 53.7)]
    frame = shapely.box(16, 53, 17.2, 53.7)
    made = shapely.voronoi_polygons(shapely.MultiPoint(spots), extend_to=frame)
    parts = [shapely.intersection(part, frame) for part in made.geoms]
    if count < 3:
        return parts
    host = max(range(len(parts)), key=lambda at: parts[at].area)
    parts.insert(1, parts.pop(host))
    town = parts[1].representative_point().buffer(0.03)
    return [
        parts[0],
        shapely.intersection(town, parts[1]),
        shapely.difference(parts[1], town),
        *parts[2:],
    ]


def surroundings() -> list[BaseGeometry]:
    """Neighbours around the cells, which together with them make a coverage."""
    return [
        shapely.box(15.0, 53.0, 16.0, 53.7),
        shapely.box(17.2, 53.0, 18.2, 53.7),
        shapely.box(15.0, 52.4, 18.2, 53.0),
        shapely.box(15.0, 53.7, 18.2, 54.4),
    ]


class Data:
    """Values for ``count`` units: ``varied`` with gaps, all ``equal``, or all ``missing``."""

    def __init__(self, count: int, kind: str = "varied") -> None:
        self.count = count
        self.kind = kind
        self.rng = np.random.default_rng(count)
        self.names = NAMES[:count]

    def values(self, size: int, low: float = 0.0, high: float = 100.0) -> list[float]:
        if self.kind == "equal":
            return [(low + high) / 2] * size
        if self.kind == "missing":
            return [NAN] * size
        drawn = self.rng.uniform(low, high, size)
        if size > 3:
            drawn[3] = drawn[2]
            drawn[size // 2] = NAN
        return [float(value) for value in drawn]


def charts(data: Data, width: float = theme.FULL_WIDTH) -> dict[str, Picture]:
    """One chart of every kind."""
    count, names, size = data.count, data.names, len(YEARS)
    lines = [trend.Line(name, data.values(size, 40, 60)) for name in names]
    lines.append(trend.Line("Partnerstwo", data.values(size, 45, 55), partnership=True))
    group = trend.Group("mediana grupy", data.values(size, 48, 52), [45.0] * size, [55.0] * size)
    breaks = [trend.Break(2012, "NSP 2011"), trend.Break(2020, "nowa podstawa: NSP 2021")]
    bar_list = [
        bars.Bar(name, value, value - 3, value + 5)
        for name, value in zip(names, data.values(count, -20, 60), strict=True)
    ]
    rows = [
        dots.Row(name, data.values(count), data.values(1)[0])
        for name in ("Podmioty gospodarki narodowej na 10 tys. mieszkańców", *AREAS[:5])
    ]
    points = [
        quadrant.Point(name, x, y, partnership=at == 0)
        for at, (name, x, y) in enumerate(
            zip(names, data.values(count, 4, 9), data.values(count, -5, 1), strict=True)
        )
    ]
    ages = [f"{age}–{age + 4}" for age in range(0, 85, 5)] + ["85+"]
    panels = [fan_panel(name, 4000.0 + 900 * at) for at, name in enumerate(names[:9])]
    bands = [
        ranks.RankBand(name, value, value - 8, value + 9)
        for name, value in zip(names, data.values(count, 10, 120), strict=True)
    ]
    grades = [[None if (i + j) % 6 == 5 else (i * j) % 5 for j in range(12)] for i in range(count)]
    curves = [
        distribution.Curve(name, data.values(40, 0, 8), [10.0] * 40, at == 0)
        for at, name in enumerate(names)
    ]
    flows = [data.values(count, 0, 2500) for _ in range(count)]
    cut = (6.5, -2.0)
    behind = (data.rng.normal(6, 2, 300), data.rng.normal(-2, 2, 300))
    q = quadrant.Quadrant("Q", points, "ludność, tys.", "zmiana, %", *cut, *behind, width=width)
    sexes = (data.values(18, 1, 5), data.values(18, 1, 5), "gmina")
    others = (data.values(18, 1, 5), data.values(18, 1, 5), "Polska")
    spec_dots = dots.Dots("Na tle grupy", names, rows, width=width)
    spec_heat = heat.Heat("Klasy", names, AREAS, grades, emphasis=1, width=width)
    spec_curves = distribution.Distribution("Droga", curves, marks=[3, 3.2, 4], width=width)
    spec_fan = fan.Fan("Do 2040", panels, "osoby", breaks=breaks[1:], width=width)
    trends = trend.Trend("Trend", YEARS, lines, "%", 1, group, breaks, width=width)
    return {
        "trend": trend.draw_trend(trends),
        "bars": bars.draw_bars(bars.Bars("Słupki", bar_list, "%", 1, median=9.5, width=width)),
        "dots": dots.draw_dots(spec_dots),
        "quadrant": quadrant.draw_quadrant(q),
        "pyramid": pyramid.draw_pyramid(
            pyramid.Pyramid("Wiek", ages, *sexes, *others, width=width)
        ),
        "fan": fan.draw_fan(spec_fan),
        "ranks": ranks.draw_ranks(ranks.Ranks("Miejsca", bands, 132, width=width)),
        "heat": heat.draw_heat(spec_heat),
        "distribution": distribution.draw_distribution(spec_curves),
        "matrix": matrix.draw_matrix(matrix.Matrix("Kto dokąd", names, names, flows, width=width)),
    }


def fan_panel(name: str, start: float) -> fan.Panel:
    """A panel that falls from ``start``."""
    future = list(range(2025, 2041))
    middle = [start * (1 - 0.01 * step) for step in range(1, 17)]
    spread = [start * 0.008 * step for step in range(1, 17)]
    return fan.Panel(
        name,
        list(range(2016, 2025)),
        [start, NAN, *[start] * 7],
        future,
        middle,
        [value - half for value, half in zip(middle, spread, strict=True)],
        [value + half for value, half in zip(middle, spread, strict=True)],
    )


def maps(data: Data, width: float = theme.FULL_WIDTH) -> dict[str, Picture]:
    """One map of every kind."""
    shapes = cells(data.count)
    values = data.values(len(shapes), -8, 4)
    regions = [
        sheet.Region(name, shape, value, f"/gmina/{at}/")
        for at, (name, shape, value) in enumerate(zip(data.names, shapes, values, strict=True))
    ]
    around = surroundings()
    scheme = classes.quantile_classes(values, 5, 1, middle=0)
    inner = [shape.representative_point() for shape in shapes]
    nodes = [
        flowmap.Node(name, p.x, p.y, at == 1)
        for at, (name, p) in enumerate(zip(data.names, inner, strict=True))
    ]
    nodes.append(flowmap.Node("Szczecin", 14.55, 53.43, member=False))
    flows = [
        flowmap.Flow(at, to, 30.0 * (at + 1))
        for at in range(len(shapes))
        for to in (1 % len(shapes), len(nodes) - 1)
        if at != to
    ]
    flows.append(flowmap.Flow(0, len(nodes) - 1, NAN))
    places = pointmap.Places(
        [p.x for p in inner],
        [p.y for p in inner],
        [100.0 + 50 * at for at in range(len(inner))],
        data.values(len(inner), 0, 7),
    )
    schools = pointmap.Services("szkoła podstawowa", [16.2, 17.0], [53.2, 53.6])
    limits = classes.Classes((1.0, 3.0, 5.0), theme.sequential(4))
    base = country.prepare_country([*shapes, *around], around, width=min(440.0, width))
    every = [*values, NAN, 1.0, 2.0, 3.0]
    legend = "Zmiana liczby ludności w latach 2020–2024"
    return {
        "choropleth": choropleth.draw_choropleth(
            choropleth.Choropleth(
                "Zmiana", regions, scheme, legend, "%", 1, around, interactive=True, width=width
            )
        ),
        "country": country.draw_country(
            country.CountryMap(
                "Kraj", base, every, scheme, legend, "%", 1, (0,), "Powiat", width=width
            )
        ),
        "locator": locator.draw_locator(
            locator.Locator("Położenie", regions, around, around, width=width)
        ),
        "flow": flowmap.draw_flow_map(
            flowmap.FlowMap("Dojazdy", regions, nodes, flows, around, width=width)
        ),
        "points": pointmap.draw_point_map(
            pointmap.PointMap(
                "Szkoły",
                regions,
                places,
                schools,
                limits,
                "Odległość do szkoły",
                context=around,
                width=width,
            )
        ),
    }


def placed_words(picture: Picture) -> list[tuple[str, Box]]:
    """Every piece of text with the ground its letters take, by the font's own widths."""
    found = []
    for look, content in re.findall(r"<text([^>]*)>([^<]*)</text>", picture.svg):
        text, facts = unescape(content), dict(re.findall(r'([\w-]+)="([^"]*)"', look))
        size = float(facts.get("font-size", 11))
        wide = lettering.width(text, size, bold="font-weight" in facts)
        if "transform" in facts:
            x, y = (float(part) for part in re.findall(r"-?[\d.]+", facts["transform"])[:2])
            found.append((text, Box(x - 0.7 * size, y - wide, x + 0.1 * size, y)))
            continue
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[facts.get("text-anchor", "start")]
        left, y = float(facts["x"]) - shift, float(facts["y"])
        found.append((text, Box(left, y - 0.7 * size, left + wide, y + 0.1 * size)))
    return found


@pytest.fixture(scope="session")
def misplaced() -> Callable[[Picture], list[str]]:
    """What lies on other words or outside the sheet, found without a browser."""

    def find(picture: Picture) -> list[str]:
        words = placed_words(picture)
        sheet_of = Box(-0.8, -1, picture.width + 0.8, picture.height + 1)
        faults = [
            f"{text!r} leaves the sheet: {box}"
            for text, box in words
            if box.left < sheet_of.left
            or box.right > sheet_of.right
            or box.top < sheet_of.top
            or box.bottom > sheet_of.bottom
        ]
        tight = [
            (text, Box(box.left + 0.3, box.top + 0.2, box.right - 0.3, box.bottom - 0.2))
            for text, box in words
        ]
        meeting = ((a, b) for a, b in combinations(tight, 2) if a[1].meets(b[1]))
        return faults + [f"{first[0]!r} on {second[0]!r}" for first, second in meeting]

    return find


@pytest.fixture(scope="session")
def hard_pictures() -> dict[str, Picture]:
    """Every kind with few, many and one member, ties, gaps, equal and no values, two widths."""
    made: dict[str, Picture] = {}
    cases = [
        (1, "varied"),
        (5, "varied"),
        (15, "varied"),
        (28, "varied"),
        (5, "equal"),
        (5, "missing"),
    ]
    for count, kind in cases:
        for draw in (charts, maps):
            for name, picture in draw(Data(count, kind)).items():
                made[f"{name}-{count}-{kind}"] = picture
    for draw in (charts, maps):
        for name, picture in draw(Data(5), theme.HALF_WIDTH).items():
            made[f"{name}-half"] = picture
    return made


@pytest.fixture(scope="session")
def coverage() -> Callable[[int], list[BaseGeometry]]:
    """Cells that touch but do not overlap."""
    return cells


@pytest.fixture(scope="session")
def around() -> list[BaseGeometry]:
    """Neighbours of the cells."""
    return surroundings()
