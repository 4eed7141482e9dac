"""The chapters a text starts with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from terytoria.strategy.elements import profile


@dataclass(frozen=True)
class ChapterTemplate:
    """A chapter to start with: its elements, what the chain writes into it, what to write."""

    title: str
    elements: tuple[str, ...]
    fill: str
    hint: str


@cache
def every_chapter() -> tuple[ChapterTemplate, ...]:
    """All chapters of the data, in order."""
    text = files("terytoria.portal.drafting").joinpath("data/templates.yaml")
    rows: list[dict[str, Any]] = yaml.safe_load(text.read_text(encoding="utf-8"))["chapters"]
    return tuple(
        ChapterTemplate(
            row["title"], tuple(row.get("elements", ())), row.get("fill", ""), row["hint"]
        )
        for row in rows
    )


def template_of(profiles: Iterable[str]) -> tuple[ChapterTemplate, ...]:
    """Chapters for a set of profiles, each with the elements that these profiles have.

    >>> [one.elements for one in template_of(["cwd"])][:3]
    [(), ('C1',), ()]
    """
    known = {one.id for name in profiles for one in profile(name).elements}
    return tuple(
        ChapterTemplate(one.title, own, one.fill, one.hint)
        for one in every_chapter()
        for own in [tuple(element for element in one.elements if element in known)]
        if own or not one.elements
    )


def hint_of(title: str, elements: Iterable[str]) -> str:
    """What to write in a chapter: told by its title, else by an element it shares."""
    declared = set(elements)
    for one in every_chapter():
        if one.title == title or declared & set(one.elements):
            return one.hint
    return ""
