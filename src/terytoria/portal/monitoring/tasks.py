"""What monitoring needs done in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from terytoria.portal.jobs.periodic import Every, periodic
from terytoria.portal.jobs.tasks import Context, Write, task
from terytoria.portal.monitoring.domain.computing import followed_targets
from terytoria.portal.monitoring.domain.following import KIND, keep_round, order_everywhere
from terytoria.portal.monitoring.domain.reporting import KIND as REPORT
from terytoria.portal.monitoring.domain.reporting import keep_files, written, year_of
from terytoria.portal.partnerships import country as land


@task(KIND)
def follow_targets(
    context: Context,
    *,
    partnership: int,
    name: str,
    units: Sequence[str],
    snapshot: str,
    strategy: int | None,
    targets: Sequence[Mapping[str, Any]],
) -> Write:
    """Follow the targets of a partnership, then keep the round."""
    found = followed_targets(name, units, snapshot, targets, context.progress)
    return lambda: keep_round(context.job, partnership, strategy, found.data, found.results)


@periodic("monitoring.look", Every(timedelta(hours=1)))
def look_for_new_data(context: Context) -> Write:
    """When the installation uses another snapshot, follow every active partnership on it."""
    context.progress("sprawdzanie danych")
    snapshot = land.current().name
    return lambda: {"snapshot": snapshot, "ordered": order_everywhere(snapshot)}


@task(REPORT)
def write_report(context: Context, *, partnership: int, year: int) -> Write:
    """Write the report of a year with its chapters, then keep them among the documents."""
    files = written(year_of(partnership, year), context.progress)
    return lambda: keep_files(context.job, partnership, year, files)
