"""Reading surveys."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.surveys.models import Answer, Results, Survey


def surveys_of(partnership: Partnership) -> QuerySet[Survey]:
    """Surveys of a partnership, newest first, with how many ``came``."""
    counted = partnership.surveys.annotate(came=Count("answers")).select_related("results")
    return counted.order_by("-opens", "-id")  # counting forgets the order of the model


def released_results(slug: str) -> Results | None:
    """Results that everybody may read."""
    kept = Results.objects.select_related("survey__partnership")
    return kept.filter(survey__slug=slug, released_on__isnull=False).first()


def open_answers(survey: Survey, question: str) -> list[Answer]:
    """Answers to an open question, in an order that tells nothing."""
    return [one for one in survey.answers.all() if one.content.get(question)]
