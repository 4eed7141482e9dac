"""What texts need done in the background."""

from __future__ import annotations

from terytoria.portal.drafting.domain.drawing import KIND as DRAW
from terytoria.portal.drafting.domain.drawing import drawn, keep_figures
from terytoria.portal.drafting.domain.printing import KIND as PRINT
from terytoria.portal.drafting.domain.printing import keep_files, written
from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.tasks import Context, Write, task


@task(DRAW)
def draw(context: Context, *, diagnosis: int) -> Write:
    """Draw the figures of a diagnosis, then keep them."""
    found = DiagnosisVersion.objects.get(pk=diagnosis)
    figures = drawn(found, context.progress)
    return lambda: {"figures": keep_figures(diagnosis, figures)}


@task(PRINT)
def write_files(context: Context, *, version: int) -> Write:
    """Write the files of a frozen version, then keep them."""
    kept = DraftVersion.objects.select_related(
        "text__partnership", "strategy", "diagnosis__partnership"
    )
    files = written(kept.get(pk=version), context.progress)
    return lambda: {"files": keep_files(version, files)}
