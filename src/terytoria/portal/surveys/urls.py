"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.surveys.views import coding, listing, paper, questions, results, survey

app_name = "surveys"
_ONE = "<slug:slug>/ankiety/<int:record>/"
_QUESTION = f"{_ONE}pytania/<slug:question>/"
urlpatterns = [
    path("<slug:slug>/ankiety/", listing.listing, name="listing"),
    path("<slug:slug>/ankiety/nowa/", listing.add, name="add"),
    path(_ONE, survey.survey, name="survey"),
    path(f"{_ONE}zmiana/", listing.change, name="change"),
    path(f"{_ONE}jezyki/", listing.languages, name="languages"),
    path(f"{_ONE}kopia/", listing.copy_page, name="copy"),
    path(f"{_ONE}usuniecie/", survey.remove_page, name="remove"),
    path(f"{_ONE}otwarcie/", survey.open_page, name="open"),
    path(f"{_ONE}zakonczenie/", survey.close_page, name="close"),
    path(f"{_ONE}adresy/", survey.tokens, name="tokens"),
    path(f"{_ONE}pytanie/nowe/", questions.add, name="add_question"),
    path(f"{_QUESTION}zmiana/", questions.change, name="change_question"),
    path(f"{_QUESTION}wyzej/", questions.move, {"way": "up"}, name="question_up"),
    path(f"{_QUESTION}nizej/", questions.move, {"way": "down"}, name="question_down"),
    path(f"{_QUESTION}usuniecie/", questions.remove, name="remove_question"),
    path(f"{_QUESTION}kody/", coding.coding, name="coding"),
    path(f"{_QUESTION}kody/nowy/", coding.add, name="add_code"),
    path(f"{_QUESTION}kody/<int:code>/usuniecie/", coding.remove, name="remove_code"),
    path(f"{_QUESTION}wypowiedz/<uuid:number>/", coding.quote, name="quote"),
    path(f"{_QUESTION}wypowiedzi/<int:quote>/cofniecie/", coding.unquote, name="unquote"),
    path(f"{_ONE}papier/", paper.enter, name="paper"),
    path(f"{_ONE}wyniki/", results.results, name="results"),
    path(f"{_ONE}wyniki.csv", results.table, name="results_csv"),
    path(f"{_ONE}wyniki/liczenie/", results.count, name="count"),
    path(f"{_ONE}wyniki/ogloszenie/", results.publish, name="release"),
    path(f"{_ONE}wyniki/wycofanie/", results.take_back, name="withdraw"),
    path(f"{_ONE}wyniki/dowod/", results.evidence, name="evidence"),
]
