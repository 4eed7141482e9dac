"""Every page opens for every role, or says why not; each has a sound head and asks nobody else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole
from terytoria.portal.partnerships.views.navigation import GROUPS

from .addresses import working_addresses
from .filling import Arguments

pytestmark = pytest.mark.django_db
EVERYBODY: tuple[AnyRole, ...] = (*Role, *ProgrammeRole)
FOREIGN = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
FETCHED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "form": "action"}
SOUND = {200, 302, 403, 404, 405, 422}


class Head(HTMLParser):
    """What is wrong with a page before anybody looks at it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings, self.titles, self.language = 0, [""], ""
        self.foreign: list[str] = []
        self.ids: list[str] = []
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters in a tag."""
        given = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1"
        self.language = given.get("lang", "") if tag == "html" else self.language
        self.ids += [given["id"]] if "id" in given else []
        fetched = given.get(FETCHED.get(tag, ""), "")
        self.foreign += [fetched] if FOREIGN.match(fetched) else []
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        """The title ends."""
        self._in_title = False

    def handle_data(self, data: str) -> None:
        """Text of the title; that of a picture is none."""
        if self._in_title and self.titles == [""]:
            self.titles = [data.strip()]

    @property
    def flaws(self) -> list[str]:
        """What is wrong, in words."""
        found = {
            f"{self.headings} headings of the first level": self.headings != 1,
            "no title": not self.titles[0],
            "no language": self.language not in {"pl", "en"},
            f"asks elsewhere: {self.foreign}": bool(self.foreign),
            "an id stands twice": len(set(self.ids)) != len(self.ids),
        }
        return [flaw for flaw, present in found.items() if present]


def flaws_of(browser: Client, address: str) -> list[str]:
    """What is wrong with the answer at an address."""
    answer = browser.get(address)
    if answer.status_code not in SOUND:
        return [f"{answer.status_code}"]
    if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
        list(answer)  # a file is closed once it is read
        return []
    if answer.status_code in {302, 405}:
        return []
    return Head(answer.content.decode()).flaws


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_page_is_sound_for_every_role(
    role: AnyRole, full: Arguments, person: Any, signed: Any
) -> None:
    browser = signed(person(role))
    addresses = [address for one in working_addresses() for address in one.filled(full, "dolina")]
    found = {address: flaws_of(browser, address) for address in addresses}
    assert {address: flaws for address, flaws in found.items() if flaws} == {}


@pytest.mark.parametrize("stage", [Stage.FORMING, Stage.CLOSED])
def test_and_in_every_stage(
    stage: Stage, full: Arguments, dolina: Partnership, coordinator: User, signed: Any
) -> None:
    Partnership.objects.filter(pk=dolina.pk).update(stage=stage)
    browser = signed(coordinator)
    addresses = [address for one in working_addresses() for address in one.filled(full, "dolina")]
    found = {address: flaws_of(browser, address) for address in addresses}
    assert {address: flaws for address, flaws in found.items() if flaws} == {}


def test_and_when_there_is_nothing_yet(coordinator: User, signed: Any) -> None:
    browser = signed(coordinator)
    empty = [one for one in working_addresses() if one.arguments <= {"slug"}]
    found = {one.name: flaws_of(browser, *one.filled({}, "dolina")) for one in empty}
    assert {name: flaws for name, flaws in found.items() if flaws} == {}


def test_own_affairs_are_one_step_from_everywhere(
    full: Arguments, coordinator: User, signed: Any
) -> None:
    browser = signed(coordinator)
    for address in (reverse("partnerships:home"), reverse("account_home"), "/praca/dolina/"):
        assert reverse("planner:mine") in browser.get(address).content.decode(), address
    assert reverse("tokens:listing") in browser.get(reverse("account_home")).content.decode()


def test_tabs_stand_on_the_pages_of_every_room(
    full: Arguments, coordinator: User, signed: Any
) -> None:
    """A room's own words for its page never take the place of the navigation."""
    browser = signed(coordinator)
    names = {name for _, members in GROUPS for name, _ in members} | {"meetings:meeting"}
    names = {name if ":" in name else f"partnerships:{name}" for name in names}
    tried = [one for one in working_addresses() if one.name in names]
    assert len(tried) == len(names)
    for one in tried:
        for address in one.filled(full, "dolina"):
            shown = browser.get(address, follow=True).content.decode()
            assert 'aria-label="Strony partnerstwa"' in shown, address
