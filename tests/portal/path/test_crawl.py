"""Every page that a link leads to, seen by every role in the demonstration; and states of pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from .conftest import environment, free_port, serving, wait_until_served
from .crawling import Crawl
from .inspection import Inspection

pytestmark = pytest.mark.browser
SLUG = "przykladowe-partnerstwo"
ROLES = (
    "Koordynatorka",
    "Przedstawiciel",
    "Przewodniczący Rady",
    "Członkini grupy",
    "Ekspert",
    "Obserwatorka",
    "Urzędniczka programu",
    "Urzędnik programu",
    "Doradczyni",
)
LOOKS = ((1000, "light"), (390, "dark"))
REFUSED = (
    ("partnerships:edit", ()),
    ("partnerships:join", ()),
    ("partnerships:invite", ()),
    ("partnerships:add_external", ()),
    ("partnerships:add_document", ()),
    ("evidence:own_add", ()),
    ("strategies:add", ("wyzwanie",)),
    ("strategies:add", ("cel",)),
    ("strategies:add", ("kierunek",)),
    ("strategies:add", ("projekt",)),
    ("strategies:add", ("miernik",)),
    ("meetings:add", ()),
    ("planner:add", ()),
)
EMPTY = """
form => { for (const one of form.elements)
  if (one.type === "checkbox" || one.type === "radio") one.checked = false;
  else if (one.type !== "hidden" && one.type !== "file" && one.tagName !== "BUTTON") one.value = "";
}
"""


@pytest.fixture
def shown(prepared: Path, tmp_path: Path) -> Iterator[str]:
    """Address of a demonstration of this test's own."""
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with serving(environment(home), home / "serve.log", "serve", "--port", str(port)) as process:
        wait_until_served(process, base)
        yield base


@pytest.fixture
def desk(request: pytest.FixtureRequest, browser: Browser, shown: str) -> Iterator[Any]:
    """Makes a browser for somebody: a context and a page that is listened to."""
    width, scheme = request.param
    made: list[BrowserContext] = []

    def opened(inspection: Inspection, role: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            locale="pl-PL",
            reduced_motion="reduce",
            base_url=shown,
        )
        context.set_default_timeout(60_000)
        made.append(context)
        page = context.new_page()
        inspection.attend(page)
        if role:
            page.goto("/konto/wejscie/")
            page.get_by_role("button", name=role).first.click()
            page.wait_for_url("**/praca/")
        return page

    yield opened
    for one in made:
        one.close()


@pytest.mark.parametrize("desk", LOOKS, indirect=True, ids=lambda look: f"{look[0]}-{look[1]}")
def test_every_link_of_every_role_leads_to_a_sound_page(desk: Any, shown: str) -> None:
    inspection = Inspection(shown)
    crawl = Crawl(inspection)
    visitor = desk(inspection)
    crawl.walk(visitor.context, visitor, "/", "/konto/wejscie/", "/api/")
    assert visitor.context.cookies() == [] or {
        one["name"] for one in visitor.context.cookies()
    } <= {"csrftoken"}
    for role in ROLES:
        page = desk(inspection, role)
        seen = crawl.walk(page.context, page, "/praca/", "/konto/")
        assert seen > 20, role
        page.context.close()
    assert inspection.faults == []
    assert len({kind[0] for kind in crawl.kinds}) > 75


@pytest.mark.parametrize("desk", LOOKS, indirect=True, ids=lambda look: f"{look[0]}-{look[1]}")
def test_states_of_pages_are_sound(desk: Any, shown: str) -> None:
    inspection = Inspection(shown)
    page = desk(inspection, "Koordynatorka")

    def state(status: int) -> None:
        inspection.look(page, always=True)
        inspection.narrow(page)
        told = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        assert told == status, (page.url, told)

    for name, more in REFUSED:
        page.goto(reverse(name, args=[SLUG, *more]))
        form = page.locator("main form[method=post]").last
        assert form.count(), (name, page.url, page.title())
        form.evaluate(EMPTY)
        with page.expect_navigation():
            form.get_by_role("button").last.click()
        page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
        state(422)
    _clash(page)
    state(409)
    for address in ("/praca/nie-ma/", f"/praca/{SLUG}/spotkania/99999/", "/praca/zaproszenie/zly/"):
        page.goto(address)
        state(404)
    observer = page = desk(inspection, "Obserwatorka")
    for name in ("partnerships:edit", "strategies:freeze", "meetings:add", "partnerships:log"):
        observer.goto(reverse(name, args=[SLUG]))
        state(403)
    page = desk(inspection)
    for address in ("/nie-ma/", "/partnerstwo/nie-ma/", "/en/nie-ma/"):
        page.goto(address)
        state(404)
    page.goto("/konto/wejscie/")
    page.get_by_label("Adres e-mail").fill("nikt@example.org")
    page.get_by_label("Hasło").fill("nie takie hasło")
    with page.expect_navigation():
        page.get_by_role("button", name="Wejdź", exact=True).click()
    inspection.look(page, always=True)
    assert inspection.faults == []


def _clash(page: Page) -> None:
    """Somebody saves the goal while it is open here."""
    page.goto(reverse("strategies:outline", args=[SLUG]))
    page.get_by_role("link", name="Zmień : Usługi bliżej").first.click()
    page.get_by_label("Opis").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    for one, text in ((other, "Opis drugiej osoby."), (page, "Opis pierwszej osoby.")):
        one.get_by_label("Opis").fill(text)
        with one.expect_navigation():
            one.get_by_role("button", name="Zapisz", exact=True).click()
    page.get_by_text("Zapis wstrzymany").wait_for()
    other.close()
