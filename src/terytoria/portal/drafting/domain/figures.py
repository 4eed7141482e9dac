"""Figures of the diagnoses of a partnership that a text may show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from terytoria.portal.drafting.models import FigureSet
from terytoria.portal.evidence.domain.queries import versions
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships.models import Partnership
from terytoria.strategy.draft import Draft, Figure


@dataclass(frozen=True)
class Figures:
    """Which diagnosis a figure is of, and the figures of each that were drawn for texts.

    ``drawn`` maps a number of a diagnosis to pairs of id and caption; a diagnosis whose figures
    were not drawn yet is not in it.
    """

    newest: DiagnosisVersion | None
    by_snapshot: Mapping[str, DiagnosisVersion]
    drawn: Mapping[int, Mapping[str, str]]

    def diagnosis(self, figure: Figure) -> DiagnosisVersion | None:
        """The diagnosis a figure is taken from: the newest, or that of its snapshot."""
        return self.by_snapshot.get(figure.pinned) if figure.pinned else self.newest

    def exists(self, figure: Figure) -> bool:
        """Whether a diagnosis has the figure; told of every figure before they were drawn."""
        of = self.diagnosis(figure)
        if of is None:
            return False
        return of.number not in self.drawn or figure.figure in self.drawn[of.number]

    @staticmethod
    def shown(draft: Draft) -> tuple[Figure, ...]:
        """Figures that a draft shows."""
        return tuple(block for _chapter, block in draft.blocks() if isinstance(block, Figure))

    def missing(self, draft: Draft) -> tuple[DiagnosisVersion, ...]:
        """Diagnoses whose figures a draft shows and nobody drew yet."""
        found = {of.number: of for one in self.shown(draft) if (of := self.diagnosis(one))}
        return tuple(one for number, one in found.items() if number not in self.drawn)


def figures_for(partnership: Partnership, draft: Draft | None = None) -> Figures:
    """Figures that a draft of a partnership can show; of the newest diagnosis without one."""
    kept = list(versions(partnership))
    by_snapshot: dict[str, DiagnosisVersion] = {}
    for one in kept:
        by_snapshot.setdefault(one.snapshot, one)
    asked = {kept[0].pk} if kept else set()
    pinned = {one.pinned for one in Figures.shown(draft)} if draft else set()
    asked |= {by_snapshot[name].pk for name in pinned if name in by_snapshot}
    sets = FigureSet.objects.filter(diagnosis__in=asked).values_list("diagnosis__number", "names")
    drawn = {number: dict(names) for number, names in sets}
    return Figures(kept[0] if kept else None, by_snapshot, drawn)


def pictures(diagnosis: DiagnosisVersion) -> Mapping[str, Mapping[str, Any]]:
    """Figures of a diagnosis by id as JSON values; none before they were drawn."""
    found = FigureSet.objects.filter(diagnosis=diagnosis).values_list("pk", flat=True).first()
    return _pictures(found, diagnosis.sha256) if found else {}


@lru_cache(maxsize=4)
def _pictures(pk: int, sha256: str) -> Mapping[str, Mapping[str, Any]]:
    """Figures of one diagnosis never differ, so they are read once."""
    kept = FigureSet.objects.get(pk=pk, diagnosis__sha256=sha256)
    return {one["id"]: one for one in json.loads(kept.figures_bytes())}
