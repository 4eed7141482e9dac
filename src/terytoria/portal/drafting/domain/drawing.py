"""Figures of a diagnosis drawn for texts, from its report computed again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from terytoria.documents.model import Column, Figure, Table
from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.models import FigureSet
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.evidence.domain.recomputing import (
    ChangedDiagnosisError,
    SnapshotGoneError,
    recomputed,
)
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.domain import order
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import TaskError
from terytoria.portal.partnerships.domain.acting import acting

if TYPE_CHECKING:
    from terytoria.statistics.measures import Measures
    from terytoria.territory import Area

KIND = "drafting.draw"


def request_figures(actor: User, diagnosis: DiagnosisVersion) -> Job:
    """Order the figures of a diagnosis; asked many times it is one job."""
    with acting(actor, EDIT, diagnosis.partnership) as act:
        key = f"{KIND}:{diagnosis.pk}"
        asked = {"diagnosis": diagnosis.pk}
        slug = act.partnership.slug
        job = order.enqueue(KIND, asked, key=key, by=actor, partnership=slug)
        act.log("draft.figures", diagnosis, after={"number": diagnosis.number})
    return job


def drawing_of(diagnosis: DiagnosisVersion) -> Job | None:
    """The job that draws the figures of a diagnosis; ``None`` before it was ordered."""
    return Job.objects.filter(key=f"{KIND}:{diagnosis.pk}").first()


def drawn(diagnosis: DiagnosisVersion, progress: Callable[[str], None]) -> tuple[Figure, ...]:
    """Every figure of the report of a diagnosis, in order.

    The diagnosis is computed again from its snapshot. Raises ``TaskError`` in Polish when the
    snapshot is not there, or when it now gives other values than those that were kept.
    """
    from terytoria.documents.model import figures_of  # noqa: PLC0415 - only the worker
    from terytoria.reports.diagnosis.build import build_report  # noqa: PLC0415

    try:
        found, measures = recomputed(diagnosis, progress)
    except SnapshotGoneError as problem:
        text = f"Nie ma migawki danych {diagnosis.snapshot}, więc nie da się narysować rysunków. "
        raise TaskError(f"{text}Zleć nową diagnozę i wybierz jej rysunki.") from problem
    except ChangedDiagnosisError as problem:
        text = f"Diagnoza (wersja {diagnosis.number}) policzona od nowa ma inne liczby. "
        raise TaskError(f"{text}Zleć nową diagnozę i wybierz jej rysunki.") from problem
    progress("rysowanie")
    return (*figures_of(build_report(found, measures)), *_model(found.area, measures))


def _model(area: Area, measures: Measures) -> tuple[Figure, ...]:
    """The map of the functional and spatial model; none where the data have no boundaries."""
    from terytoria.reports.spatial import MapError, model_figure  # noqa: PLC0415 - only the worker
    from terytoria.strategy.spatial import spatial_model  # noqa: PLC0415

    try:
        return (model_figure(spatial_model(measures, area)),)
    except MapError:
        return ()


def keep_figures(diagnosis: int, figures: tuple[Figure, ...]) -> int:
    """Keep drawn figures; their number."""
    values = [figure_values(one) for one in figures]
    content = json.dumps(values, ensure_ascii=False).encode()
    made = {
        "names": [[one.id, one.caption] for one in figures],
        "content": zlib.compress(content, 6),
    }
    FigureSet.objects.update_or_create(diagnosis_id=diagnosis, defaults=made)
    return len(values)


def figure_values(one: Figure) -> dict[str, Any]:
    """A figure as JSON values."""
    table = one.table
    return {
        "id": one.id,
        "svg": one.svg,
        "alt": one.alt,
        "caption": one.caption,
        "source": one.source,
        "note": one.note,
        "width": one.width,
        "table": table
        and {
            "caption": table.caption,
            "columns": [
                [each.title, each.align, each.unit, each.decimals, each.kind]
                for each in table.columns
            ],
            "rows": [list(row) for row in table.rows],
            "highlight": list(table.highlight),
            "header_column": table.header_column,
        },
    }


def figure_of(values: dict[str, Any]) -> Figure:
    """The figure of JSON values made by :func:`figure_values`."""
    told = values["table"]
    table = told and Table(
        id=f"{values['id']}-dane",
        caption=told["caption"],
        columns=tuple(Column(*each) for each in told["columns"]),
        rows=tuple(tuple(row) for row in told["rows"]),
        highlight=tuple(told["highlight"]),
        header_column=told["header_column"],
    )
    plain = {name: values[name] for name in ("id", "svg", "alt", "caption", "source", "width")}
    return Figure(**plain, table=table or None, note=values["note"])
