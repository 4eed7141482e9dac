"""Names of sources in Polish: in full where they are listed, short under figures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

import yaml


def short_names(sources: Iterable[str]) -> tuple[str, ...]:
    """Short names without repetition, sorted; a source not in the list keeps its own name.

    >>> short_names(["GUS BDL P1355", "GUS BDL", "Urząd Gminy"])
    ('GUS BDL', 'Urząd Gminy')
    """
    return tuple(sorted({_known().get(one, {}).get("short", one) for one in sources}))


def full_names(sources: Iterable[str]) -> tuple[str, ...]:
    """Full names in the given order, without repetition.

    >>> full_names(["PKW", "PKW"])
    ('Państwowa Komisja Wyborcza',)
    """
    return tuple(dict.fromkeys(_known().get(one, {}).get("full", one) for one in sources))


@cache
def _known() -> dict[str, dict[str, str]]:
    text = resources.files("terytoria.reports").joinpath("data/sources.yaml")
    known: dict[str, dict[str, str]] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return known
