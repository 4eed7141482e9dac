"""What surveys need done in the background."""

from __future__ import annotations

from datetime import time

from terytoria.portal.jobs.periodic import Daily, periodic
from terytoria.portal.jobs.tasks import Context, TaskError, Write, task
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.surveys.domain.counting import KIND, compute, keep_results
from terytoria.portal.surveys.domain.erasing import counted, due, erase
from terytoria.portal.surveys.domain.saving import forget_old
from terytoria.portal.surveys.models import Survey

NIGHT = time(3)
"""When answers past their day are deleted, by the clock in Poland."""


@task(KIND)
def count(context: Context, *, survey: int) -> Write:
    """Compute the results of a survey and keep them."""
    found = Survey.objects.filter(pk=survey, erased_on=None).first()
    if found is None:
        raise TaskError("Odpowiedzi tej ankiety zostały usunięte. Nie ma czego liczyć.")
    context.progress("liczenie wyników")
    made = compute(found)
    return lambda: {"results": keep_results(found, made).pk}


@periodic("surveys.erase", Daily(NIGHT))
def erase_due(context: Context) -> Write:
    """Delete answers and saved drafts whose day has come."""
    day = today()
    ready = [(one, None if counted(one) else compute(one)) for one in due(day)]

    def write() -> dict[str, int]:
        erased = sum(erase(one, results, day) for one, results in ready)
        return {"answers": erased, "drafts": forget_old(day)}

    return write
