"""Addresses of partnerships: words of their own that no other page begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.text import slugify

from terytoria.portal.partnerships.models import Partnership

_KEPT = frozenset({"moje", "nowe", "pomoc", "zaproszenie"})
"""Words for pages that all partnerships share, also those to come."""
_LETTERS = str.maketrans("łŁ", "lL")
_LONGEST = 70


def free_slug(short_name: str) -> str:
    """The short name as a word of an address, with a number when it is taken or a page's."""
    stem = slugify(short_name.translate(_LETTERS))[:_LONGEST].strip("-_") or "partnerstwo"
    taken = set(Partnership.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= reserved()
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def reserved() -> frozenset[str]:
    """First words of pages beside those of partnerships, in whatever room they are."""
    place = reverse("partnerships:home").strip("/") + "/"
    rooms = (one for one in get_resolver().url_patterns if str(one.pattern) == place)
    found = (_first_words(one.url_patterns) for one in rooms if isinstance(one, URLResolver))
    return _KEPT.union(*found)


def _first_words(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        word = str(one.pattern).partition("/")[0]
        if word and "<" not in word:
            yield word
        elif not word and isinstance(one, URLResolver):
            yield from _first_words(one.url_patterns)
