"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.procedures.views import facts, forms_of_law, letters, plan, starting

app_name = "procedures"
_HERE = "<slug:slug>/procedura/"
_ONE = f"{_HERE}<int:record>/"
urlpatterns = [
    path(_HERE, plan.current, name="plan"),
    path(f"{_HERE}nowa/", starting.begin, name="start"),
    path(f"{_HERE}forma-prawna/", forms_of_law.choose, name="legal_form"),
    path(_ONE, plan.procedure, name="procedure"),
    path(f"{_ONE}plan/", starting.change, name="replan"),
    path(f"{_ONE}odnotuj/", facts.tell_fact, name="tell"),
    path(f"{_ONE}krok/<slug:step>/", facts.step, name="step"),
    path(f"{_ONE}krok/<slug:step>/popraw/", facts.correct_fact, name="correct"),
    path(f"{_ONE}pisma/", letters.listing, name="letters"),
    path(f"{_ONE}pisma/<slug:letter>/", letters.letter, name="letter"),
]
