"""What evidence needs done in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terytoria.portal.evidence.domain.computing import computed
from terytoria.portal.evidence.domain.versions import keep
from terytoria.portal.jobs.tasks import Context, Write, task

DIAGNOSE = "evidence.diagnose"


@task(DIAGNOSE)
def diagnose(
    context: Context,
    *,
    partnership: int,
    name: str,
    units: Sequence[str],
    snapshot: str | None,
    options: Mapping[str, Any],
) -> Write:
    """Compute the diagnosis of a partnership, then keep it as a version."""
    content = computed(name, units, snapshot, options, context.progress)
    asked = {"units": list(units), "options": dict(options)}
    return lambda: {"version": keep(content, partnership, context.job, asked)}
