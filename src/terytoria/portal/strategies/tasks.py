"""What strategies need done in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terytoria.portal.jobs.tasks import Context, Write, task
from terytoria.portal.strategies.domain.realism import KIND, keep_checks
from terytoria.portal.strategies.domain.target_computing import checked_targets


@task(KIND)
def check_realism(
    context: Context,
    *,
    partnership: int,
    name: str,
    units: Sequence[str],
    snapshot: str,
    targets: Sequence[Mapping[str, Any]],
) -> Write:
    """Hold targets against the data, then keep what was found on them."""
    results = checked_targets(name, units, snapshot, targets, context.progress)
    fingerprints = {one["id"]: one["fingerprint"] for one in targets}
    return lambda: keep_checks(partnership, results, fingerprints)
