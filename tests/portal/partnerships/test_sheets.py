"""Pages with one form and single buttons: done, refused at a field, refused above the form."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.sheets import (
    Sheet,
    done,
    forms_on,
    press,
    pressed,
    refuse,
    sent,
)

SHEET = Sheet("Nowy punkt", "Dodaj punkt", "Dodano punkt.", "/z-powrotem/", more={"uploads": True})


class Asked(forms.Form):
    """One field that must be filled in."""

    title = forms.CharField(label="Tytuł")


def opened() -> HttpRequest:
    return RequestFactory().get("/strona/")


def posted(**fields: str) -> HttpRequest:
    request = RequestFactory().post("/strona/", fields)
    vars(request)["_messages"] = CookieStorage(request)
    return request


def told(request: HttpRequest) -> list[tuple[str, str]]:
    return [(one.level_tag, str(one)) for one in get_messages(request)]


def words(_request: HttpRequest, _partnership: Partnership, heading: str) -> dict[str, Any]:
    return {"heading": heading}


page = forms_on("partnerships/sheet.html", words)


def shown(request: HttpRequest, verb: Any, sheet: Sheet = SHEET) -> HttpResponse:
    return page(request, Partnership(), sheet, Asked(sent(request)), verb)


def refusing(field: str) -> Any:
    def verb(_: object = None) -> None:
        raise RefusedError(field, "Taki punkt już jest.")

    return verb


def never(_: object) -> None:
    pytest.fail("the verb was done")


def test_a_form_is_bound_only_to_what_was_sent() -> None:
    assert sent(opened()) is None
    found = sent(posted(title="Budżet"))
    assert found is not None
    assert found["title"] == "Budżet"


def test_an_empty_form_that_was_sent_is_bound_too() -> None:
    assert Asked(sent(posted())).errors["title"]


def test_an_opened_page_shows_its_form_and_does_nothing() -> None:
    response = shown(opened(), never)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Dodaj punkt" in text
    assert 'href="/z-powrotem/"' in text
    assert 'enctype="multipart/form-data"' in text


@pytest.mark.parametrize(("danger", "look"), [(True, True), (False, False)])
def test_a_dangerous_button_looks_so(*, danger: bool, look: bool) -> None:
    sheet = Sheet("Usunięcie", "Usuń", "Usunięto.", "/z-powrotem/", danger=danger)
    assert (b"danger" in shown(opened(), never, sheet).content) is look


def test_what_is_done_leads_back_and_is_told_once() -> None:
    request, given = posted(title="Budżet"), []
    response = shown(request, given.append)
    assert (response.status_code, response["Location"]) == (302, "/z-powrotem/")
    assert given == [{"title": "Budżet"}]
    assert told(request) == [("success", "Dodano punkt.")]


def test_a_form_with_a_gap_is_shown_again() -> None:
    request = posted()
    response = shown(request, never)
    assert response.status_code == 422
    assert 'id="id_title_error"' in response.content.decode()
    assert told(request) == []


@pytest.mark.parametrize(
    ("field", "place"), [("title", "title"), ("vote", "__all__"), ("", "__all__")]
)
def test_a_refusal_stands_at_its_field_or_above_the_form(field: str, place: str) -> None:
    form = Asked({"title": "Budżet"})
    assert not done(form, refusing(field))
    assert form.errors == {place: ["Taki punkt już jest."]}


def test_a_refused_form_keeps_what_was_typed() -> None:
    response = shown(posted(title="Budżet gminy"), refusing("title"))
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="Budżet gminy"' in text
    assert "Taki punkt już jest." in text


def test_refusals_add_up() -> None:
    form = Asked({"title": "Budżet"})
    for field in ("title", "vote"):
        refuse(form, RefusedError(field, f"Nie: {field}."))
    assert form.errors == {"title": ["Nie: title."], "__all__": ["Nie: vote."]}


def test_what_a_sheet_adds_to_the_words_comes_last() -> None:
    sheet = Sheet("Nowy punkt", "Dodaj", "Dodano.", "/", more={"heading": "Inny"})
    given: list[dict[str, Any]] = []

    def kept(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
        given.append(words(request, partnership, heading))
        return given[0]

    forms_on("partnerships/sheet.html", kept)(opened(), Partnership(), sheet, Asked(), never)
    assert given[0]["heading"] == "Inny"


def test_a_button_does_its_verb_and_goes_back() -> None:
    request, count = posted(), []
    response = press(request, lambda: count.append(1), "Przesunięto.", "/z-powrotem/")
    assert (response.status_code, response["Location"], count) == (302, "/z-powrotem/", [1])
    assert told(request) == [("success", "Przesunięto.")]


def test_a_refused_button_tells_why_and_goes_back() -> None:
    request = posted()
    response = press(request, refusing(""), "Przesunięto.", "/z-powrotem/")
    assert (response.status_code, response["Location"]) == (302, "/z-powrotem/")
    assert told(request) == [("error", "Taki punkt już jest.")]


def test_a_fault_of_a_verb_is_not_a_refusal() -> None:
    def broken() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        press(posted(), broken, "Przesunięto.", "/")


def test_a_button_answers_only_what_is_sent_through_its_gate() -> None:
    passed: list[str] = []

    def gate(view: Any) -> Any:
        def inside(request: HttpRequest) -> HttpResponse:
            passed.append(str(request.method))
            response: HttpResponse = view(request)
            return response

        return inside

    view = pressed(gate)(lambda _: HttpResponse("zrobione"))
    assert view(posted()).status_code == 200
    assert view(opened()).status_code == 405
    assert passed == ["POST"]
