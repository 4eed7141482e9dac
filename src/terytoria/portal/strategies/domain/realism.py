"""Whether targets are realistic: ordering the check, keeping it, telling whether it still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.jobs.domain import order
from terytoria.portal.jobs.enums import UNFINISHED, State
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.enums import Wanted
from terytoria.portal.strategies.models import Target
from terytoria.portal.strategies.rules import EDIT
from terytoria.statistics.catalogue import Catalogue, Direction

KIND = "strategies.realism"
_TONES = {
    "within_reach": "success",
    "ambitious": "info",
    "beyond_similar": "warning",
    "against_outlook": "error",
    "unjudged": "closed",
}


class Freshness(StrEnum):
    """How a check stands to the target as it is now."""

    NONE = "none"
    WAITING = "waiting"
    FRESH = "fresh"
    STALE = "stale"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Realism:
    """The check of a target for a page.

    ``obstacle`` says in Polish why the target cannot be checked; ``result`` is what the engine
    said, ``None`` before it. A stale result is shown as such.
    """

    target: int
    freshness: Freshness
    obstacle: str = ""
    result: Mapping[str, Any] | None = None

    @property
    def label(self) -> str:
        """The verdict in a few words; empty without one."""
        return str(self.result["label"]) if self.result else ""

    @property
    def tone(self) -> str:
        """The kind of state the verdict is shown as."""
        return _TONES.get(self.result["verdict"], "closed") if self.result else "waiting"


@dataclass(frozen=True)
class Ground:
    """What checks of a partnership are computed on: its members and the newest diagnosis's data."""

    units: tuple[str, ...]
    snapshot: str

    @classmethod
    def of(cls, partnership: Partnership) -> Ground:
        """The ground as it is today; no snapshot before the first diagnosis."""
        version = latest_version(partnership)
        return cls(members_on(partnership, today()), version.snapshot if version else "")

    def fingerprint(self, target: Target) -> str:
        """What the check of a target is computed from, as a digest."""
        said = [asked_of(target), sorted(self.units), self.snapshot]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def asked_of(target: Target) -> dict[str, Any]:
    """A target as the engine is asked about it; to keep a value is to let it get no worse."""
    return {
        "id": target.pk,
        "indicator": target.indicator,
        "wanted": _way(target),
        "base_year": target.base_year,
        "base_value": target.base_value,
        "target_year": target.target_year,
        "target_value": target.target_value,
    }


def _way(target: Target) -> str:
    if target.wanted != Wanted.KEEP:
        return "rise" if target.wanted == Wanted.UP else "fall"
    known = Catalogue.load().indicators.get(target.indicator)
    less = known is not None and known.direction is Direction.LESS_IS_BETTER
    return "fall" if less else "rise"


def obstacle_of(target: Target) -> str:
    """Why a target cannot be checked, with the remedy; empty where it can."""
    if not target.indicator:
        return "Własnego miernika nie ma w danych kraju: uzasadnij wartość docelową źródłem."
    if target.indicator not in Catalogue.load().indicators:
        return "Wskaźnika nie ma już w katalogu: wybierz inny."
    if target.base_year is None:
        return "Podaj rok bazowy, aby sprawdzić, czy wartość docelowa jest realna."
    if target.target_year <= target.base_year:
        return "Rok docelowy musi być późniejszy niż bazowy: popraw jeden z nich."
    return ""


def order_check(
    actor: User, partnership: Partnership, targets: Iterable[Target] | None = None
) -> Job:
    """Order the check of some targets, or of all that can be checked.

    The same question asked twice before it is answered is one job. Raises ``ForbiddenError``, and
    ``RefusedError`` without a diagnosis or without a target that can be checked.
    """
    with acting(actor, EDIT, partnership) as deed:
        ground = Ground.of(deed.partnership)
        if not ground.snapshot:
            raise RefusedError(
                "", "Mierniki sprawdza się na danych diagnozy. Wykonaj najpierw diagnozę."
            )
        chosen = [one for one in _alive(deed.partnership, targets) if not obstacle_of(one)]
        if not chosen:
            raise RefusedError(
                "",
                "Nie ma miernika, który da się sprawdzić. Dodaj miernik ze wskaźnikiem z katalogu "
                "i rokiem bazowym.",
            )
        arguments = _arguments(deed.partnership, ground, chosen)
        key = _key(deed.partnership, arguments)
        fresh = not Job.objects.filter(key=key, state__in=UNFINISHED).exists()
        job = order.enqueue(KIND, arguments, key=key, by=actor, partnership=deed.partnership.slug)
        if fresh:
            deed.log("strategy.realism", job, after={"targets": [one.pk for one in chosen]})
    return job


def _alive(partnership: Partnership, targets: Iterable[Target] | None) -> QuerySet[Target]:
    found = Target.objects.filter(partnership=partnership, deleted_at__isnull=True)
    return found if targets is None else found.filter(pk__in=[one.pk for one in targets])


def _arguments(
    partnership: Partnership, ground: Ground, targets: Iterable[Target]
) -> dict[str, Any]:
    return {
        "partnership": partnership.pk,
        "name": partnership.short_name,
        "units": list(ground.units),
        "snapshot": ground.snapshot,
        "targets": [{**asked_of(one), "fingerprint": ground.fingerprint(one)} for one in targets],
    }


def _key(partnership: Partnership, arguments: Mapping[str, Any]) -> str:
    """Names the question until it is answered: asked again later it is another job."""
    done = Job.objects.filter(kind=KIND, partnership=partnership.slug, state=State.DONE).count()
    digest = hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()
    return f"{KIND}:{partnership.pk}:{done}:{digest[:32]}"


def keep_checks(
    partnership: int, results: Mapping[int, Mapping[str, Any]], fingerprints: Mapping[int, str]
) -> dict[str, Any]:
    """Store results on their targets, in the caller's transaction; says how many were stored.

    The content of a target and its version stay. A target deleted meanwhile, or one that would be
    checked otherwise by now, is left alone.
    """
    found = Partnership.objects.get(pk=partnership)
    ground, kept = Ground.of(found), 0
    for target in _alive(found, None).filter(pk__in=results).select_for_update():
        if ground.fingerprint(target) == fingerprints[target.pk]:
            target.realism = dict(results[target.pk])
            target.realism_of = fingerprints[target.pk]
            target.save(update_fields=["realism", "realism_of"])
            kept += 1
    return {"checked": kept, "passed_over": len(results) - kept}


def realism_of(partnership: Partnership) -> dict[int, Realism]:
    """The check of every living target of a partnership, by id."""
    ground = Ground.of(partnership)
    waiting = {
        one["id"]
        for job in Job.objects.filter(kind=KIND, partnership=partnership.slug, state__in=UNFINISHED)
        for one in job.arguments["targets"]
    }
    return {one.pk: _told(one, ground, waiting) for one in _alive(partnership, None)}


def _told(target: Target, ground: Ground, waiting: set[int]) -> Realism:
    obstacle = obstacle_of(target)
    if obstacle:
        return Realism(target.pk, Freshness.IMPOSSIBLE, obstacle)
    result = target.realism
    if target.pk in waiting:
        return Realism(target.pk, Freshness.WAITING, "", result)
    if result is None:
        return Realism(target.pk, Freshness.NONE)
    same = target.realism_of == ground.fingerprint(target)
    return Realism(target.pk, Freshness.FRESH if same else Freshness.STALE, "", result)


def last_failure(partnership: Partnership) -> str:
    """Why the last check was not made, for people; empty where it was."""
    job = Job.objects.filter(kind=KIND, partnership=partnership.slug).first()
    return job.error if job is not None and job.state == State.FAILED else ""
