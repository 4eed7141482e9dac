"""Results: computed in the background, kept, counted again after coding."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.enums import UNFINISHED, State
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.surveys.domain.coding import agreed_codes
from terytoria.portal.surveys.domain.ground import closed_now
from terytoria.portal.surveys.models import Answer, Results, Survey
from terytoria.portal.surveys.rules import EDIT
from terytoria.surveys.questionnaire import Kind, Option, Question

KIND = "surveys.count"
CODED = "#kody"
"""Ends the id of a question that stands for the codes of an open one."""


@dataclass(frozen=True)
class Counted:
    """What was computed: the analysis as plain values, and what it was made from."""

    content: dict[str, Any]
    channels: dict[str, int]
    codes: dict[str, dict[str, str]]
    snapshot: str


def count_again(actor: User, survey: Survey) -> Job:
    """Order the results of a closed survey anew."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = closed_now(deed, survey)
        if found.erased_on:
            text = "Odpowiedzi zostały usunięte zgodnie z terminem. Wyniki zostają, jakie były."
            raise RefusedError("", text)
        deed.log("survey.count", found)
        return order_count(found, actor)


def order_count(survey: Survey, actor: User | None) -> Job:
    """Order the results in the caller's transaction; one order at a time."""
    done = Job.objects.filter(kind=KIND, state=State.DONE, key__startswith=f"{KIND}:{survey.pk}:")
    key = f"{KIND}:{survey.pk}:{done.count()}"
    slug = survey.partnership.slug
    return enqueue(KIND, {"survey": survey.pk}, key=key, by=actor, partnership=slug)


def counting_now(survey: Survey) -> bool:
    """Whether results are being computed."""
    begins = f"{KIND}:{survey.pk}:"
    return Job.objects.filter(kind=KIND, state__in=UNFINISHED, key__startswith=begins).exists()


def compute(survey: Survey) -> Counted:
    """Analyse the answers of a survey; without data on ages they count as equal."""
    from terytoria.surveys import Response, analyse, audience  # noqa: PLC0415 - only the worker

    rows = list(survey.answers.all())
    questions, codes = with_codes(survey, rows)
    responses = [Response(_content(row, codes), row.gmina, row.sex, row.band) for row in rows]
    asked = audience(survey.audience)
    places = {"gmina": [code for code, _ in survey.gminas], "band": list(asked.bands)}
    name, strata = _strata(survey)
    content = analyse(questions, responses, places, strata).to_json()
    names = {question: dict(found.names) for question, found in codes.items()}
    return Counted(content, dict(Counter(row.channel for row in rows)), names, name)


def with_codes(survey: Survey, rows: list[Answer]) -> tuple[list[Question], dict[str, Any]]:
    """The questions, each open one followed by that of its codes; the codes agreed."""
    questions: list[Question] = []
    codes = {}
    for question in survey.asked.questions:
        questions.append(question)
        found = agreed_codes(survey, question.id) if question.kind is Kind.OPEN else None
        if found and found.names and found.given:
            codes[question.id] = found
            options = tuple(Option(code, {"pl": name}) for code, name in found.names.items())
            questions.append(
                Question(f"{question.id}{CODED}", Kind.MULTIPLE, question.text, options)
            )
    return questions, codes


def keep_results(survey: Survey, counted: Counted) -> Results:
    """Keep what was computed; what was released stays released."""
    fields = {
        "content": counted.content,
        "channels": counted.channels,
        "codes": counted.codes,
        "snapshot": counted.snapshot,
        "made_on": today(),
    }
    kept, _ = Results.objects.update_or_create(survey=survey, defaults=fields)
    return kept


def _content(row: Answer, codes: dict[str, Any]) -> dict[str, Any]:
    extra = {
        f"{question}{CODED}": found.given[row.pk]
        for question, found in codes.items()
        if row.pk in found.given
    }
    return {**row.content, **extra}


def _strata(survey: Survey) -> tuple[str, Any]:
    """The snapshot's name and the people the answers speak for; nothing where it does not tell."""
    from terytoria.diagnosis.outlook.base import OutlookDataError  # noqa: PLC0415 - only the worker
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415
    from terytoria.statistics.sources.default import default_snapshot  # noqa: PLC0415
    from terytoria.surveys import audience  # noqa: PLC0415
    from terytoria.surveys.population import StrataError  # noqa: PLC0415

    try:
        opened = default_snapshot(Store.default())
        found = audience(survey.audience).strata(opened, [code for code, _ in survey.gminas])
    except (SnapshotError, StrataError, OutlookDataError):
        return "", None
    return (opened.name if found else ""), found
