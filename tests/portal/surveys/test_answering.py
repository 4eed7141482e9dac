"""Answering without an account, a script or a cookie: the way through, errors, languages, codes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.surveys.domain.answering import WrongAnswersError, submit
from terytoria.portal.surveys.domain.running import make_tokens
from terytoria.portal.surveys.enums import Access, Channel
from terytoria.portal.surveys.models import Answer, SavedDraft, Survey, Token

pytestmark = pytest.mark.django_db


def address(survey: Survey) -> str:
    return f"/ankieta/{survey.slug}/"


def to_the_end(one: Any) -> Any:
    """Walk with empty answers to what may be left out."""
    for _ in range(30):
        if "Sprawdź odpowiedzi" in one.text:
            return one
        one.press()
    raise AssertionError(one.text)


def answered(one: Any) -> Any:
    """Walk through the survey of young people to its summary."""
    one.press("start").press(zycie="4").press(plany="polska").press(powody=["praca", "dojazd"])
    return to_the_end(one)


def test_a_person_answers_page_by_page(make: Any, walk: Any) -> None:
    survey = make("open")
    one = walk(address(survey))
    assert "Ankieta jest anonimowa" in one.text
    one.press("start")
    assert "Strona 1 z" in one.text
    one.press(zycie="4").press(plany="polska")
    assert "Co o tym decyduje" in one.text
    one.press(powody=["praca", "dojazd"])
    for _ in range(20):
        if "Kilka słów o Tobie" in one.text:
            break
        one.press()
    one.press(ja_gmina="3217023", ja_sex="k", ja_band="15-19")
    assert "Praca lub zarobki, Dojazdy" in one.text
    assert "Leśniów" in one.text
    assert Answer.objects.count() == 0
    one.press("send")
    assert one.page.status_code == 302
    assert one.page["Location"] == f"/ankieta/{survey.slug}/dziekujemy/?jezyk=pl"
    kept = Answer.objects.get()
    assert kept.content == {"zycie": 4, "plany": "polska", "powody": ["praca", "dojazd"]}
    assert (kept.gmina, kept.sex, kept.band) == ("3217023", "k", "15-19")
    assert (kept.channel, kept.day) == (Channel.WEB, today())


def test_no_page_sets_a_cookie_nor_reads_one(make: Any, walk: Any, counted: Any) -> None:
    survey = make("open")
    one = walk(address(survey))
    answered(one).press("save")
    answered(walk(address(survey))).press("send")
    pages = [one.client.get(f"{address(survey)}{rest}") for rest in ("", "powrot/", "dziekujemy/",
             "wyniki/")]  # fmt: skip
    assert not one.client.cookies
    for page in pages:
        assert "Cookie" not in page.get("Vary", "")
        assert b"<script" not in page.content
        assert b"csrf" not in page.content


def test_a_signed_in_person_is_not_greeted(make: Any, ola: Any) -> None:
    survey = make("open")
    client = Client()
    client.force_login(ola)
    page = client.get(address(survey))
    assert str(ola) not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_back_and_forth_keeps_answers(make: Any, walk: Any) -> None:
    one = walk(address(make("open"))).press("start").press(zycie="2").press("back", plany="tu")
    assert re.search(r'value="2" checked', one.text)
    one.press(zycie="3")
    assert re.search(r'value="tu" checked', one.text)
    to_the_end(one)
    assert "Tam, gdzie teraz" in one.text
    one.press("to:zycie")
    assert re.search(r'value="3" checked', one.text)


def test_a_change_of_mind_drops_what_is_no_longer_asked(make: Any, walk: Any) -> None:
    one = answered(walk(address(make("open"))))
    one.press("to:plany").press(plany="tu")
    assert "Co o tym decyduje" not in one.text
    to_the_end(one).press("send")
    assert "powody" not in Answer.objects.get().content


def test_an_error_stands_at_its_question(make: Any, walk: Any) -> None:
    one = walk(address(make("open"))).press("start").press()
    assert one.page.status_code == 422
    assert 'href="#o-zycie"' in one.text
    assert 'id="o-zycie-blad"' in one.text
    assert "<title>Błąd:" in one.text
    one.press(zycie="9")
    assert "Podaj liczbę od 1 do 5." in one.text
    one.press(zycie="x")
    assert one.page.status_code == 422


def test_what_is_no_number_is_kept_and_told(make: Any, walk: Any) -> None:
    one = walk(address(make("open"))).press("start").press(zycie="1").press(plany="tu")
    while 'name="o-minuty"' not in one.text:
        one.press()
    one.press(minuty="kwadrans")
    assert one.page.status_code == 422
    assert 'value="kwadrans"' in one.text
    one.press(minuty="12,5")
    to_the_end(one).press("send")
    assert Answer.objects.get().content["minuty"] == 12.5


def test_a_form_sent_twice_counts_once(make: Any, walk: Any) -> None:
    one = answered(walk(address(make("open"))))
    again, form = one.hidden("state"), one.form
    one.press("send")
    for _ in range(3):
        sent = {"state": again, "at": "podsumowanie", "go": "send"}
        page = one.client.post(form, sent)
        assert page.status_code == 302
    assert Answer.objects.count() == 1


def test_a_changed_form_is_refused(make: Any, walk: Any) -> None:
    survey, other = make("open"), make("open")
    one = walk(address(survey)).press("start")
    for state in ("x", one.hidden("state")[:-2], ""):
        page = one.client.post(address(survey), {"state": state, "go": "next"})
        assert page.status_code == 400
    foreign = one.client.post(address(other), {"state": one.hidden("state"), "go": "next"})
    assert foreign.status_code == 400
    assert "Zacznij jeszcze raz" in foreign.content.decode()


def test_a_survey_speaks_the_language_chosen(make: Any, walk: Any) -> None:
    survey = make("open", "residents", audience="residents")
    one = walk(address(survey), "en")
    assert '<html lang="en">' in one.text
    assert "How is life here?" in one.text
    one.press("start").press()
    assert "Answer this question." in one.text
    sent = {"state": one.hidden("state"), "at": "zycie", "to_language": "pl", "o-zycie": "2"}
    one.page = one.client.post(one.form, sent)
    assert '<html lang="pl">' in one.text
    assert re.search(r'value="2" checked', one.text)
    assert '<html lang="pl">' in walk(address(survey), "uk").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"opens": today() + timedelta(days=2)}, "Ankieta jeszcze się nie zaczęła"),
        ({"access": Access.TOKEN}, "jednorazowego adresu"),
    ],
)
def test_a_survey_that_cannot_be_answered_says_why(
    make: Any, walk: Any, changes: dict[str, Any], said: str
) -> None:
    assert said in walk(address(make("open", **changes))).text


def test_a_survey_that_ended_takes_nothing_even_from_an_open_page(make: Any, walk: Any) -> None:
    survey = make("open")
    one = answered(walk(address(survey)))
    Survey.objects.update(opens=today() - timedelta(9), closes=today() - timedelta(days=1))
    one.press("send")
    assert one.page.status_code == 409
    assert "już się zakończyła" in one.text
    assert "już się zakończyła" in walk(address(survey)).text
    assert Answer.objects.count() == 0


def test_a_draft_is_not_there(make: Any) -> None:
    survey = make()
    client = Client()
    for rest in ("", "wyniki/", "powrot/", "dziekujemy/", "wyniki.csv", "abcdefghjkmn/"):
        assert client.get(f"{address(survey)}{rest}").status_code == 404


def test_an_address_works_once(make: Any, walk: Any, ola: Any) -> None:
    survey = make("open", access=Access.TOKEN)
    first, second = make_tokens(ola, survey, 2)
    one = walk(f"{address(survey)}{first}/")
    answered(one)
    twin = answered(walk(f"{address(survey)}{first}/"))
    one.press("send")
    assert one.page.status_code == 302
    twin.press("send")
    assert twin.page.status_code == 410
    assert walk(f"{address(survey)}{first}/").page.status_code == 410
    assert walk(f"{address(survey)}zzzzzzzzzzzz/").page.status_code == 410
    assert answered(walk(f"{address(survey)}{second}/")).press("send").page.status_code == 302
    assert Answer.objects.count() == 2
    assert Token.objects.filter(used=True).count() == 2


def test_an_answer_with_an_error_leaves_the_address_unused(make: Any, ola: Any, given: Any) -> None:
    survey = make("open", access=Access.TOKEN)
    token = make_tokens(ola, survey, 1)[0]
    with pytest.raises(WrongAnswersError):
        submit(survey, given(answers={"zycie": 77}), token)
    assert not Token.objects.get().used
    assert submit(survey, given(), token)


def code_of(one: Any) -> str:
    match = re.search(r'<p class="code"[^>]*>([A-Z0-9-]+)</p>', one.text)
    assert match, one.text
    return match[1]


def test_what_was_put_aside_comes_back_by_its_code(make: Any, walk: Any) -> None:
    survey = make("open")
    one = walk(address(survey)).press("start").press(zycie="5").press("save", plany="polska")
    code = code_of(one)
    later = Client()
    back = f"{address(survey)}powrot/"
    assert later.post(back, {"code": "AAAAA-AAAAA-AAAAA-AAAAA"}).status_code == 422
    one.page = later.post(back, {"code": f" {code.lower()} "})
    assert re.search(r'value="5" checked', one.text)
    one.press().press().press("save")
    assert code_of(one) == code
    assert SavedDraft.objects.count() == 1
    one.press("to:plany")
    to_the_end(one).press("send")
    assert Answer.objects.get().content["plany"] == "polska"
    assert SavedDraft.objects.count() == 0
    assert later.post(back, {"code": code}).status_code == 422


def test_what_was_put_aside_cannot_be_read_without_the_code(make: Any, walk: Any) -> None:
    one = walk(address(make("open"))).press("start").press(zycie="5")
    while 'name="o-jedno"' not in one.text:
        one.press(plany="tu")
    one.press("save", jedno="Tajemnica")
    kept = SavedDraft.objects.get()
    code = code_of(one)
    assert b"Tajemnica" not in bytes(kept.content)
    assert code not in f"{kept.key}{bytes(kept.content)!r}"
    assert kept.keep_until == today() + timedelta(days=14)
    SavedDraft.objects.update(keep_until=today() - timedelta(days=1))
    page = one.client.post(f"{one.form}powrot/", {"code": code})
    assert page.status_code == 422


def test_a_foreign_survey_does_not_open_what_was_put_aside(make: Any, walk: Any) -> None:
    one = walk(address(make("open"))).press("start").press("save", zycie="5")
    other = make("open")
    page = one.client.post(f"{address(other)}powrot/", {"code": code_of(one)})
    assert page.status_code == 422


def test_what_nobody_could_choose_is_not_kept(make: Any, given: Any) -> None:
    survey = make("open")
    submit(survey, given(gmina="9999999", sex="x", band="200"))
    kept = Answer.objects.get()
    assert (kept.gmina, kept.sex, kept.band) == ("", "", "")


def test_text_of_a_person_is_text_only(make: Any, walk: Any) -> None:
    one = walk(address(make("open"))).press("start").press(zycie="1")
    while 'name="o-jedno"' not in one.text:
        one.press(plany="tu")
    one.press(jedno='<script>alert("x")</script>')
    to_the_end(one)
    assert b"<script>" not in one.page.content
