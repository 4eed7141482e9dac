"""Open answers released one by one, read and cleared of names by a person."""

from __future__ import annotations

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.surveys.domain.ground import closed_now
from terytoria.portal.surveys.models import Quote, Survey
from terytoria.portal.surveys.rules import RELEASE
from terytoria.surveys.questionnaire import LONGEST, Kind


def release_quote(actor: User, survey: Survey, question: str, text: str) -> Quote:
    """Release an open answer as its reader left it; no key leads back to the answer."""
    text = text.strip()
    with acting(actor, RELEASE, survey.partnership) as deed:
        found = closed_now(deed, survey)
        asked = found.asked.by_id.get(question)
        if asked is None or asked.kind is not Kind.OPEN:
            raise RefusedError("", "To nie jest pytanie otwarte tej ankiety.")
        if not text or len(text) > LONGEST:
            raise RefusedError("text", f"Wypowiedź może mieć od 1 do {LONGEST} znaków. Popraw ją.")
        if found.quotes.filter(question=question, text=text).exists():
            raise RefusedError("text", "Taka wypowiedź jest już ogłoszona.")
        quote: Quote = found.quotes.create(question=question, text=text)
        deed.log("quote.release", found, after={"question": question})
    return quote


def withdraw_quote(actor: User, quote: Quote) -> None:
    """Take back a released answer."""
    with acting(actor, RELEASE, quote.survey.partnership) as deed:
        deed.log("quote.withdraw", quote.survey, {"question": quote.question})
        quote.delete()
