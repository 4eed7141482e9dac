"""Answering a survey: without an account, a script or a cookie."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.surveys.domain.answering import (
    Given,
    ShutError,
    UsedError,
    WrongAnswersError,
    submit,
    token_is_good,
)
from terytoria.portal.surveys.domain.saving import KEPT, new_code, put_aside, take_up
from terytoria.portal.surveys.enums import LANGUAGES, Access, State
from terytoria.portal.surveys.interfaces.asking import (
    Field,
    about_fields,
    field_of,
    typed,
    typed_about,
)
from terytoria.portal.surveys.interfaces.state import FormState
from terytoria.portal.surveys.interfaces.walk import ABOUT, SUMMARY, Step, place, steps
from terytoria.portal.surveys.interfaces.wording import day, wording
from terytoria.portal.surveys.models import Survey
from terytoria.surveys.questionnaire import Answer, Questionnaire

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page anybody opens; no cache keeps it, no search engine lists it, nobody is recognised.

    Nothing here needs protection from forged requests: no session takes part.
    """

    @csrf_exempt
    @wraps(view)
    def shown(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
        found = Survey.objects.select_related("partnership").filter(slug=slug)
        survey = found.exclude(state=State.DRAFT).first()
        if survey is None:
            raise Http404
        response = view(request, survey, **more)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def form(request: HttpRequest, survey: Survey, token: str = "") -> HttpResponse:
    """The survey, page after page: everything told so far comes and goes with the form."""
    language = _language(request, survey)
    if request.method == "POST" and "state" in request.POST:
        state = FormState.read(request.POST["state"], survey.pk)
        if state is not None:
            return _go(request, survey, state)
        return _stopped(request, survey, language, "expired", 400)
    refused = _refused(survey, token)
    if refused:
        return _stopped(request, survey, language, refused, 200 if refused != "used" else 410)
    state = FormState(survey.pk, language, token=token)
    return _shown(request, survey, state, "start")


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def take_up_page(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Open what was put aside, by its code."""
    code = request.POST.get("code", "")
    found = take_up(survey, code) if code else None
    if found is not None:
        state = FormState(**found)
        at = place(steps(survey.asked, state), request.POST.get("at", ""))
        return _page(request, survey, state, at)
    state = FormState(survey.pk, _language(request, survey))
    wrong = request.method == "POST"
    more: dict[str, Any] = {"wrong": wrong, "code": code}
    return _shown(request, survey, state, "return", 422 if wrong else 200, **more)


@require_safe
@public_page
def thanks(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The last page."""
    state = FormState(survey.pk, _language(request, survey))
    return _shown(request, survey, state, "thanks")


def _go(request: HttpRequest, survey: Survey, state: FormState) -> HttpResponse:
    """Take in what was typed and go where the button says."""
    sent, asked = request.POST, survey.asked
    state.language = sent.get("to_language") or state.language
    at = place(steps(asked, state), sent.get("at", ""))
    step = steps(asked, state)[at]
    if "at" in sent:
        _take_in(request, state, step)
    go = sent.get("go", "language" if "to_language" in sent else "next")
    if go == "save":
        return _put_aside(request, survey, state)
    if go not in {"next", "send"}:  # back, to a page, in another language
        there = place(steps(asked, state), go[3:]) if go.startswith("to:") else at - (go == "back")
        return _page(request, survey, state, max(there, 0))
    wrong = _wrong(asked, state, step)
    if wrong:
        return _page(request, survey, state, at, wrong)
    if step.name == SUMMARY and go == "send":
        return _send(request, survey, state)
    way = steps(asked, state)
    return _page(request, survey, state, min(place(way, step.name) + 1, len(way) - 1))


def _take_in(request: HttpRequest, state: FormState, step: Step) -> None:
    if step.name == ABOUT:
        state.about = typed_about(request.POST)
    given: dict[str, Answer] = typed(step.questions, request.POST)
    for question in step.questions:
        state.answers.pop(question.id, None)
    state.answers |= given


def _wrong(asked: Questionnaire, state: FormState, step: Step) -> dict[str, str]:
    """What is wrong on this page; on the summary, anywhere."""
    here = {one.id for one in step.questions}
    found = asked.refusals(asked.kept(state.answers), state.language)
    return {one.question: one.text for one in found if one.question in here or step.name == SUMMARY}


def _send(request: HttpRequest, survey: Survey, state: FormState) -> HttpResponse:
    about = {name: state.about.get(name, "") for name in ("gmina", "sex", "band")}
    given = Given(state.answers, **about, number=uuid.UUID(state.number))
    try:
        submit(survey, given, state.token, state.saved)
    except ShutError:
        return _stopped(request, survey, state.language, "over", 409)
    except UsedError:
        return _stopped(request, survey, state.language, "used", 410)
    except WrongAnswersError as problem:  # the survey and the form disagree: back to the question
        wrong = {one.question: one.text for one in problem.refusals}
        at = place(steps(survey.asked, state), next(iter(wrong)))
        return _page(request, survey, state, at, wrong)
    address = reverse("ankieta:thanks", args=[survey.slug])
    return redirect(f"{address}?jezyk={state.language}")


def _put_aside(request: HttpRequest, survey: Survey, state: FormState) -> HttpResponse:
    if survey.state != State.OPEN:
        return _stopped(request, survey, state.language, "over", 409)
    state.saved = state.saved or new_code()
    put_aside(survey, asdict(state), state.saved)
    words = wording(state.language)
    said = words["saved_until"].format(day=day(today() + KEPT, state.language))
    more: dict[str, Any] = {"code": state.saved, "until": said, "at": request.POST.get("at", "")}
    return _shown(request, survey, state, "saved", **more)


def _page(
    request: HttpRequest,
    survey: Survey,
    state: FormState,
    at: int,
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    """One page of the survey with what was answered so far."""
    wrong, language = wrong or {}, state.language
    way = steps(survey.asked, state)
    step = way[at]
    if step.name == SUMMARY and wrong:
        at = place(way, next(iter(wrong)))
        step = way[at]
    words = wording(language)
    more = {
        "step": step.name,
        "first": at == 0,
        "fields": _fields(survey, state, step, wrong),
        "progress": words["page_of"].format(at=at + 1, all=len(way)),
        "wrong": bool(wrong),
        "summary": _told(survey, state, way) if step.name == SUMMARY else (),
    }
    name = {ABOUT: "about", SUMMARY: "summary"}.get(step.name, "questions")
    return _shown(request, survey, state, name, 422 if wrong else 200, **more)


def _fields(
    survey: Survey, state: FormState, step: Step, wrong: dict[str, str]
) -> tuple[Field, ...]:
    if step.name == ABOUT:
        return about_fields(survey, state.about, state.language)
    return tuple(
        field_of(one, state.answers.get(one.id), state.language, wrong.get(one.id, ""))
        for one in step.questions
    )


def _told(
    survey: Survey, state: FormState, way: tuple[Step, ...]
) -> list[tuple[str, tuple[Field, ...]]]:
    """Answers by page, for the summary."""
    return [(step.name, _fields(survey, state, step, {})) for step in way[:-1]]


def _refused(survey: Survey, token: str) -> str:
    """Why a survey cannot be begun: the name of the sentence."""
    if survey.state == State.OPEN and today() < survey.opens:
        return "not_yet"
    if not survey.takes_answers(today()):
        return "over"
    if survey.access == Access.TOKEN:
        return "" if token and token_is_good(survey, token) else "used" if token else "token_only"
    return ""


def _stopped(
    request: HttpRequest, survey: Survey, language: str, why: str, status: int
) -> HttpResponse:
    text = wording(language)[why].format(day=day(survey.opens, language))
    state = FormState(survey.pk, language)
    return _shown(request, survey, state, "stopped", status, text=text)


def _language(request: HttpRequest, survey: Survey) -> str:
    wanted = request.POST.get("to_language") or request.GET.get("jezyk", "pl")
    return wanted if wanted in survey.questionnaire["languages"] else "pl"


def _shown(
    request: HttpRequest,
    survey: Survey,
    state: FormState,
    name: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if state.language not in survey.questionnaire["languages"]:
        state.language = "pl"
    language, words = state.language, wording(state.language)
    days = {"day": day(survey.closes, language), "keep": day(survey.keep_until, language)}
    context = {
        "survey": survey,
        "language": language,
        "languages": [(one, LANGUAGES[one]) for one in survey.questionnaire["languages"]],
        "words": words,
        "title": survey.title_in(language),
        "intro": survey.intro_in(language),
        "until": words["until"].format(**days),
        "state": state.signed(),
        "address": reverse("ankieta:form", args=[survey.slug]),
        **more,
    }
    # Rendered without the request: no session is read, nobody is greeted by name.
    response = render(None, f"surveys/public/{name}.html", context, status=status)
    response["Content-Language"] = language
    return response
