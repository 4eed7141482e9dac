"""Changes made of short words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from terytoria.territory.changes import Change, Link, What

Make = Callable[..., Change]


@pytest.fixture(scope="session")
def change() -> Make:
    """``change("merge", 2015, "A>C", "C>C")`` and ``"A>B:0.4"`` for a share, ``:?`` unknown."""

    def build(what: str, year: int, *links: str, note: str = "", source: str = "") -> Change:
        made = []
        for text in links:
            pair, _, share = text.partition(":")
            old, _, new = pair.partition(">")
            made.append(Link(old, new, None if share == "?" else float(share or 1)))
        return Change(date(year, 1, 1), What(what), tuple(made), note, source)

    return build
