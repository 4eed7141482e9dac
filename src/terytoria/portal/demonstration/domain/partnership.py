"""The partnership of the demonstration and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
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
from terytoria.portal.demonstration.domain.clock import BEGAN, ago, has_a_past
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


def then(days: int, add: Content) -> Content:
    """The content as added so many days ago, where the partnership's past reaches so far."""

    def added(scene: Scene) -> None:
        with ago(days) if has_a_past(scene.partnership) else nullcontext():
            add(scene)

    return added


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
        partnership = _known(subject, cast)
        with nullcontext() if partnership else ago(BEGAN):
            people = make_accounts(cast)
            partnership = partnership or _founded(subject, people, members)
            _enrol(partnership, people, cast)
        scene = Scene(partnership, people, subject.publication)
        for add in contents:
            add(scene)
    return scene


def _known(subject: Subject, cast: tuple[Figure, ...]) -> Partnership | None:
    """The partnership made before, whose coordinator is the first of the cast."""
    known = Partnership.objects.filter(
        slug__startswith=subject.slug,
        leader=subject.powiat,
        people__user__email=cast[0].email,
        people__user__demonstration=True,
        people__role=Role.COORDINATOR,
    )
    return known.order_by("pk").first()


def _founded(subject: Subject, people: People, members: tuple[str, ...]) -> Partnership:
    since = date(today().year, 1, 1)
    proposal = Proposal(subject.texts, subject.powiat, members, since)
    return create_partnership(people["koordynator"], proposal)


def _enrol(partnership: Partnership, people: People, cast: tuple[Figure, ...]) -> None:
    if partnership.stage == Stage.CLOSED:  # somebody tried that too
        change_stage(people["kraj"], partnership, Stage.ACTIVE)
    give_roles(partnership, people, cast)
    if partnership.stage == Stage.FORMING:
        change_stage(people["kraj"], partnership, Stage.ACTIVE)
    partnership.refresh_from_db()
