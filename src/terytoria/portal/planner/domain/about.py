"""What a task may be about: a meeting, a decision, a page of its partnership."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from terytoria.portal.meetings.models import Decision, Meeting
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership

_LONGEST = 300


@dataclass(frozen=True)
class About:
    """At most one of the three: the number of a meeting or of a decision, or a path."""

    meeting: int | None = None
    decision: int | None = None
    link: str = ""


@dataclass(frozen=True)
class Found:
    """The same, looked up in the partnership."""

    meeting: Meeting | None
    decision: Decision | None
    link: str


def look_up(partnership: Partnership, about: About) -> Found:
    """What a task is about; :class:`RefusedError` for what is not of the partnership."""
    named = [one for one in (about.meeting, about.decision, about.link or None) if one is not None]
    if len(named) > 1:
        text = "Wybierz spotkanie albo decyzję, albo podaj adres strony: tylko jedno z nich."
        raise RefusedError("link", text)
    meeting = partnership.meetings.filter(pk=about.meeting or 0).first()
    decision = partnership.decisions.filter(pk=about.decision or 0).first()
    if (about.meeting and meeting is None) or (about.decision and decision is None):
        text = "Tego spotkania ani decyzji nie ma w tym partnerstwie. Wybierz z listy."
        raise RefusedError("about", text)
    return Found(meeting, decision, page_of(partnership, about.link))


def page_of(partnership: Partnership, link: str) -> str:
    """The path of a page of the partnership, from what was typed or pasted from a browser.

    Raises :class:`RefusedError` for an address of anything else.
    """
    if not link.strip():
        return ""
    try:
        parts = urlsplit(link.strip())
        path = parts.path
        there = resolve(path).kwargs.get("slug") == partnership.slug
    except (ValueError, Resolver404):
        there = False
    if not there or not path.startswith("/praca/") or len(path) > _LONGEST:
        text = "To nie jest adres strony tego partnerstwa. Skopiuj go z paska przeglądarki, "
        raise RefusedError("link", text + f"np. /praca/{partnership.slug}/dokumenty/.")
    return path
