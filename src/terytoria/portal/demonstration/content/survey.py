"""A survey of residents that is over: sixty invented answers, counted, weighted, released."""

from __future__ import annotations

from random import Random
from typing import Any

from terytoria.portal.demonstration.domain.clock import ago, day, has_a_past
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.demonstration.domain.settling import settle
from terytoria.portal.surveys.domain.answering import Given, enter_paper, submit
from terytoria.portal.surveys.domain.counting import KIND
from terytoria.portal.surveys.domain.drafting import Plan, create
from terytoria.portal.surveys.domain.quoting import release_quote
from terytoria.portal.surveys.domain.releasing import release
from terytoria.portal.surveys.domain.running import close_survey, open_survey
from terytoria.portal.surveys.enums import Access, Audience
from terytoria.portal.surveys.models import Survey
from terytoria.surveys.audiences import audience
from terytoria.surveys.questionnaire import Kind, Question

ANSWERS = 60
OPENED, CLOSED, RELEASED = 230, 209, 203
_KEPT = 365
_SHARES = (30, 14, 9, 5, 2)
"""Weights of gminas among the answers: some are too few to be shown."""
_SAID = (
    "Przykład: więcej autobusów po południu.",
    "Przykład: lekarz na miejscu.",
    "Przykład: miejsce spotkań dla młodzieży.",
    "Przykład: chodnik przy szkole.",
)


def add_survey(scene: Scene) -> None:
    """Ask, answer, close, count and release, unless there is a survey."""
    known = Survey.objects.filter(partnership=scene.partnership).exists()
    if known or not has_a_past(scene.partnership):
        return
    coordinator = scene.people["koordynator"]
    with ago(OPENED):
        made = open_survey(
            coordinator, create(coordinator, scene.partnership, _plan(), "residents")
        )
    chance = Random(7)  # noqa: S311 - the same answers every time, not a secret
    for at in range(ANSWERS):
        with ago(OPENED - at * (OPENED - CLOSED) // ANSWERS):
            if at % 6 == 5:
                enter_paper(coordinator, made, _given(made, chance))
            else:
                submit(made, _given(made, chance))
    with ago(CLOSED):
        made = close_survey(coordinator, made)
        settle(scene.partnership, KIND)
    with ago(RELEASED):
        for words in _SAID[:2]:
            release_quote(coordinator, made, "jedno", words)
        release(coordinator, made)


def _plan() -> Plan:
    return Plan(
        title="Jak się u nas żyje? (przykład)",
        intro="Przykład ankiety: odpowiedzi są zmyślone i nie mówią niczego o tych gminach.",
        audience=Audience.RESIDENTS,
        access=Access.ANYBODY,
        opens=day(OPENED),
        closes=day(CLOSED),
        keep_until=day(CLOSED - _KEPT),
    )


def _given(survey: Survey, chance: Random) -> Given:
    answers: dict[str, Any] = {}
    for question in survey.asked.questions:
        if question.required or chance.random() < 0.85:
            answers[question.id] = _answer(question, chance)
    codes = [code for code, _name in survey.gminas]
    weights = [*_SHARES, *[1] * len(codes)][: len(codes)]
    bands = list(audience(survey.audience).bands)
    (gmina,) = chance.choices(codes, weights)
    return Given(answers, gmina, chance.choice("kkm"), chance.choice(bands))


def _answer(question: Question, chance: Random) -> Any:
    options = [one.id for one in question.options]
    match question.kind:
        case Kind.SINGLE:
            return chance.choice(options)
        case Kind.MULTIPLE:
            return chance.sample(options, min(len(options), question.most or 2, 2))
        case Kind.SCALE:
            return chance.choices(range(question.low, question.high + 1), (2, 3, 4, 3, 1))[0]
        case Kind.NUMBER:
            return max(question.low, min(question.high, chance.choice((10, 15, 20, 30, 45, 60))))
        case _:
            return chance.choice(_SAID)
