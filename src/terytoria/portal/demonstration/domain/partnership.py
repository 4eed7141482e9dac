"""The partnership of the demonstration and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from terytoria.portal.demonstration.domain.accounts import (
    People,
    give_roles,
    make_accounts,
    set_open,
)
from terytoria.portal.demonstration.people import Figure, figures
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.partnership import (
    Proposal,
    Texts,
    change_stage,
    create_partnership,
)
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership


@dataclass(frozen=True)
class Subject:
    """What is shown: the card's texts, the powiat that leads, the folder of its publication."""

    texts: Texts
    slug: str
    powiat: str
    publication: Path


@dataclass(frozen=True)
class Scene:
    """A loaded partnership: what the content of rooms is added to."""

    partnership: Partnership
    people: People
    publication: Path


Content = Callable[[Scene], None]
"""Adds what one room shows; run again, it adds nothing twice."""


def load(subject: Subject, contents: tuple[Content, ...]) -> Scene:
    """Make the partnership with its accounts and content; what is there already stays.

    All or nothing: a content that fails leaves the database as it was.
    """
    country = land.current()
    members = (subject.powiat, *country.register.gminas_of(subject.powiat))
    named = [(unit, country.label(unit)) for unit in members]
    cast = figures(named, subject.powiat[:2])
    with transaction.atomic():
        set_open(wanted=True)
        people = make_accounts(cast)
        partnership = _partnership(subject, people, members)
        _enrol(partnership, people, cast)
        scene = Scene(partnership, people, subject.publication)
        for add in contents:
            add(scene)
    return scene


def _partnership(subject: Subject, people: People, members: tuple[str, ...]) -> Partnership:
    known = Partnership.objects.filter(
        slug__startswith=subject.slug,
        leader=subject.powiat,
        people__user=people["koordynator"],
        people__role=Role.COORDINATOR,
    ).order_by("pk")
    made = known.first()
    if made is None:
        since = date(today().year, 1, 1)
        proposal = Proposal(subject.texts, subject.powiat, members, since)
        made = create_partnership(people["koordynator"], proposal)
    return made


def _enrol(partnership: Partnership, people: People, cast: tuple[Figure, ...]) -> None:
    if partnership.stage == Stage.CLOSED:  # somebody tried that too
        change_stage(people["kraj"], partnership, Stage.ACTIVE)
    give_roles(partnership, people, cast)
    if partnership.stage == Stage.FORMING:
        change_stage(people["kraj"], partnership, Stage.ACTIVE)
    partnership.refresh_from_db()
