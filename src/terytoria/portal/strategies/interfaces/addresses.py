"""Addresses of items and of the places where problems are repaired."""

from __future__ import annotations

from django.urls import reverse

from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.problem import Problem

SLUGS = {
    Kind.CHALLENGE: "wyzwanie",
    Kind.GOAL: "cel",
    Kind.DIRECTION: "kierunek",
    Kind.PROJECT: "projekt",
    Kind.TARGET: "miernik",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}
PARENTS = {
    (Kind.GOAL, Kind.CHALLENGE): "answers",
    (Kind.DIRECTION, Kind.GOAL): "goal",
    (Kind.TARGET, Kind.GOAL): "goal",
    (Kind.PROJECT, Kind.DIRECTION): "serves",
}
"""By a new item and the item it is added to: the field that links them."""


def outline(slug: str, kind: Kind | None = None, pk: int = 0) -> str:
    """The outline, at an item when there is one."""
    anchor = f"#{kind.value}-{pk}" if kind and pk else ""
    return reverse("strategies:outline", args=[slug]) + anchor


def item(name: str, slug: str, kind: Kind, pk: int) -> str:
    """A page about an item: ``edit``, ``delete``, ``history``, ``move``, ``restore``."""
    if kind is Kind.FRAME:
        return reverse(f"strategies:frame_{name}", args=[slug])
    return reverse(f"strategies:{name}", args=[slug, SLUGS[kind], pk])


def add(slug: str, kind: Kind, to: Kind | None = None, pk: int = 0) -> str:
    """The form of a new item, linked to another when one is given."""
    address = reverse("strategies:add", args=[slug, SLUGS[kind]])
    field = PARENTS.get((kind, to)) if to else None
    return f"{address}?{field}={pk}" if field else address


def repair(slug: str, problem: Problem) -> str:
    """Where a problem is repaired: the field to correct, or the form of what is missing."""
    if problem.code == "uncited":
        return f"{add(slug, Kind.CHALLENGE)}?cites={problem.cited}"
    if problem.add:
        return add(slug, problem.add, problem.kind, problem.id)
    return f"{item('edit', slug, problem.kind, problem.id)}#id_{problem.field}"


def recite(slug: str, problem: Problem) -> str:
    """Where the newest finding is cited instead of an older one."""
    source, _, number = problem.cited.partition(":")
    return reverse("strategies:recite", args=[slug, problem.id, source, int(number)])
