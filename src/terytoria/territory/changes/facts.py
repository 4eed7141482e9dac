"""Changes of Polish gminas that come with the program, each with its source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from terytoria.territory.changes.change import Change, Link, What
from terytoria.territory.changes.correspondence import Correspondence


@cache
def known_changes() -> Correspondence:
    """The changes of ``data/changes.yaml``, which says as of which day they are gathered.

    The list holds what a published source establishes, not every change that happened: minor
    corrections of boundaries are not in it.

    >>> from datetime import date
    >>> [part.code for part in known_changes().successors("3203042", date(2018, 1, 1))]
    ['3203023', '3203063']
    """
    text = files("terytoria.territory.changes").joinpath("data/changes.yaml")
    body = yaml.safe_load(text.read_text(encoding="utf-8"))
    return Correspondence(tuple(_change(entry) for entry in body["changes"]))


def _change(entry: dict[str, Any]) -> Change:
    links = tuple(
        Link(old, new, None if len(targets) > 1 else 1.0)
        for old, targets in entry["links"].items()
        for new in targets
    )
    return Change(entry["day"], What(entry["what"]), links, entry["note"], entry["source"])
