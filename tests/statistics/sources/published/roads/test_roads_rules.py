"""Tags of a way: whether a car may take it, in which direction and how fast."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.published.roads.rules import Drive, RoadRules

RULES = RoadRules.load()


def drive(**tags: str) -> Drive | None:
    return RULES.drive({key.replace("__", ":"): value for key, value in tags.items()})


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 48.28032),
        ("30mph", 48.28032),
        ("10 knots", 18.52),
        ("62.5", 62.5),
        ("PL:urban", 50),
        ("PL:rural", 90),
        ("PL:motorway", 140),
        ("PL:living_street", 20),
        ("none", 140),
        ("walk", 10),
        ("70;50", 50),
        ("70; signals", 70),
        ("250", 140),
        ("", None),
        ("signals", None),
        ("0", None),
        ("3", None),
        ("-50", None),
        ("fifty", None),
        ("DE:urban", None),
    ],
)
def test_limits_are_read_in_every_way_they_are_written(text: str, limit: float | None) -> None:
    assert RULES.limit(text) == (None if limit is None else pytest.approx(limit))


@given(st.text(max_size=30))
def test_no_sign_gives_an_impossible_speed(text: str) -> None:
    limit = RULES.limit(text)
    assert limit is None or RULES.slowest <= limit <= RULES.fastest


@given(
    st.dictionaries(
        st.sampled_from(["oneway", "maxspeed", "access", "junction"]), st.text(max_size=8)
    )
)
def test_any_tags_give_a_usable_speed_or_none(tags: dict[str, str]) -> None:
    found = RULES.drive({"highway": "residential", **tags})
    if found is not None:
        assert max(found.along, found.against) > 0
        assert all(math.isfinite(speed) and speed >= 0 for speed in (found.along, found.against))


@pytest.mark.parametrize("value", ["yes", "true", "1"])
def test_one_way_along(value: str) -> None:
    assert drive(highway="residential", oneway=value) == Drive(30.0, 0.0)


@pytest.mark.parametrize("value", ["-1", "reverse"])
def test_one_way_against(value: str) -> None:
    assert drive(highway="residential", oneway=value) == Drive(0.0, 30.0)


def test_implied_directions() -> None:
    assert drive(highway="motorway") == Drive(120.0, 0.0)
    assert drive(highway="motorway", oneway="no") == Drive(120.0, 120.0)
    assert drive(highway="motorway_link") == Drive(60.0, 60.0)
    assert drive(highway="residential", junction="roundabout") == Drive(30.0, 0.0)
    assert drive(highway="residential", junction="circular") == Drive(30.0, 0.0)
    assert drive(highway="residential", junction="roundabout", oneway="-1") == Drive(0.0, 30.0)


@pytest.mark.parametrize("key", ["access", "vehicle", "motor_vehicle", "motorcar"])
@pytest.mark.parametrize("value", ["no", "private", "forestry", "agricultural"])
def test_closed_ways(key: str, value: str) -> None:
    assert drive(highway="residential", **{key: value}) is None


@pytest.mark.parametrize("value", ["yes", "destination", "permissive", "customers", "delivery"])
def test_open_ways(value: str) -> None:
    assert drive(highway="residential", access=value) == Drive(30.0, 30.0)


def test_the_particular_word_counts_before_the_general() -> None:
    assert drive(highway="residential", access="no", motor_vehicle="yes") is not None
    assert drive(highway="residential", access="yes", motorcar="no") is None


def test_ferries_only_where_asked() -> None:
    tags = {"route": "ferry"}
    assert RULES.drive(tags) is None
    assert RULES.drive(tags, ferries=True) == Drive(10.0, 10.0)
    assert RULES.drive({**tags, "motor_vehicle": "no"}, ferries=True) is None
    assert RULES.drive({"route": "bus"}, ferries=True) is None


@pytest.mark.parametrize("kind", ["footway", "path", "track", "cycleway", "steps", "proposed", ""])
def test_ways_for_others(kind: str) -> None:
    assert drive(highway=kind) is None


def test_squares_and_driveways_are_no_roads() -> None:
    assert drive(highway="service", area="yes") is None
    assert drive(highway="service", service="driveway") is None
    assert drive(highway="service", service="alley") == Drive(15.0, 15.0)


def test_faster_classes_are_faster() -> None:
    order = ["motorway", "trunk", "primary", "secondary", "tertiary", "unclassified"]
    speeds = [RULES.speeds[kind] for kind in order]
    assert speeds == sorted(speeds, reverse=True)
    assert all(RULES.slowest <= speed <= RULES.fastest for speed in RULES.speeds.values())
