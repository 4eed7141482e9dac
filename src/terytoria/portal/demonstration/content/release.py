"""The decision on the diagnosis made public by the chair."""

from __future__ import annotations

from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.meetings.models import Decision
from terytoria.portal.publishing.domain.releasing import release
from terytoria.portal.publishing.models import Release


def add_release(scene: Scene) -> None:
    """Release the adopted diagnosis, unless something was released; a job writes its files."""
    if Release.objects.filter(decision__partnership=scene.partnership).exists():
        return
    adopted = Decision.objects.filter(
        partnership=scene.partnership, diagnosis__isnull=False, outcome="adopted"
    )
    for decision in adopted[:1]:
        release(scene.people["przewodniczacy"], decision)
