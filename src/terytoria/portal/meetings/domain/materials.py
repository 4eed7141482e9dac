"""What may be read for a point: kept versions of diagnoses, chains, texts, documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from terytoria.portal.drafting.domain.queries import frozen_versions
from terytoria.portal.evidence.domain.queries import versions
from terytoria.portal.meetings.models.paper import version_name
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.strategies.models import StrategyVersion


@dataclass(frozen=True)
class Material:
    """One kept version: ``key`` names it (``document:12``), ``field`` is that of a paper."""

    field: str
    version: Any
    label: str

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.field}:{self.version.pk}"


def materials_of(partnership: Partnership) -> tuple[Material, ...]:
    """Everything a point of this partnership may be about, the newest first in each kind."""
    return tuple(_materials(partnership))


def find_material(partnership: Partnership, key: str) -> Material | None:
    """A material by its key; ``None`` for one that is not there or is another partnership's."""
    return next((one for one in materials_of(partnership) if one.key == key), None)


def _materials(partnership: Partnership) -> Iterator[Material]:
    for diagnosis in versions(partnership):
        vintage = f"dane: {diagnosis.vintage}"
        yield Material("diagnosis", diagnosis, f"{version_name(diagnosis)} ({vintage})")
    for strategy in StrategyVersion.objects.filter(partnership=partnership).defer("content"):
        yield Material("strategy", strategy, version_name(strategy))
    for draft in frozen_versions(partnership):
        yield Material("draft", draft, version_name(draft))
    found = DocumentVersion.objects.filter(document__partnership=partnership)
    for document in found.select_related("document").order_by("-pk"):
        yield Material("document", document, version_name(document))
