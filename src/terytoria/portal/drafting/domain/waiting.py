"""What the text of a strategy waits for from a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.checking import live_texts
from terytoria.portal.drafting.domain.evaluating import age_of
from terytoria.portal.drafting.domain.queries import (
    comments_of,
    current_text,
    draft_of,
    evaluation_of,
)
from terytoria.portal.drafting.enums import Criterion
from terytoria.portal.drafting.models import Text
from terytoria.portal.drafting.rules import EDIT, SIGN
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.strategy.draft import sections_of
from terytoria.strategy.elements import Standing, check_elements


def waiting(user: User, facts: Facts) -> tuple[Waiting, ...]:
    """What others said and nobody answered, an evaluation to sign, parts the law asks for."""
    edits, signs = (facts.may(one) for one in (EDIT, SIGN))
    text = current_text(facts.partnership) if edits or signs else None
    if text is None:
        return ()
    return (
        *(_said(user, text) if edits else ()),
        *(_evaluation(text) if signs else ()),
        *(_missing(text) if edits else ()),
    )


def _said(user: User, text: Text) -> Iterator[Waiting]:
    """Suggestions and comments of other people that nobody closed."""
    others = comments_of(text).filter(resolved_at__isnull=True).exclude(by=user)
    suggested = others.exclude(suggestion="").count()
    if suggested:
        what = counted(suggested, "propozycja", "propozycje", "propozycji")
        yield Waiting(
            f"W tekście strategii czeka na decyzję: {what} zmiany.", _at(text, "comments")
        )
    if left := others.filter(suggestion="").count():
        what = counted(left, "komentarz", "komentarze", "komentarzy")
        yield Waiting(f"W tekście strategii czeka na odpowiedź: {what}.", _at(text, "comments"))


def _evaluation(text: Text) -> Iterator[Waiting]:
    """An evaluation judged in full and not signed, or one that grew old."""
    last = evaluation_of(text)
    if last is None:
        return
    if last.signed_at is None and all(getattr(last, one.value) for one in Criterion):
        said = "Ewaluacja strategii jest napisana i czeka na podpis."
        yield Waiting(said, _at(text, "evaluation"))
    elif told := age_of(last).told:
        yield Waiting(f"Ewaluacja strategii: {told}", _at(text, "evaluation"), Urgency.LATER)


def _missing(text: Text) -> Iterator[Waiting]:
    """Elements of the profiles that no chapter has yet."""
    waived = dict(text.waivers.values_list("element", "reason"))
    sections = sections_of(draft_of(text), live_texts(chain_of(text.partnership)))
    matrix = check_elements(text.profiles, sections, waived=waived)
    lacking = {one.element.id for one in matrix.cells if one.standing is Standing.MISSING}
    if lacking:
        what = counted(len(lacking), "część", "części", "części")
        said = f"Tekst strategii nie ma jeszcze tego, czego wymaga przepis: {what}."
        yield Waiting(said, _at(text, "checklist"), Urgency.LATER)


def _at(text: Text, name: str) -> str:
    return reverse(f"drafting:{name}", args=[text.partnership.slug])
