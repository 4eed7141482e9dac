"""Releasing results, and making evidence of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.own import add_own_evidence
from terytoria.portal.evidence.enums import OwnKind
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.surveys.domain.ground import closed_now
from terytoria.portal.surveys.models import Results, Survey
from terytoria.portal.surveys.rules import RELEASE

CAVEAT = (
    "Ankieta nie jest badaniem na próbie losowej: odpowiedziały osoby, które chciały i o niej "
    "wiedziały. Przedział mówi tylko o błędzie przypadku."
)


@dataclass(frozen=True)
class Place:
    """A share in the results: of an option of a question, in a group of a breakdown."""

    question: str
    option: str
    by: str = "gmina"
    group: str = ""


def release(actor: User, survey: Survey) -> Results:
    """Let everybody read the results; not a group below the least one is in them."""
    with acting(actor, RELEASE, survey.partnership) as deed:
        found = _results(closed_now(deed, survey))
        if found.released_on:
            raise RefusedError("", "Wyniki są już ogłoszone.")
        found.released_on = today()
        found.save(update_fields=["released_on"])
        deed.log("survey.release", found.survey, after={"answers": found.content["people"]})
    return found


def withdraw(actor: User, survey: Survey) -> None:
    """Take the results back from the public page."""
    with acting(actor, RELEASE, survey.partnership) as deed:
        found = _results(closed_now(deed, survey))
        found.released_on = None
        found.save(update_fields=["released_on"])
        deed.log("survey.withdraw", found.survey)


def add_evidence(actor: User, survey: Survey, place: Place, url: str = "") -> OwnEvidence:
    """Make own evidence of a share that is shown, by the verb of evidence."""
    found = _results(survey)
    if not found.released_on:
        raise RefusedError("", "Dowodem może być wynik ogłoszony. Ogłoś najpierw wyniki ankiety.")
    result, share = _share(found, place)
    title, formula = _words(found, place, int(result["answered"]))
    _, percent, low, high = share
    whole = place.by != "gmina" or not place.group
    try:
        return add_own_evidence(
            actor,
            survey.partnership,
            title=title[:200],
            kind=OwnKind.SURVEY,
            value=round(percent, 1),
            low=round(low, 1),
            high=round(high, 1),
            measure="%",
            year=survey.closes.year,
            units=[code for code, _ in survey.gminas] if whole else [place.group],
            source=f"Ankieta „{survey.title}”"[:200],
            vintage=survey.closes,
            formula=formula[:400],
            url=url,
            note=CAVEAT,
        )
    except ValidationError as problem:
        raise RefusedError("", " ".join(problem.messages)) from problem


def _results(survey: Survey) -> Results:
    found = Results.objects.select_related("survey").filter(survey=survey).first()
    if found is None:
        raise RefusedError("", "Wyniki nie są jeszcze policzone. Poczekaj chwilę i odśwież stronę.")
    return found


def _share(found: Results, place: Place) -> tuple[dict[str, Any], list[Any]]:
    for result in found.content["results"].get(place.by, ()):
        if (result["question"], result["group"]) == (place.question, place.group):
            for share in result.get("shares", ()):
                if share[0] == place.option:
                    return result, share
    raise RefusedError("", "Nie ma takiego wyniku albo grupa jest za mała, żeby go pokazać.")


def _words(found: Results, place: Place, answered: int) -> tuple[str, str]:
    asked = found.survey.asked.by_id.get(place.question.partition("#")[0])
    text = asked.text["pl"] if asked else place.question
    options = {one.id: one.text["pl"] for one in asked.options} if asked else {}
    codes = found.codes.get(place.question.partition("#")[0], {})
    option = options.get(place.option, codes.get(place.option, place.option))
    weights = (
        f"waga według gminy, płci i wieku (ludność {found.content['year']})"
        if found.content["weighted"]
        else "bez wag"
    )
    formula = (
        f"Udział odpowiedzi „{option}” wśród {answered} odpowiedzi, {weights}; przedział 95% "
        "Wilsona z efektywną liczbą odpowiedzi (Kish)."
    )
    return f"{text} – {option}", formula
