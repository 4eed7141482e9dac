"""Every verb for every role; no page of a survey for those of another partnership."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may
from terytoria.portal.surveys.domain.answering import enter_paper
from terytoria.portal.surveys.domain.coding import add_code, delete_code, give_codes
from terytoria.portal.surveys.domain.counting import count_again
from terytoria.portal.surveys.domain.drafting import copy, create, edit, remove, set_languages
from terytoria.portal.surveys.domain.questions import (
    add_question,
    delete_question,
    edit_question,
    move_question,
)
from terytoria.portal.surveys.domain.quoting import release_quote, withdraw_quote
from terytoria.portal.surveys.domain.releasing import Place, add_evidence, release, withdraw
from terytoria.portal.surveys.domain.running import close_survey, make_tokens, open_survey
from terytoria.portal.surveys.enums import Access
from terytoria.portal.surveys.models import Code, Quote, Results, Survey
from terytoria.portal.surveys.rules import ACTIONS, EDIT, ENTER, RELEASE, RESULTS, VIEW
from terytoria.portal.surveys.urls import urlpatterns
from terytoria.surveys.questionnaire import Kind, Question

pytestmark = pytest.mark.django_db
EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
WORKERS = frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP})
LEAD = frozenset({Role.COORDINATOR, Role.EXPERT})
NEW = Question("nowe", Kind.OPEN, {"pl": "Nowe?"})
Deed = Callable[[User, Survey, Any, Any], object]
VERBS: dict[str, tuple[str, frozenset[Any], Deed]] = {
    "create": ("draft", WORKERS, lambda a, s, p, g: create(a, s.partnership, p())),
    "copy": ("open", WORKERS, lambda a, s, p, g: copy(a, s, p())),
    "edit": ("draft", WORKERS, lambda a, s, p, g: edit(a, s, p(), s.version)),
    "languages": ("draft", WORKERS, lambda a, s, p, g: set_languages(a, s, {}, s.version)),
    "remove": ("draft", WORKERS, lambda a, s, p, g: remove(a, s)),
    "add": ("draft", WORKERS, lambda a, s, p, g: add_question(a, s, NEW, s.version)),
    "change": (
        "draft", WORKERS, lambda a, s, p, g: edit_question(a, s, s.asked.questions[0], s.version)
    ),
    "move": ("draft", WORKERS, lambda a, s, p, g: move_question(a, s, "sport", "down", s.version)),
    "delete": ("draft", WORKERS, lambda a, s, p, g: delete_question(a, s, "jedno", s.version)),
    "open": ("draft", WORKERS, lambda a, s, p, g: open_survey(a, s)),
    "tokens": ("open", WORKERS, lambda a, s, p, g: make_tokens(a, s, 2)),
    "paper": ("open", WORKERS, lambda a, s, p, g: enter_paper(a, s, g())),
    "close": ("open", WORKERS, lambda a, s, p, g: close_survey(a, s)),
    "count": ("counted", WORKERS, lambda a, s, p, g: count_again(a, s)),
    "code": ("counted", WORKERS, lambda a, s, p, g: add_code(a, s, "jedno", "nowy")),
    "uncode": ("counted", WORKERS, lambda a, s, p, g: delete_code(a, Code.objects.get())),
    "give": ("counted", WORKERS, lambda a, s, p, g: give_codes(a, s, "jedno", {})),
    "quote": ("counted", LEAD, lambda a, s, p, g: release_quote(a, s, "jedno", "inne")),
    "unquote": ("counted", LEAD, lambda a, s, p, g: withdraw_quote(a, Quote.objects.get())),
    "release": ("counted", LEAD, lambda a, s, p, g: release(a, s)),
    "withdraw": ("released", LEAD, lambda a, s, p, g: withdraw(a, s)),
    "evidence": (
        "released", WORKERS, lambda a, s, p, g: add_evidence(a, s, Place("plany", "tu"))
    ),
}  # fmt: skip
"""The state of the survey, who may, and the verb."""


@pytest.fixture
def stage(make: Any, ola: User, given: Any) -> Callable[[str], Survey]:
    """A survey in a state: also ``counted`` and ``released``."""

    def made(state: str) -> Survey:
        access = {"access": Access.TOKEN}
        if state in {"draft", "open"}:
            return make(state, **access)  # type: ignore[no-any-return]
        survey = make("open", **access)
        for at in range(12):
            enter_paper(ola, survey, given(at))
        close_survey(ola, survey)
        work(once=True)
        survey.refresh_from_db()
        add_code(ola, survey, "jedno", "kod")
        release_quote(ola, survey, "jedno", "Wypowiedź")
        if state == "released":
            release(ola, survey)
        return Survey.objects.get(pk=survey.pk)

    return made


@pytest.fixture
def filled(planned: Any, given: Any) -> tuple[Any, Any]:
    """What verbs are given: a plan and answers."""
    return planned, given


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    name: str, role: AnyRole | None, stage: Any, person: Any, filled: Any
) -> None:
    state, allowed, verb = VERBS[name]
    survey, actor = stage(state), person(role)
    before = Entry.objects.count()
    if role in allowed:
        verb(actor, survey, *filled)
        assert name == "give" or Entry.objects.count() > before
        return
    with pytest.raises(ForbiddenError):
        verb(actor, survey, *filled)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("case", ["closed", "ended", "inactive"])
def test_a_role_past_or_in_a_closed_partnership_gives_nothing(
    name: str, case: str, stage: Any, person: Any, filled: Any
) -> None:
    state, _, verb = VERBS[name]
    survey, actor = stage(state), person(Role.COORDINATOR)
    if case == "closed":
        Partnership.objects.update(stage=Stage.CLOSED)
    if case == "ended":
        Assignment.objects.filter(user=actor).update(until=today() - timedelta(days=1))
    if case == "inactive":
        User.objects.filter(pk=actor.pk).update(is_active=False)
        actor.refresh_from_db()
    with pytest.raises(ForbiddenError, match="Nie możesz"):
        verb(actor, survey, *filled)


TABLE = {VIEW: frozenset({*Role, *ProgrammeRole}), EDIT: WORKERS, ENTER: WORKERS,
         RESULTS: WORKERS, RELEASE: LEAD}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_every_action_for_every_role(
    action: Any, role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    assert may(person(role), action, dolina, today()) == (role in TABLE[action])


def test_actions_have_names_of_their_own() -> None:
    assert set(TABLE) == set(ACTIONS)
    assert len({one.name for one in ACTIONS}) == len(ACTIONS)
    assert all(one.name.startswith("surveys.") for one in ACTIONS)


def test_the_log_has_words_for_every_verb(stage: Any, ola: User, planned: Any, given: Any) -> None:
    for name, (state, _, verb) in VERBS.items():
        survey = stage(state)
        Code.objects.exclude(survey=survey).delete()
        Quote.objects.exclude(survey=survey).delete()
        verb(ola, survey, planned, given)
        assert name
    logged = set(Entry.objects.values_list("verb", flat=True))
    assert len(logged) >= 18
    assert logged <= set(phrasebook().verbs)


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_results_are_read_by_all_of_the_partnership_once_released(
    role: AnyRole | None, stage: Any, person: Any, ola: User
) -> None:
    survey, client = stage("counted"), Client()
    client.force_login(person(role))
    address = address_of(next(p for p in urlpatterns if p.name == "results"), "dolina", survey)
    expected = 404 if role is None else 200 if role in WORKERS else 403
    assert client.get(address).status_code == expected
    assert client.get(address.rstrip("/") + ".csv").status_code == expected
    release(ola, survey)
    assert client.get(address).status_code == (404 if role is None else 200)


def address_of(pattern: URLPattern, slug: str, survey: Survey) -> str:
    given: dict[str, Any] = {"slug": slug}
    more = {
        "record": survey.pk,
        "question": "jedno",
        "code": 1,
        "quote": 1,
        "number": uuid.UUID(int=1),
    }
    given |= {name: value for name, value in more.items() if f":{name}>" in str(pattern.pattern)}
    return reverse(f"surveys:{pattern.name}", kwargs=given)


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_a_foreign_partnership_is_not_there(
    pattern: URLPattern, stage: Any, person: Any, gora: Partnership, make: Any
) -> None:
    survey, client = stage("counted"), Client()
    client.force_login(person(Role.COORDINATOR, gora))
    address = address_of(pattern, "dolina", survey)
    foreign = [client.get(address), client.post(address, {})]
    absent = address.replace("/dolina/", "/nie-ma/")
    assert {page.status_code for page in foreign} <= {404, 405}
    assert [page.status_code for page in foreign] == [
        client.get(absent).status_code, client.post(absent, {}).status_code,
    ]  # fmt: skip
    anonymous = Client().get(address)
    assert anonymous.status_code in {302, 405}


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_a_survey_of_another_partnership_does_not_open_through_ones_own(
    pattern: URLPattern, stage: Any, person: Any, gora: Partnership
) -> None:
    if "record" not in str(pattern.pattern):
        return
    survey, client = stage("counted"), Client()
    client.force_login(person(Role.COORDINATOR, gora))
    address = address_of(pattern, "gora", survey)
    before = Entry.objects.count()
    assert {client.get(address).status_code, client.post(address, {}).status_code} <= {404, 405}
    assert Entry.objects.count() == before
    assert Results.objects.get().released_on is None
