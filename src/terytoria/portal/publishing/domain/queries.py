"""Reading what is public now, what could be, and what is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import Body, Outcome
from terytoria.portal.meetings.models import Decision
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.publishing.domain.releasing import PUBLISH, UNPUBLISH
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.site import Release as Card
from terytoria.portal.publishing.site import read_site


@dataclass(frozen=True)
class Standing:
    """A release, what the public sees of it (``None``: nothing yet), and its last job."""

    release: Release
    card: Card | None
    job: Job | None

    @property
    def public(self) -> bool:
        """Whether the public reads it now."""
        return self.card is not None and self.card.alive

    @property
    def done(self) -> bool:
        """Whether the public sees what the council wants it to see."""
        return self.public == self.release.alive

    @property
    def failed(self) -> bool:
        """Whether its job ended badly."""
        return not self.done and self.job is not None and not self.job.unfinished

    @property
    def error(self) -> str:
        """Why its job ended badly, in Polish."""
        return self.job.error if self.failed and self.job else ""

    @property
    def look(self) -> tuple[str, str]:
        """The kind of status and its word."""
        if self.failed:
            return "error", "nie udało się"
        if not self.done:
            return "waiting", "w przygotowaniu"
        return ("success", "opublikowana") if self.public else ("closed", "wycofana")


def standings(partnership: Partnership) -> tuple[Standing, ...]:
    """Every release of a partnership, the newest first."""
    site = read_site(Path(settings.PUBLICATIONS))
    entry = site.entry(partnership.slug) if site else None
    cards = {one.id: one for one in entry.releases} if entry else {}
    kinds = Job.objects.filter(partnership=partnership.slug, kind__in=(PUBLISH, UNPUBLISH))
    jobs = {one.arguments["release"]: one for one in kinds.order_by("pk")}
    return tuple(
        Standing(one, cards.get(one.pk), jobs.get(one.pk)) for one in releases_of(partnership)
    )


def releases_of(partnership: Partnership) -> QuerySet[Release]:
    """Releases of a partnership, the newest first."""
    found = Release.objects.filter(decision__partnership=partnership)
    return found.select_related("decision__partnership", "released_by", "withdrawn_by")


def releasable(partnership: Partnership) -> QuerySet[Decision]:
    """Decisions the council adopted and nobody released yet, the newest first."""
    return Decision.objects.filter(
        partnership=partnership,
        outcome=Outcome.ADOPTED,
        body=Body.COUNCIL,
        release__isnull=True,
    )


def is_public(partnership: Partnership) -> bool:
    """Whether the public knows of the partnership now."""
    site = read_site(Path(settings.PUBLICATIONS))
    return site is not None and site.entry(partnership.slug) is not None
