"""Preparing a survey: from a template, by hand, from last year's."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.text import slugify

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, told
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.surveys.domain.ground import changed, draft_now, survey_now
from terytoria.portal.surveys.enums import Access, Audience
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import EDIT
from terytoria.surveys.library import library
from terytoria.surveys.questionnaire import Questionnaire

LONGEST_KEPT = timedelta(days=730)
"""How long after its end answers of a survey may be kept."""
_LETTERS = str.maketrans("łŁ", "lL")


@dataclass(frozen=True)
class Plan:
    """What a survey is called, whom it asks, and when."""

    title: str
    intro: str
    audience: Audience
    access: Access
    opens: date
    closes: date
    keep_until: date


def create(actor: User, partnership: Partnership, plan: Plan, template: str = "") -> Survey:
    """Prepare a survey with the questions of a template of the library, or without any.

    Raises ``ForbiddenError``, and :class:`RefusedError` for days that do not follow one another.
    """
    chosen = next((one for one in library() if one.id == template), None)
    if template and chosen is None:
        raise RefusedError("template", "Nie ma takiego wzoru. Wybierz wzór z listy.")
    asked = chosen.questionnaire if chosen else Questionnaire(())
    more = {"questionnaire": asked.to_json()}
    if chosen:
        more["titles"] = _others(chosen.title)
        more["intros"] = _others(chosen.intro)
    return _kept(actor, partnership, plan, more)


def copy(actor: User, survey: Survey, plan: Plan) -> Survey:
    """Prepare the next survey with the same questions under the same ids, so that years compare."""
    more = {name: getattr(survey, name) for name in ("questionnaire", "titles", "intros")}
    return _kept(actor, survey.partnership, plan, {**more, "copied_from": survey})


def edit(actor: User, survey: Survey, plan: Plan, version: int) -> Survey:
    """Change what a draft is called, whom it asks, and when."""
    _check(plan)
    with acting(actor, EDIT, survey.partnership) as deed:
        found = draft_now(deed, survey, version)
        before = {name: told(getattr(found, name)) for name in asdict(plan)}
        for name, value in asdict(plan).items():
            setattr(found, name, value)
        changed(found, *asdict(plan))
        deed.log("survey.edit", found, before, _plain(plan))
    return found


def set_languages(
    actor: User, survey: Survey, texts: dict[str, tuple[str, str]], version: int
) -> Survey:
    """Set titles and introductions by language beside Polish; these are the languages asked in."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = draft_now(deed, survey, version)
        languages = ("pl", *texts)
        content = found.asked.to_json()
        for question in content["questions"]:
            for text in (question["text"], *(one["text"] for one in question.get("options", ()))):
                for language in languages:
                    text.setdefault(language, text["pl"])
        found.questionnaire = {**content, "languages": list(languages)}
        found.titles = {language: title for language, (title, _) in texts.items()}
        found.intros = {language: intro for language, (_, intro) in texts.items()}
        changed(found, "questionnaire", "titles", "intros")
        deed.log("survey.edit", found, after={"languages": list(languages)})
    return found


def remove(actor: User, survey: Survey) -> None:
    """Remove a draft."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = draft_now(deed, survey)
        deed.log("survey.remove", found, {"title": found.title})
        found.delete()


def _kept(actor: User, partnership: Partnership, plan: Plan, more: dict[str, Any]) -> Survey:
    _check(plan)
    with acting(actor, EDIT, partnership) as deed:
        if source := more.get("copied_from"):
            survey_now(deed, source)
        made = Survey.objects.create(
            partnership=deed.partnership, slug=free_slug(plan.title), **asdict(plan), **more
        )
        deed.log("survey.create", made, after=_plain(plan))
    return made


def free_slug(title: str) -> str:
    """The title as a word of an address, with a number when it is taken."""
    stem = slugify(title.translate(_LETTERS))[:60].strip("-_") or "ankieta"
    taken = set(Survey.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def _check(plan: Plan) -> None:
    if plan.closes < plan.opens:
        raise RefusedError("closes", "Koniec jest przed początkiem. Popraw jeden z dni.")
    if plan.keep_until <= plan.closes:
        text = "Odpowiedzi można usunąć dopiero po zakończeniu ankiety. Podaj późniejszy dzień."
        raise RefusedError("keep_until", text)
    if plan.keep_until > plan.closes + LONGEST_KEPT:
        text = "Odpowiedzi trzymamy najdłużej dwa lata po zakończeniu. Podaj wcześniejszy dzień."
        raise RefusedError("keep_until", text)


def _plain(plan: Plan) -> dict[str, Any]:
    return {name: told(value) for name, value in asdict(plan).items() if name != "intro"}


def _others(texts: Any) -> dict[str, str]:
    return {language: text for language, text in texts.items() if language != "pl"}
