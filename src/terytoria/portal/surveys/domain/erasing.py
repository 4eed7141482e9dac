"""Deleting answers on their day, with proof in the log; what was counted stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from terytoria.portal.audit.record import record
from terytoria.portal.surveys.domain.counting import Counted, keep_results
from terytoria.portal.surveys.domain.running import shut
from terytoria.portal.surveys.enums import State
from terytoria.portal.surveys.models import Results, Survey


def due(day: date) -> list[Survey]:
    """Surveys whose answers are to be deleted."""
    asked = Survey.objects.select_related("partnership").exclude(state=State.DRAFT)
    return list(asked.filter(keep_until__lte=day, erased_on=None).order_by("pk"))


def counted(survey: Survey) -> bool:
    """Whether the results are kept already."""
    return Results.objects.filter(survey=survey).exists()


def erase(survey: Survey, results: Counted | None, day: date) -> int:
    """Delete the answers of a survey; returns how many there were.

    ``results`` are kept first where there are none yet. The log keeps how much there was and that
    nothing is left.
    """
    with transaction.atomic():
        found = Survey.objects.select_for_update().get(pk=survey.pk)
        if found.erased_on:
            return 0
        if found.state == State.OPEN:
            shut(found)
        if results is not None:
            keep_results(found, results)
        before = _held(found)
        for rows in (found.answers, found.tokens, found.drafts):
            rows.all().delete()
        found.erased_on = day
        found.save(update_fields=["erased_on"])
        slug = found.partnership.slug
        after = _held(found)
        record("survey.erase", found, actor=None, partnership=slug, before=before, after=after)
    return before["answers"]


def _held(survey: Survey) -> dict[str, int]:
    return {
        "answers": survey.answers.count(),
        "tokens": survey.tokens.count(),
        "drafts": survey.drafts.count(),
    }
