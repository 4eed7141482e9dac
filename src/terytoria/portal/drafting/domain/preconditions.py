"""Preconditions of profiles, from the newest diagnosis."""

from __future__ import annotations

from functools import lru_cache

from terytoria.diagnosis.links.supralocal import Supralocal
from terytoria.portal.drafting.models import Text
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships import country
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.strategy.elements import Precondition, check_preconditions, profile

_POWIAT = 4


def preconditions_of(text: Text) -> tuple[Precondition, ...]:
    """What the newest diagnosis says of the preconditions of the profiles of a text."""
    asked = [name for name in text.profiles if profile(name).preconditions]
    newest = latest_version(text.partnership) if asked else None
    if newest is None:
        return ()
    found = _supralocal(newest.pk, newest.sha256)
    members = members_on(text.partnership, today())
    powiats = [code for code in members if len(code) == _POWIAT]
    return tuple(one for name in asked for one in check_preconditions(name, found, powiats))


@lru_cache(maxsize=64)
def _supralocal(pk: int, sha256: str) -> Supralocal:
    """A version is never changed, so its part about links is read once."""
    version = DiagnosisVersion.objects.get(pk=pk, sha256=sha256)
    legal = version.diagnosis()["links"]["supralocal"]
    return Supralocal(
        contiguity=country.current().neighbours.contiguity(version.gminas),
        networks=tuple(tuple(one) for one in legal["networks"]),
        unmapped=tuple(legal["unmapped"]),
        persons_between=legal["persons_between"],
        must_join=tuple(legal["must_join"]),
        may_join=tuple(legal["may_join"]),
    )
