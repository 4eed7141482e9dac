"""A partnership of three gminas, its people, and surveys brought to the state a test needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.portal.people import country_of, partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.surveys.domain import counting
from terytoria.portal.surveys.domain.answering import Given, submit
from terytoria.portal.surveys.domain.drafting import Plan, create
from terytoria.portal.surveys.domain.running import close_survey, open_survey
from terytoria.portal.surveys.enums import Access, Audience
from terytoria.portal.surveys.models import Survey

NAMES = {"3217011": "Borowa", "3217023": "Leśniów", "3217033": "Stare Kąty"}
UNITS = tuple(NAMES)
Person = Callable[..., User]
Make = Callable[..., Survey]


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """A country of one powiat."""
    made = country_of(NAMES)
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain(settings)
    monkeypatch.setattr(counting, "_strata", lambda _: ("", None))  # nothing to weigh by


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of three gminas."""
    return partnership_of("dolina", *UNITS)


@pytest.fixture
def gora(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", *UNITS[2:])


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person: ``person(Role.CHAIR)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def ola(person: Person) -> User:
    """The coordinator."""
    return person(Role.COORDINATOR)


def planned(**changes: Any) -> Plan:
    """A plan of a survey that goes on now."""
    start = today() - timedelta(days=1)
    usual: dict[str, Any] = {
        "title": "Jak się żyje",
        "intro": "Pytamy o życie w gminach.",
        "audience": Audience.YOUNG,
        "access": Access.ANYBODY,
        "opens": start,
        "closes": start + timedelta(days=20),
        "keep_until": start + timedelta(days=200),
    }
    return Plan(**{**usual, **changes})


@pytest.fixture(name="planned")
def _planned() -> Callable[..., Plan]:
    """A plan of a survey that goes on now, with changes."""
    return planned


@pytest.fixture
def make(dolina: Partnership, ola: User) -> Make:
    """A survey: ``make("open", template="young", access=Access.TOKEN)``; states as they come."""

    def made(state: str = "draft", template: str = "young", **changes: Any) -> Survey:
        partnership = changes.pop("partnership", dolina)
        by = changes.pop("by", ola)
        survey = create(by, partnership, planned(**changes), template)
        if state != "draft":
            open_survey(by, survey)
        if state == "closed":
            survey.refresh_from_db()
            close_survey(by, survey)
        survey.refresh_from_db()
        return survey

    return made


@pytest.fixture(name="given")
def _given() -> Callable[..., Given]:
    """Answers of the nth person."""
    return given


def given(at: int = 0, **changes: Any) -> Given:
    """Answers of the nth person."""
    answers = {
        "zycie": at % 5 + 1,
        "plany": ("tu", "polska")[at % 2],
        "jedno": f"Zdanie numer {at}",
        **changes.pop("answers", {}),
    }
    about = {"gmina": UNITS[at % 2], "sex": "km"[at % 2], "band": "15-19"}
    return Given(answers, **{**about, **changes})


@pytest.fixture
def counted(make: Make, ola: User) -> Callable[..., Survey]:
    """A closed survey with answers and results: ``counted(40)``."""

    def made(people: int = 40, **changes: Any) -> Survey:
        survey = make("open", **changes)
        for at in range(people):
            submit(survey, given(at))
        survey.refresh_from_db()
        close_survey(ola, survey)
        work(once=True)
        return Survey.objects.get(pk=survey.pk)

    return made


class Walker:
    """Somebody who answers in a browser without cookies or scripts, a page after another."""

    def __init__(self, address: str, language: str = "") -> None:
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.form = re.sub(r"[^/]{12}/$", "", address) if address.count("/") == 4 else address
        self.page = self.client.get(address, {"jezyk": language} if language else {})

    @property
    def text(self) -> str:
        """The page."""
        return unescape(self.page.content.decode())

    def hidden(self, name: str) -> str:
        """A hidden field of the page."""
        match = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return match[1] if match else ""

    def filled(self) -> dict[str, Any]:
        """What the page has filled in already, as a browser sends it back."""
        found: dict[str, Any] = {}
        for name, value in re.findall(r'name="(o-[^"]+)" value="([^"]*)" checked', self.text):
            found.setdefault(name, []).append(value)
        for written in (
            r'<input id="[^"]+" name="(o-[^"]+)" value="([^"]*)"',
            r'<textarea[^>]+name="(o-[^"]+)"[^>]*>([^<]*)<',
            r'<select[^>]+name="(o-[^"]+)">.*?value="([^"]*)" selected',
        ):
            found |= dict(re.findall(written, self.text))
        return found

    def press(self, go: str = "next", **typed: Any) -> Walker:
        """Send the page with what was typed."""
        sent: dict[str, Any] = {"state": self.hidden("state"), "go": go}
        if self.hidden("at"):
            sent["at"] = self.hidden("at")
        sent |= self.filled()
        sent |= {f"o-{name.replace('ja_', 'ja-')}": value for name, value in typed.items()}
        self.page = self.client.post(self.form, sent)
        return self


@pytest.fixture
def walk() -> type[Walker]:
    """Opens a survey: ``walk("/ankieta/x/")``."""
    return Walker
