"""What the expert made of the first findings: accepted, reworded, rejected with a reason."""

from __future__ import annotations

from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.queries import judged, latest_version
from terytoria.portal.evidence.enums import Choice, Kind, Standing
from terytoria.portal.evidence.models import Verdict

ACCEPTED = 12
"""Enough for the challenges to cite; the rest waits for whoever tries the portal."""

_HEAVY = (Kind.WEAKNESS, Kind.THREAT)


def add_verdicts(scene: Scene) -> None:
    """Judge findings of the latest version, unless somebody has judged before."""
    version = latest_version(scene.partnership)
    given = Verdict.objects.filter(finding__version__partnership=scene.partnership)
    if version is None or given.exists():
        return
    expert = scene.people["ekspert"]
    found = [one.finding for one in judged(version) if one.standing is Standing.OPEN]
    found.sort(key=lambda one: one.kind not in _HEAVY)  # challenges are founded on these
    for finding in found[:ACCEPTED]:
        judge(expert, finding, Choice.ACCEPTED)
    for finding in found[ACCEPTED : ACCEPTED + 1]:
        reason = "Przykład: doprecyzowano wniosek po rozmowie z gminą."
        wording = f"{finding.text} (brzmienie przykładowe)"
        judge(expert, finding, Choice.REWORDED, reason, wording[:2000])
    for finding in found[ACCEPTED + 1 : ACCEPTED + 2]:
        reason = "Przykład: zmiana wynika z zamknięcia jednego zakładu i nie trwa."
        judge(expert, finding, Choice.REJECTED, reason)
