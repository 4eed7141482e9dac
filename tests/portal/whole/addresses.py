"""Every address of the working pages, with the arguments that fill it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

BELOW = "praca/"


@dataclass(frozen=True)
class Address:
    """A named address and the names of its arguments."""

    name: str
    arguments: frozenset[str]

    @property
    def room(self) -> str:
        """The application of the address."""
        return self.name.partition(":")[0]

    @property
    def of_partnership(self) -> bool:
        """Whether it lies below a partnership."""
        return "slug" in self.arguments

    def filled(self, full: Mapping[str, Any], slug: str) -> list[str]:
        """The address with every set of arguments there is for it; ``KeyError`` without one."""
        asked = self.arguments - {"slug"}
        given = {"slug": slug} if self.of_partnership else {}
        if not asked:
            return [reverse(self.name, kwargs=given)]
        sets = full.get(self.name) or full[f"{self.room}:{'+'.join(sorted(asked))}"]
        return [reverse(self.name, kwargs=given | one) for one in sets]


def working_addresses() -> tuple[Address, ...]:
    """Every named address below the working pages."""
    found = {one.name: one for one in _walk(get_resolver().url_patterns, "", "", frozenset())}
    return tuple(found.values())


def _walk(patterns: list[Any], route: str, space: str, names: frozenset[str]) -> Iterator[Address]:
    for one in patterns:
        here = route + str(one.pattern)
        found = names | set(one.pattern.converters)
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, here, inner, found)
        elif isinstance(one, URLPattern) and one.name and here.startswith(BELOW):
            yield Address(space + one.name, found)
