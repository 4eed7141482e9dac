"""Invented place names that sound and inflect like Polish ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import numpy as np
import yaml

EPITHET_SHARE = 0.12
PREFIX_SHARE = 0.15


@dataclass(frozen=True)
class PlaceName:
    """A name of a place and the adjective its powiat takes from it (masculine)."""

    name: str
    adjective: str


@cache
def _morphemes() -> dict[str, Any]:
    text = files(__package__).joinpath("morphemes.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def all_names() -> tuple[tuple[PlaceName, ...], ...]:
    """Every name that can be composed: plain ones, prefixed ones, ones with an epithet."""
    parts = _morphemes()
    roots = [(root, False) for root in parts["roots"]] + [(root, True) for root in parts["soft"]]
    plain: list[PlaceName] = []
    prefixed: list[PlaceName] = []
    epithets: list[PlaceName] = []
    for prefix, (root, soft), ending in product(parts["prefixes"], roots, parts["endings"]):
        stem = prefix + root.lower() if prefix else root
        text = ending.get("soft", ending["text"]) if soft else ending["text"]
        adjective = (
            ending.get("soft_adjective", ending["adjective"]) if soft else ending["adjective"]
        )
        if stem + text in parts["avoid"]:
            continue
        made = PlaceName(stem + text, stem.lower() + adjective)
        (prefixed if prefix else plain).append(made)
        epithets += [
            PlaceName(f"{epithet} {made.name}", made.adjective)
            for epithet in parts["epithets"][ending["gender"]]
        ]
    return tuple(plain), tuple(prefixed), tuple(epithets)


def draw_names(count: int, rng: np.random.Generator) -> list[PlaceName]:
    """``count`` names; they differ as long as the morphemes allow, and then start anew.

    >>> names = draw_names(50, np.random.default_rng(1))
    >>> len({place.name for place in names})
    50
    """
    plain, prefixed, epithets = (
        [group[k] for k in rng.permutation(len(group))] for group in all_names()
    )
    few = min(count, len(plain))
    start = plain[:few] + prefixed[: int(few * PREFIX_SHARE)] + epithets[: int(few * EPITHET_SHARE)]
    start = [start[k] for k in rng.permutation(len(start))]
    rest = plain[few:] + prefixed[int(few * PREFIX_SHARE) :] + epithets[int(few * EPITHET_SHARE) :]
    pool = start + [rest[k] for k in rng.permutation(len(rest))]
    return [pool[k % len(pool)] for k in range(count)]
