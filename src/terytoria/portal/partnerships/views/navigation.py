"""The pages of a partnership in two rows: what one works on, and the pages of that."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from terytoria.portal.partnerships.interfaces.tables import page
from terytoria.portal.partnerships.models import Partnership

Link = tuple[str, str, bool | str]
Pages = tuple[tuple[str, str], ...]
GROUPS: tuple[tuple[str, Pages], ...] = (
    ("Pulpit", (("dashboard", "Pulpit"),)),
    ("Diagnoza", (("evidence:latest", "Ustalenia"), ("surveys:listing", "Ankiety"))),
    (
        "Strategia",
        (
            ("strategies:outline", "Cele i projekty"),
            ("drafting:text", "Tekst"),
            ("procedures:plan", "Procedura"),
            ("consultations:listing", "Konsultacje"),
            ("monitoring:targets", "Monitorowanie"),
        ),
    ),
    (
        "Praca",
        (
            ("meetings:listing", "Spotkania"),
            ("workshops:listing", "Warsztaty"),
            ("planner:tasks", "Zadania"),
        ),
    ),
    ("Publikacja", (("publishing:releases", "Publikacja"),)),
    (
        "Partnerstwo",
        (
            ("members", "Członkowie"),
            ("people", "Osoby"),
            ("documents", "Dokumenty"),
            ("externals", "Partnerzy zewnętrzni"),
            ("log", "Dziennik"),
        ),
    ),
)
"""Pages by address; a room above is known by its address alone."""


class Rows(NamedTuple):
    """Links of both rows; the second is empty where a group has one page."""

    groups: tuple[Link, ...]
    pages: tuple[Link, ...]
    group: str
    """What the group of the second row is called."""


def rows(partnership: Partnership, here: str, hidden: frozenset[str] = frozenset()) -> Rows:
    """Both rows as seen from the page ``here``, without those ``hidden`` from the person."""
    groups, pages, group = [], tuple[Link, ...](), ""
    for label, members in GROUPS:
        names = [name for name, _ in members]
        inside = here in names and len(members) > 1
        current = "true" if inside else here in names
        groups.append((_address(names[0], partnership), label, current))
        if inside:
            group = label
            pages = tuple(
                (_address(name, partnership), words, name == here)
                for name, words in members
                if name not in hidden
            )
    return Rows(tuple(groups), pages, group)


def _address(name: str, partnership: Partnership) -> str:
    return reverse(name, args=[partnership.slug]) if ":" in name else page(name, partnership)
