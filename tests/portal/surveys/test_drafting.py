"""Preparing a survey: days, questions, conditions, languages, the copy for another year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given as drawn
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.surveys.domain.drafting import copy, edit, remove, set_languages
from terytoria.portal.surveys.domain.questions import (
    add_question,
    delete_question,
    edit_question,
    free_id,
    move_question,
)
from terytoria.portal.surveys.domain.running import MOST_TOKENS, make_tokens, open_survey
from terytoria.portal.surveys.enums import Access, State
from terytoria.portal.surveys.interfaces.forms import option_ids
from terytoria.portal.surveys.models import Survey
from terytoria.surveys.questionnaire import Kind, Question, ShownIf

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ola: User) -> Client:
    """The coordinator's browser."""
    made = Client()
    made.force_login(ola)
    return made


def at(survey: Survey, name: str, *more: object) -> str:
    return reverse(f"surveys:{name}", args=[survey.partnership.slug, survey.pk, *more])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes": today() - timedelta(days=5)}, "closes"),
        ({"keep_until": today()}, "keep_until"),
        ({"keep_until": today() + timedelta(days=800)}, "keep_until"),
    ],
)
def test_days_follow_one_another(
    make: Any, ola: User, planned: Any, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        make(**changes)
    assert refusal.value.field == field
    survey = make()
    with pytest.raises(RefusedError):
        edit(ola, survey, planned(**changes), survey.version)


def test_addresses_differ(make: Any) -> None:
    assert [make(title="Ankieta łąk").slug for _ in range(3)] == [
        "ankieta-lak", "ankieta-lak-2", "ankieta-lak-3",
    ]  # fmt: skip
    assert make(title="!!!").slug == "ankieta"


def test_an_unknown_template_is_refused(make: Any) -> None:
    with pytest.raises(RefusedError, match="wzoru"):
        make(template="obcy")


def test_an_open_survey_does_not_change(make: Any, ola: User, planned: Any) -> None:
    survey = make("open")
    asked = survey.asked.questions[0]
    for verb in (
        lambda: edit(ola, survey, planned(), survey.version),
        lambda: remove(ola, survey),
        lambda: set_languages(ola, survey, {}, survey.version),
        lambda: add_question(ola, survey, asked, survey.version),
        lambda: delete_question(ola, survey, "zycie", survey.version),
        lambda: open_survey(ola, survey),
    ):
        with pytest.raises(RefusedError, match="Zrób kopię"):
            verb()


def test_two_people_do_not_overwrite_each_other(make: Any, ola: User, planned: Any) -> None:
    survey = make()
    edit(ola, survey, planned(title="Pierwszy"), survey.version)
    with pytest.raises(RefusedError, match="w międzyczasie"):
        edit(ola, survey, planned(title="Drugi"), survey.version)
    with pytest.raises(RefusedError, match="w międzyczasie"):
        move_question(ola, survey, "zycie", "down", survey.version)
    survey.refresh_from_db()
    assert survey.title == "Pierwszy"


def test_a_survey_without_questions_or_over_is_not_opened(make: Any, ola: User) -> None:
    with pytest.raises(RefusedError, match="nie ma pytań"):
        make("open", template="")
    survey = make()
    Survey.objects.update(opens=today() - timedelta(9), closes=today() - timedelta(1))
    with pytest.raises(RefusedError, match="już minął"):
        open_survey(ola, survey)


def test_opening_keeps_the_gminas_of_the_day(make: Any) -> None:
    survey = make("open")
    assert survey.gminas == [
        ["3217011", "Borowa"],
        ["3217023", "Leśniów"],
        ["3217033", "Stare Kąty"],
    ]
    assert survey.state == State.OPEN


def test_the_copy_for_another_year_asks_the_same_by_the_same_ids(
    make: Any, ola: User, planned: Any
) -> None:
    survey = make("closed")
    later = {
        day: getattr(survey, day) + timedelta(365) for day in ("opens", "closes", "keep_until")
    }
    again = copy(ola, survey, planned(title="Za rok", **later))
    assert again.questionnaire == survey.questionnaire
    assert again.copied_from == survey
    assert again.state == State.DRAFT
    edit_question(ola, again, again.asked.questions[0], again.version)


def test_a_question_others_hang_on_is_neither_deleted_nor_moved_below_them(
    make: Any, ola: User
) -> None:
    survey = make()
    with pytest.raises(RefusedError, match="zależy"):
        delete_question(ola, survey, "plany", survey.version)
    with pytest.raises(RefusedError, match="zależy"):
        move_question(ola, survey, "plany", "down", survey.version)
    with pytest.raises(RefusedError, match="na brzegu"):
        move_question(ola, survey, "zycie", "up", survey.version)
    with pytest.raises(RefusedError, match="Nie ma już"):
        delete_question(ola, survey, "obce", survey.version)


def test_questions_are_added_moved_and_deleted(make: Any, ola: User) -> None:
    survey = make(template="")
    for text in ("Pierwsze", "Drugie"):
        survey.refresh_from_db()
        asked = Question(free_id(survey), Kind.OPEN, {"pl": text})
        add_question(ola, survey, asked, survey.version)
    survey.refresh_from_db()
    assert list(survey.asked.by_id) == ["p1", "p2"]
    move_question(ola, survey, "p2", "up", survey.version)
    survey.refresh_from_db()
    assert list(survey.asked.by_id) == ["p2", "p1"]
    delete_question(ola, survey, "p2", survey.version)
    survey.refresh_from_db()
    assert list(survey.asked.by_id) == ["p1"]
    assert free_id(survey) == "p2"


def test_a_question_is_written_by_a_form(client: Client, make: Any) -> None:
    survey = make(template="")
    sent = {"kind": "single", "text_pl": "Czy?", "options_pl": "Tak\n\n Nie ", "low": 1, "high": 5,
            "version": survey.version, "condition": ""}  # fmt: skip
    assert client.post(at(survey, "add_question"), sent).status_code == 302
    survey.refresh_from_db()
    assert [one.text["pl"] for one in survey.asked.by_id["p1"].options] == ["Tak", "Nie"]
    follows = {**sent, "kind": "scale", "text_pl": "Jak?", "options_pl": "", "low": 0, "high": 10,
               "version": survey.version, "condition": "p1=o1"}  # fmt: skip
    page = client.get(at(survey, "add_question")).content.decode()
    assert "gdy „Czy?” = „Tak”" in page
    assert client.post(at(survey, "add_question"), follows).status_code == 302
    survey.refresh_from_db()
    second = survey.asked.by_id["p2"]
    assert second.shown_if == ShownIf("p1", frozenset({"o1"}))
    assert (second.low, second.high) == (0, 10)
    sent |= {"options_pl": "Tak\nMoże\nNie", "version": survey.version}
    assert client.post(at(survey, "change_question", "p1"), sent).status_code == 302
    survey.refresh_from_db()
    assert [one.id for one in survey.asked.by_id["p1"].options] == ["o1", "o3", "o2"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"options_pl": "Jedna"}, "co najmniej dwie odpowiedzi"),
        ({"options_pl": "A\nA"}, "brzmią tak samo"),
        ({"kind": "scale", "low": 5, "high": 5}, "obie granice"),
        ({"kind": "scale", "low": 0, "high": 50}, "jedenaście stopni"),
        ({"kind": "number", "low": ""}, "obie granice"),
        ({"text_pl": ""}, "wymagane"),
        ({"condition": "obce=x"}, "Wybierz poprawną wartość"),
        ({"version": 77}, "w międzyczasie"),
    ],
)
def test_a_wrong_question_is_refused_at_its_field(
    client: Client, make: Any, changes: dict[str, Any], said: str
) -> None:
    survey = make(template="")
    sent = {"kind": "single", "text_pl": "Czy?", "options_pl": "Tak\nNie", "low": 1, "high": 5,
            "version": survey.version, "condition": ""}  # fmt: skip
    page = client.post(at(survey, "add_question"), {**sent, **changes})
    assert page.status_code == 422
    assert said in page.content.decode()
    survey.refresh_from_db()
    assert survey.asked.questions == ()


def test_a_survey_is_prepared_and_run_by_forms(client: Client, dolina: Any) -> None:
    listing = reverse("surveys:listing", args=["dolina"])
    assert "Nie ma jeszcze ankiet" in client.get(listing).content.decode()
    sent = {"title": "Życie", "audience": "young", "access": "anybody", "template": "young",
            "opens": today(), "closes": today() + timedelta(9),
            "keep_until": today() + timedelta(99)}  # fmt: skip
    wrong = client.post(f"{listing}nowa/", {**sent, "closes": today() - timedelta(9)})
    assert wrong.status_code == 422
    page = client.post(f"{listing}nowa/", sent)
    survey = Survey.objects.get()
    assert page["Location"] == at(survey, "survey")
    assert "Gdzie chcesz mieszkać" in client.get(at(survey, "survey")).content.decode()
    texts = {"title_en": "Life", "intro_en": "", "title_uk": "", "intro_uk": "", "version": 1}
    assert client.post(at(survey, "languages"), texts).status_code == 302
    survey.refresh_from_db()
    assert survey.asked.languages == ("pl", "en")
    assert survey.title_in("en") == "Life"
    assert client.post(at(survey, "question_down", "sport")).status_code == 302
    assert client.post(at(survey, "remove_question", "jedno")).status_code == 302
    assert client.post(at(survey, "open")).status_code == 302
    assert client.get(f"/ankieta/{survey.slug}/?jezyk=en").status_code == 200
    sheet = {"o-zycie": "3", "o-plany": "tu", "number": "8b9b2f0e-7f1c-4f44-9a2f-0d6f0f3a1b2c"}
    assert client.post(at(survey, "paper"), {"o-zycie": "9"}).status_code == 422
    for _ in range(2):
        assert client.post(at(survey, "paper"), sheet).status_code == 302
    assert survey.answers.count() == 1
    assert client.post(at(survey, "close")).status_code == 302
    survey.refresh_from_db()
    assert survey.state == State.CLOSED


def test_addresses_are_handed_out_once_as_a_list(client: Client, make: Any) -> None:
    survey = make("open", access=Access.TOKEN)
    page = client.post(at(survey, "tokens"), {"count": 3})
    lines = page.content.decode().splitlines()
    assert page["Content-Type"].startswith("text/csv")
    assert len(lines) == 4
    for line in lines[1:]:
        address = line.split(";")[1]
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200
        assert address.rsplit("/", 2)[1] not in str(list(survey.tokens.values()))
    assert client.post(at(survey, "tokens"), {"count": 9999}).status_code == 422


def test_addresses_are_for_surveys_that_want_them(make: Any, ola: User) -> None:
    with pytest.raises(RefusedError, match="nie przyjmuje"):
        make_tokens(ola, make("open"), 3)
    with pytest.raises(RefusedError, match="od 1 do"):
        make_tokens(ola, make("open", access=Access.TOKEN), MOST_TOKENS + 1)


LINES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@drawn(LINES, LINES)
def test_options_keep_their_ids_by_their_words(lines: list[str], before: list[str]) -> None:
    old = [(f"x{at}" if at % 2 else f"o{at}", text) for at, text in enumerate(before)]
    found = option_ids(lines, old)
    assert len(found) == len(set(found)) == len(lines)
    known = {text: name for name, text in old}
    for line, name in zip(lines, found, strict=True):
        if line in known:
            assert name == known[line]
