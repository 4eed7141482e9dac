"""The table of the programme: every partnership in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.timezone import localtime

from terytoria.portal.design.tables import Cell, Column, Table
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.composition import Mark
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.enums import Stage

_STAGES = list(Stage)
_HEADS = (
    Column("name", "Partnerstwo", sorts=True),
    Column("stage", "Etap", sorts=True),
    Column("leader", "Lider", sorts=True),
    Column("members", "Członkowie", sorts=True, figure=True),
    Column("diagnosis", "Ostatnia diagnoza", sorts=True),
    Column("checks", "Sprawdzenia do wyjaśnienia", sorts=True, figure=True),
)


def overview_table(facts: Iterable[Facts], versions: Mapping[int, DiagnosisVersion]) -> Table:
    """A line for each partnership; what is missing stands last in any order."""
    rows = []
    for one in facts:
        found, slug = one.partnership, one.partnership.slug
        wrong = sum(check.level in (Mark.ERROR, Mark.WARNING) for check in one.checks)
        stage = Stage(found.stage)
        rows.append(
            (
                Cell(found.name, reverse("partnerships:dashboard", args=[slug])),
                Cell(str(stage.label), by=_STAGES.index(stage)),
                Cell(land.current().label(found.leader)),
                Cell(str(len(one.members)), by=len(one.members)),
                _diagnosis(slug, versions.get(found.pk)),
                Cell(str(wrong), reverse("partnerships:members", args=[slug]), by=wrong),
            )
        )
    return Table("Partnerstwa programu", _HEADS, tuple(rows))


def _diagnosis(slug: str, version: DiagnosisVersion | None) -> Cell:
    if version is None:
        return Cell("nie ma", by=None)
    day = localtime(version.created_at).date()
    text = f"wersja {version.number} z {day:%d.%m.%Y}"
    return Cell(text, reverse("evidence:latest", args=[slug]), by=day)
