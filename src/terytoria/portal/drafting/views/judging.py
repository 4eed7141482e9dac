"""The evaluation before adoption."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from terytoria.portal.drafting.domain.evaluating import age_of, begin_again, judge
from terytoria.portal.drafting.domain.evaluating import sign as put_name
from terytoria.portal.drafting.domain.facts import facts_of
from terytoria.portal.drafting.domain.queries import evaluation_of
from terytoria.portal.drafting.enums import Criterion
from terytoria.portal.drafting.interfaces.forms import EvaluationForm
from terytoria.portal.drafting.models import Evaluation
from terytoria.portal.drafting.rules import EDIT, SIGN, VIEW
from terytoria.portal.drafting.views.ground import text_of, words
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import done, press, sent
from terytoria.portal.strategies.domain.queries import chain_of


@partnership_page(VIEW)
def evaluation(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Facts of the chain beside judgements; signed, it only reads."""
    text = text_of(partnership)
    found = evaluation_of(text) or Evaluation(text=text, number=1, version=0)
    found.text = text
    start = {one.value: getattr(found, one.value) for one in Criterion}
    form = EvaluationForm(sent(request), initial={**start, "version": found.version})
    if request.method == "POST":
        require(who(request), EDIT, partnership, localdate())
        if done(form, lambda given: judge(who(request), text, given["version"], given)):
            messages.success(request, "Zapisano ocenę.")
            return redirect("drafting:evaluation", partnership.slug)
    chain = chain_of(partnership)
    facts = found.facts if found.signed_at else facts_of(chain)
    shown = words(request, partnership, "Uprzednia ewaluacja") | {
        "evaluation": found,
        "form": form,
        "criteria": [
            (one.label, facts.get(one.value, ()), start[one.value], form[one.value])
            for one in Criterion
        ],
        "age": age_of(found, chain).told,
        "is_judged": all(start.values()),
    }
    status = 422 if form.errors else 200
    return render(request, "drafting/evaluation.html", shown, status=status)


@require_POST
@partnership_page(SIGN)
def sign(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Sign the evaluation as it was shown."""
    asked = request.POST.get("version", "")
    text, version = text_of(partnership), int(asked) if asked.isdecimal() else -1
    return press(
        request,
        lambda: put_name(who(request), text, version),
        "Ewaluacja jest podpisana.",
        reverse("drafting:evaluation", args=[partnership.slug]),
    )


@require_POST
@partnership_page(EDIT)
def again(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Open the next evaluation."""
    text = text_of(partnership)
    return press(
        request,
        lambda: begin_again(who(request), text),
        "Otwarto nową ewaluację z dotychczasowymi ocenami.",
        reverse("drafting:evaluation", args=[partnership.slug]),
    )
