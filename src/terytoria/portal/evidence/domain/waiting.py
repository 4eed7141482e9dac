"""What the evidence of a partnership waits for from a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.queries import judged, latest_version, running_job
from terytoria.portal.evidence.enums import Standing
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.evidence.rules import DIAGNOSE, JUDGE
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Waiting
from terytoria.portal.partnerships.models import Partnership

_WAITS = (
    (Standing.AGAIN, "Po nowej diagnozie trzeba ocenić jeszcze raz: {}."),
    (Standing.OPEN, "Na pierwszą ocenę czeka: {}."),
)


def waiting(_user: User, facts: Facts) -> tuple[Waiting, ...]:
    """Findings that changed since they were judged, those not judged, the first diagnosis."""
    partnership, judges, orders = facts.partnership, facts.may(JUDGE), facts.may(DIAGNOSE)
    newest = latest_version(partnership) if judges or orders else None
    if newest is not None:
        return tuple(_to_judge(partnership, newest)) if judges else ()
    if not orders or running_job(partnership) is not None:
        return ()
    return (Waiting("Nie ma jeszcze diagnozy. Zleć ją.", _address(partnership)),)


def _to_judge(partnership: Partnership, version: DiagnosisVersion) -> Iterator[Waiting]:
    counts = Counter(one.standing for one in judged(version))
    for standing, text in _WAITS:
        if count := counts[standing]:
            what = counted(count, "ustalenie", "ustalenia", "ustaleń")
            yield Waiting(text.format(what), f"{_address(partnership)}?stan={standing}")


def _address(partnership: Partnership) -> str:
    return reverse("evidence:latest", args=[partnership.slug])
