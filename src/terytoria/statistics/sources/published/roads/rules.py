"""Which ways of OpenStreetMap a car may take, in which direction and how fast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(km/h|kmh|kph|mph|knots)?")
_KMH = {"mph": 1.609344, "knots": 1.852}
_ALONG = {"yes", "true", "1"}
_AGAINST = {"-1", "reverse"}
_RING = {"roundabout", "circular"}


@dataclass(frozen=True)
class Drive:
    """Speed (km/h) along and against the order of the way's nodes; 0 where driving is forbidden."""

    along: float
    against: float


@dataclass(frozen=True)
class RoadRules:
    """The content of ``roads.yaml``: speeds in km/h and the words that close a way."""

    speeds: Mapping[str, float]
    share_of_limit: float
    ferry: float
    limits: Mapping[str, float]
    slowest: float
    fastest: float
    access_keys: tuple[str, ...]
    closed: frozenset[str]
    service_left_out: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> RoadRules:
        """The rules kept beside this module."""
        text = files(__package__).joinpath("roads.yaml").read_text(encoding="utf-8")
        known: dict[str, Any] = yaml.safe_load(text)
        known["access_keys"] = tuple(known["access_keys"])
        for name in ("closed", "service_left_out"):
            known[name] = frozenset(known[name])
        return cls(**{name: known[name] for name in cls.__dataclass_fields__})

    def drive(self, tags: Mapping[str, str], *, ferries: bool = False) -> Drive | None:
        """How a car takes a way with such tags; ``None`` when it may not.

        A roundabout and a motorway are one-way unless told otherwise; a sign gives its limit times
        ``share_of_limit``, a way without one the speed of its class.

        >>> RoadRules.load().drive({"highway": "residential", "oneway": "-1", "maxspeed": "20"})
        Drive(along=0.0, against=17.0)
        >>> RoadRules.load().drive({"highway": "footway"}) is None
        True
        """
        typical = self._typical(tags, ferries=ferries)
        if typical is None or self._closed(tags) or tags.get("area") == "yes":
            return None
        along, against = _directions(tags)
        return Drive(
            self._speed(tags, "forward", typical) if along else 0.0,
            self._speed(tags, "backward", typical) if against else 0.0,
        )

    def _typical(self, tags: Mapping[str, str], *, ferries: bool) -> float | None:
        road = self.speeds.get(tags.get("highway", ""))
        if road is not None and tags.get("service") not in self.service_left_out:
            return road
        return self.ferry if ferries and tags.get("route") == "ferry" else None

    def _closed(self, tags: Mapping[str, str]) -> bool:
        told = next((tags[key] for key in self.access_keys if key in tags), "yes")
        return told in self.closed

    def _speed(self, tags: Mapping[str, str], way: str, typical: float) -> float:
        for key in (f"maxspeed:{way}", "maxspeed"):
            limit = self.limit(tags.get(key, ""))
            if limit is not None:
                return round(limit * self.share_of_limit, 6)
        return float(typical)

    def limit(self, text: str) -> float | None:
        """Speed limit (km/h) of a maxspeed tag; ``None`` when it says nothing usable.

        Of several limits the lowest counts.

        >>> rules = RoadRules.load()
        >>> rules.limit("PL:urban"), rules.limit("50; 70"), rules.limit("20 mph"), rules.limit("x")
        (50.0, 50.0, 32.18688, None)
        """
        found = [self._one_limit(part.strip()) for part in text.split(";")]
        usable = [limit for limit in found if limit is not None and limit >= self.slowest]
        return min(*usable, float(self.fastest)) if usable else None

    def _one_limit(self, text: str) -> float | None:
        if text in self.limits:
            return float(self.limits[text])
        number = _NUMBER.fullmatch(text)
        return float(number[1]) * _KMH.get(number[2], 1.0) if number else None


def _directions(tags: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether a way may be driven along and against the order of its nodes."""
    told = tags.get("oneway", "")
    if told in _AGAINST:
        return False, True
    if told in _ALONG:
        return True, False
    implied = tags.get("junction") in _RING or tags.get("highway") == "motorway"
    return True, told != "" or not implied
