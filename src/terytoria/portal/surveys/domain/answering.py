"""Taking answers: from the public, and from paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.surveys.domain.ground import survey_now
from terytoria.portal.surveys.domain.running import digest_of
from terytoria.portal.surveys.domain.saving import throw_away
from terytoria.portal.surveys.enums import Access, Channel, Sex, State
from terytoria.portal.surveys.models import Answer, Survey
from terytoria.portal.surveys.rules import ENTER
from terytoria.surveys.audiences import audience
from terytoria.surveys.questionnaire import Refusal


class WrongAnswersError(ValueError):
    """Answers that are not taken: what is wrong, by question."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(f"{one.question}: {one.text}" for one in refusals))
        self.refusals = tuple(refusals)


class ShutError(RefusedError):
    """A survey that takes no answers now."""

    def __init__(self) -> None:
        super().__init__("", "Ankieta nie przyjmuje teraz odpowiedzi.")


class UsedError(RefusedError):
    """A single-use address that is unknown or was used."""

    def __init__(self) -> None:
        super().__init__("", "Ten adres jest nieznany albo został już użyty.")


@dataclass(frozen=True)
class Given:
    """What a person gives: answers and what they tell of themselves; ``number`` is random."""

    answers: Mapping[str, Any]
    gmina: str = ""
    sex: str = ""
    band: str = ""
    number: uuid.UUID = field(default_factory=uuid.uuid4)


def submit(survey: Survey, given: Given, token: str = "", saved: str = "") -> bool:
    """Take an answer of the public; ``False`` for one taken before (sent twice).

    A token is marked as used in the transaction that keeps the answer. All tokens of the survey
    are written at once, so that no row of the database tells which was used when. Raises
    :class:`ShutError`, :class:`UsedError` and :class:`WrongAnswersError`.
    """
    with transaction.atomic():
        locked = Survey.objects.select_for_update().get(pk=survey.pk)
        if Answer.objects.filter(pk=given.number).exists():
            return False
        if not locked.takes_answers(today()):
            raise ShutError
        if locked.access == Access.TOKEN:
            _use(locked, token)
        _keep(locked, given, Channel.WEB)
        if saved:
            throw_away(locked, saved)
    return True


def enter_paper(actor: User, survey: Survey, given: Given) -> None:
    """Keep what was answered on paper; also after the last day, until the survey is closed."""
    with acting(actor, ENTER, survey.partnership) as deed:
        found = survey_now(deed, survey)
        if found.state != State.OPEN:
            text = "Ankiety papierowe wpisuje się od otwarcia do zakończenia ankiety."
            raise RefusedError("", text)
        if not Answer.objects.filter(pk=given.number).exists():
            _keep(found, given, Channel.PAPER)
            deed.log("survey.paper", found)


def token_is_good(survey: Survey, token: str) -> bool:
    """Whether a single-use address may still be used."""
    return survey.tokens.filter(digest=digest_of(token), used=False).exists()


def _use(survey: Survey, token: str) -> None:
    if not token_is_good(survey, token):
        raise UsedError
    this = When(digest=digest_of(token), then=Value(True))
    survey.tokens.update(used=Case(this, default=F("used")))


def _keep(survey: Survey, given: Given, channel: Channel) -> None:
    asked = survey.asked
    answers = asked.kept(given.answers)
    wrong = asked.refusals(answers)
    if wrong:
        raise WrongAnswersError(wrong)
    Answer.objects.create(
        number=given.number,
        survey=survey,
        day=today(),
        channel=channel,
        content=answers,
        gmina=given.gmina if given.gmina in dict(survey.gminas) else "",
        sex=given.sex if given.sex in Sex.values else "",
        band=given.band if given.band in audience(survey.audience).bands else "",
    )
