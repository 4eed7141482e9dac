"""Opening and closing a survey, and its single-use addresses."""

from __future__ import annotations

import hashlib
import secrets

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.surveys.domain.counting import order_count
from terytoria.portal.surveys.domain.ground import changed, draft_now, survey_now
from terytoria.portal.surveys.enums import Access, State
from terytoria.portal.surveys.models import Answer, Survey, Token
from terytoria.portal.surveys.rules import EDIT

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of codes: none that is read as another."""
LENGTH = 12
MOST_TOKENS = 5000


def open_survey(actor: User, survey: Survey) -> Survey:
    """Open a draft: its questions are settled and its gminas are kept."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = draft_now(deed, survey)
        if not found.asked.questions:
            raise RefusedError("", "Ankieta nie ma pytań. Dodaj choć jedno, zanim ją otworzysz.")
        if found.closes < today():
            raise RefusedError("", "Koniec ankiety już minął. Popraw dni, zanim ją otworzysz.")
        found.gminas = _gminas(deed)
        found.state = State.OPEN
        changed(found, "gminas", "state")
        deed.log(
            "survey.open", found, after={"opens": str(found.opens), "closes": str(found.closes)}
        )
    return found


def close_survey(actor: User, survey: Survey) -> Survey:
    """Close a survey and order its results; nothing more is taken, from anybody."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = survey_now(deed, survey)
        if found.state != State.OPEN:
            raise RefusedError("", "Ta ankieta teraz nie trwa.")
        shut(found)
        count = found.answers.count()
        deed.log("survey.close", found, after={"answers": count})
        order_count(found, actor)
    return found


def shut(survey: Survey) -> None:
    """Close a locked survey; its answers are written anew in an order of chance.

    What a database tells of the order in which answers came is gone with this.
    """
    survey.state = State.CLOSED
    survey.closes = max(min(survey.closes, today()), survey.opens)
    changed(survey, "state", "closes")
    survey.drafts.all().delete()
    answers = list(survey.answers.all())
    secrets.SystemRandom().shuffle(answers)
    survey.answers.all().delete()
    Answer.objects.bulk_create(answers, batch_size=500)


def make_tokens(actor: User, survey: Survey, count: int) -> list[str]:
    """Make single-use addresses; only their digests are kept, so they are shown this once."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = survey_now(deed, survey)
        if found.access != Access.TOKEN or found.state == State.CLOSED:
            raise RefusedError("", "Ta ankieta nie przyjmuje jednorazowych adresów.")
        if count < 1 or found.tokens.count() + count > MOST_TOKENS:
            text = f"Ankieta może mieć od 1 do {MOST_TOKENS} adresów. Podaj inną liczbę."
            raise RefusedError("count", text)
        made = {_word(LENGTH) for _ in range(count)}
        while len(made) < count:
            made.add(_word(LENGTH))
        Token.objects.bulk_create(
            (Token(survey=found, digest=digest_of(word)) for word in sorted(made)), batch_size=500
        )
        deed.log("survey.tokens", found, after={"count": count})
    return sorted(made)


def digest_of(token: str) -> str:
    """What is kept of a single-use address."""
    return hashlib.sha256(f"ankieta:{token}".encode()).hexdigest()


def _word(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _gminas(deed: Deed) -> list[list[str]]:
    """Code and name of every gmina of the members today, by name."""
    country = land.current()
    units = members_on(deed.partnership, today())
    codes = {code for unit in units for code in country.register.gminas_of(unit)}
    if not codes:
        raise RefusedError("", "Partnerstwo nie ma członków. Dodaj gminy, zanim otworzysz ankietę.")
    return sorted(([code, country.label(code)] for code in codes), key=lambda pair: pair[1])
