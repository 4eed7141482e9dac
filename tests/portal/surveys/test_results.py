"""Results: counted, hidden, released, made into evidence; codes, quotes, deletion with proof."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.enums import OwnKind
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.surveys.domain.answering import enter_paper, submit
from terytoria.portal.surveys.domain.coding import (
    add_code,
    agreed_codes,
    agreement_of,
    delete_code,
    disputed,
    give_codes,
)
from terytoria.portal.surveys.domain.counting import CODED, count_again
from terytoria.portal.surveys.domain.quoting import release_quote, withdraw_quote
from terytoria.portal.surveys.domain.releasing import Place, add_evidence, release, withdraw
from terytoria.portal.surveys.domain.running import close_survey
from terytoria.portal.surveys.domain.saving import new_code, put_aside
from terytoria.portal.surveys.enums import Channel, State
from terytoria.portal.surveys.interfaces.results import HIDDEN, Reader
from terytoria.portal.surveys.models import Answer, Coding, Results, SavedDraft, Survey, Token

pytestmark = pytest.mark.django_db
PLANS = Place("plany", "tu")


def one(survey: Survey, question: str, by: str = "gmina") -> dict[str, Any]:
    rows = survey.results.content["results"][by]
    return {row["group"]: row for row in rows if row["question"] == question}


def test_closing_orders_the_results(counted: Any) -> None:
    survey = counted(40)
    assert survey.state == State.CLOSED
    plans = one(survey, "plany")
    assert plans[""]["answered"] == 40
    assert plans[""]["shares"][0][:2] == ["tu", 50.0]
    assert plans["3217011"]["answered"] == 20
    assert plans["3217033"]["hidden"]  # nobody answered from there
    assert survey.results.content["weighted"] is False  # no snapshot here


def test_a_survey_of_few_tells_nothing(counted: Any, ola: User) -> None:
    survey = counted(9)
    release(ola, survey)
    client = Client()
    page = client.get(f"/ankieta/{survey.slug}/wyniki/").content.decode()
    assert "mniej niż 10 osób, więc wyników nie pokazujemy" in page
    assert "50,0%" not in page
    rows = list(csv.reader(io.StringIO("".join(Reader(survey.results).lines())), delimiter=";"))
    assert all(row[3] == HIDDEN and not any(row[4:]) for row in rows[1:])


def test_results_are_public_when_released_and_not_before(counted: Any, ola: User) -> None:
    survey = counted(40)
    client = Client()
    address = f"/ankieta/{survey.slug}/wyniki"
    assert client.get(f"{address}/").status_code == 404
    assert client.get(f"{address}.csv").status_code == 404
    release(ola, survey)
    page = client.get(f"{address}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "nie jest badaniem na próbie losowej" in text
    assert "50,0%" in text
    assert "Zdanie numer" not in text
    assert not client.cookies
    table = client.get(f"{address}.csv").content.decode()
    assert "Zdanie numer" not in table
    assert HIDDEN in table
    with pytest.raises(RefusedError, match="już ogłoszone"):
        release(ola, survey)
    withdraw(ola, survey)
    assert client.get(f"{address}/").status_code == 404


def test_results_wait_for_the_count(make: Any, ola: User) -> None:
    survey = make("closed")
    with pytest.raises(RefusedError, match="nie są jeszcze policzone"):
        release(ola, survey)
    with pytest.raises(RefusedError, match="po zakończeniu"):
        release(ola, make("open"))


def test_a_cell_of_the_file_is_no_formula(make: Any, ola: User, given: Any) -> None:
    survey = make("open", title="=1+1")
    asked = survey.questionnaire
    asked["questions"][1]["options"][0]["text"]["pl"] = "=SUM(A1)"
    Survey.objects.update(questionnaire=asked)
    for at in range(12):
        submit(survey, given(at))
    close_survey(ola, Survey.objects.get())
    work(once=True)
    table = "".join(Reader(Results.objects.get()).lines())
    assert "'=SUM(A1)" in table
    assert ";=SUM" not in table


def test_a_share_becomes_evidence_of_the_partnership(counted: Any, ola: User) -> None:
    survey = counted(40)
    with pytest.raises(RefusedError, match="Ogłoś najpierw"):
        add_evidence(ola, survey, PLANS)
    release(ola, survey)
    made = add_evidence(ola, survey, PLANS, "http://127.0.0.1/ankieta/x/wyniki/")
    kept = OwnEvidence.objects.get()
    assert kept == made
    assert (kept.kind, kept.value, kept.measure) == (OwnKind.SURVEY, 50.0, "%")
    assert kept.low < 50 < kept.high
    assert kept.year == survey.closes.year
    assert kept.units == ["3217011", "3217023", "3217033"]
    assert "Tam, gdzie teraz" in kept.formula
    assert "Wilsona" in kept.formula
    assert "próbie losowej" in kept.note
    local = add_evidence(ola, survey, Place("plany", "tu", "gmina", "3217011"))
    assert local.units == ["3217011"]


@pytest.mark.parametrize(
    "place",
    [
        Place("plany", "obce"),
        Place("nie", "tu"),
        Place("plany", "tu", "gmina", "3217033"),
        Place("plany", "tu", "inne"),
        Place("jedno", "Zdanie numer 1"),
    ],
)
def test_what_is_not_shown_is_no_evidence(counted: Any, ola: User, place: Place) -> None:
    survey = counted(40)
    release(ola, survey)
    with pytest.raises(RefusedError, match="Nie ma takiego wyniku"):
        add_evidence(ola, survey, place)
    assert not OwnEvidence.objects.exists()


def test_paper_counts_like_the_web(make: Any, ola: User, given: Any) -> None:
    survey = make("open")
    for at in range(12):
        submit(survey, given(at))
    sheet = given(50)
    for _ in range(2):  # sent twice, kept once
        enter_paper(ola, survey, sheet)
    assert Answer.objects.filter(channel=Channel.PAPER).count() == 1
    assert Entry.objects.filter(verb="survey.paper").count() == 1
    close_survey(ola, survey)
    work(once=True)
    results = Results.objects.get()
    assert results.content["people"] == 13
    assert results.channels == {"web": 12, "paper": 1}
    assert "papieru 1" not in " ".join(Reader(results).facts())
    with pytest.raises(RefusedError, match="do zakończenia"):
        enter_paper(ola, survey, given(51))


def test_paper_is_taken_after_the_last_day_until_closing(make: Any, ola: User, given: Any) -> None:
    survey = make("open")
    Survey.objects.update(opens=today() - timedelta(9), closes=today() - timedelta(days=1))
    enter_paper(ola, survey, given())
    assert Answer.objects.count() == 1


class TestCoding:
    def test_codes_of_two_people_count_where_they_agree(
        self, counted: Any, ola: User, person: Any
    ) -> None:
        survey, expert = counted(30), person(Role.EXPERT)
        bus, park = (add_code(ola, survey, "jedno", name) for name in ("autobus", "park"))
        numbers = [one.pk for one in survey.answers.all()]
        give_codes(ola, survey, "jedno", {n: [bus.pk] for n in numbers})
        assert agreement_of(survey, "jedno") is None
        theirs = {n: [bus.pk] if at < 20 else [park.pk] for at, n in enumerate(numbers)}
        give_codes(expert, survey, "jedno", theirs)
        assert len(disputed(survey, "jedno")) == 10
        found = agreement_of(survey, "jedno")
        assert found is not None
        assert found.answers == 30
        assert "kappa Cohena" in found.explain()
        given = agreed_codes(survey, "jedno").given
        assert sum(codes == [str(bus.pk)] for codes in given.values()) == 20
        count_again(ola, survey)
        work(once=True)
        survey = Survey.objects.get(pk=survey.pk)
        coded = one(survey, f"jedno{CODED}")[""]
        assert coded["answered"] == 30
        assert coded["shares"][0][0] == str(bus.pk)
        assert coded["shares"][0][1] == pytest.approx(100 * 20 / 30)
        shown = {each.id: each for each in Reader(survey.results).shown()}
        assert shown[f"jedno{CODED}"].bars[0].name == "autobus"

    def test_foreign_codes_and_answers_are_left_out(
        self, counted: Any, make: Any, ola: User
    ) -> None:
        survey, other = counted(12), make("closed")
        mine, theirs = add_code(ola, survey, "jedno", "a"), add_code(ola, other, "jedno", "a")
        number = survey.answers.first().pk
        give_codes(ola, other, "jedno", {number: [theirs.pk]})
        assert not Coding.objects.exists()
        give_codes(ola, survey, "jedno", {number: [theirs.pk, mine.pk]})
        assert Coding.objects.get().codes == [mine.pk]

    def test_a_code_in_use_or_named_twice_is_refused(self, counted: Any, ola: User) -> None:
        survey = counted(12)
        code = add_code(ola, survey, "jedno", "Autobus")
        for name in ("autobus", "", "  "):
            with pytest.raises(RefusedError):
                add_code(ola, survey, "jedno", name)
        with pytest.raises(RefusedError, match="pytanie otwarte"):
            add_code(ola, survey, "plany", "x")
        number = survey.answers.first().pk
        give_codes(ola, survey, "jedno", {number: [code.pk]})
        with pytest.raises(RefusedError, match="już użyto"):
            delete_code(ola, code)
        give_codes(ola, survey, "jedno", {number: []})
        delete_code(ola, code)
        assert not survey.codes.exists()

    def test_an_answer_is_read_by_all_when_released_by_a_person(
        self, counted: Any, ola: User
    ) -> None:
        survey = counted(12)
        release(ola, survey)
        quote = release_quote(ola, survey, "jedno", "Więcej drzew")
        page = Client().get(f"/ankieta/{survey.slug}/wyniki/").content.decode()
        assert "Więcej drzew" in page
        for text in ("Więcej drzew", "", "x" * 4001):
            with pytest.raises(RefusedError):
                release_quote(ola, survey, "jedno", text)
        withdraw_quote(ola, quote)
        assert (
            "Więcej drzew" not in Client().get(f"/ankieta/{survey.slug}/wyniki/").content.decode()
        )


class TestDeletion:
    def erase(self) -> None:
        enqueue("surveys.erase", {}, key=f"surveys.erase:{Job.objects.count()}")
        work(once=True)

    def test_answers_go_on_their_day_and_results_stay_with_proof(
        self, counted: Any, ola: User
    ) -> None:
        survey = counted(30)
        release(ola, survey)
        code = add_code(ola, survey, "jedno", "a")
        give_codes(ola, survey, "jedno", {survey.answers.first().pk: [code.pk]})
        self.erase()
        assert Answer.objects.count() == 30
        Survey.objects.update(keep_until=today() + timedelta(1), closes=today())
        self.erase()
        assert Answer.objects.count() == 30
        Survey.objects.update(
            opens=today() - timedelta(9), closes=today() - timedelta(5), keep_until=today()
        )
        self.erase()
        assert not Answer.objects.exists()
        assert not Coding.objects.exists()
        proof = Entry.objects.get(verb="survey.erase")
        assert proof.before == {"answers": 30, "tokens": 0, "drafts": 0}
        assert proof.after == {"answers": 0, "tokens": 0, "drafts": 0}
        assert proof.actor is None
        survey = Survey.objects.get()
        assert survey.erased_on == today()
        assert one(survey, "plany")[""]["answered"] == 30
        assert Client().get(f"/ankieta/{survey.slug}/wyniki/").status_code == 200
        with pytest.raises(RefusedError, match="zostały usunięte"):
            count_again(ola, survey)
        self.erase()
        assert Entry.objects.filter(verb="survey.erase").count() == 1

    def test_a_survey_nobody_closed_is_counted_before_it_is_deleted(
        self, make: Any, given: Any
    ) -> None:
        survey = make("open")
        for at in range(12):
            submit(survey, given(at))
        put_aside(survey, {"a": 1}, new_code())
        days = {"opens": today() - timedelta(9), "closes": today() - timedelta(5)}
        Survey.objects.update(keep_until=today(), **days)
        self.erase()
        survey.refresh_from_db()
        assert survey.state == State.CLOSED
        assert survey.results.content["people"] == 12
        assert not Answer.objects.exists()
        assert not SavedDraft.objects.exists()

    def test_a_draft_survey_has_nothing_to_delete(self, make: Any) -> None:
        survey = make()
        days = {"opens": today() - timedelta(9), "closes": today() - timedelta(5)}
        Survey.objects.update(keep_until=today(), **days)
        self.erase()
        survey.refresh_from_db()
        assert survey.erased_on is None
        assert not Token.objects.exists()

    def test_what_was_put_aside_goes_after_two_weeks(self, make: Any) -> None:
        survey = make("open")
        put_aside(survey, {"a": 1}, new_code())
        SavedDraft.objects.update(keep_until=today())
        self.erase()
        assert SavedDraft.objects.exists()
        SavedDraft.objects.update(keep_until=today() - timedelta(days=1))
        self.erase()
        assert not SavedDraft.objects.exists()
