"""The wall, a telephone and the board in a real browser; axe on every page and state."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.workshops.domain.joining import write_note
from terytoria.portal.workshops.domain.sorting import add_note, hide, merge
from terytoria.portal.workshops.models import Dot, Note, Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("WORKSHOPS_SHOTS")


@pytest.fixture(autouse=True, scope="module")
def _loop() -> Iterator[None]:
    """The browser's own event loop is no reason to refuse the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def dolina(transactional_db: None, dolina: Partnership) -> Partnership:
    """The partnership, seen by the server's threads too."""
    return dolina


@pytest.fixture
def visit(live_server: Any, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address at a width, as a person or as nobody; options are those of a browser."""
    contexts = []

    def opened(
        address: str, width: int, user: User | None = None, height: int = 800, **options: Any
    ) -> Page:
        view = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=view, **options))  # type: ignore[arg-type]
        if user is not None:
            factor = {"type": Authenticator.Type.TOTP, "data": {"secret": "x"}}
            Authenticator.objects.get_or_create(user=user, defaults=factor)
            client = Client()
            client.force_login(user)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
            contexts[-1].add_cookies([{**cookie, "url": live_server.url}])
        page = contexts[-1].new_page()
        page.set_default_timeout(8000)
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def sound(page: Page, name: str) -> None:
    """No violation of axe, nothing that scrolls sideways; a picture where they are asked for."""
    page.evaluate("document.fonts.ready")
    width = page.viewport_size["width"] if page.viewport_size else 0
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    faults = Axe().run(page).response["violations"]
    told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in faults]
    assert told == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def at(workshop: Workshop, name: str, *more: object) -> str:
    return reverse(f"workshops:{name}", args=["dolina", workshop.pk, *more])


def crowd(room: Any) -> None:
    """A board as it looks in the middle of a workshop."""
    texts = (
        "Do lekarza jedzie się godzinę", "Nie ma żłobka", "Ścieżka rowerowa urywa się w polu",
        "Świetlica zamknięta w weekendy", "Brak pracy na miejscu, wszyscy dojeżdżają do miasta",
        "Starsi nie mają jak dojechać do urzędu, a połowę spraw trzeba załatwiać osobiście",
    )  # fmt: skip
    for number, text in enumerate(texts):
        write_note(room.workshop, f"inny {number}", text)
    room.goal("trunk", "Młodzi zostają i wracają")
    room.goal("cause", "Autobus do liceum jeździ dwa razy dziennie")
    hide(room.ola, add_note(room.ola, room.workshop, "Obraźliwa"), hidden=True)
    same = add_note(room.ola, room.workshop, "Nie ma czym dojechać do szkoły")
    merge(room.ola, same, room["cause"].pk)


@pytest.mark.parametrize("width", [320, 390, 1000])
def test_a_participant_writes_and_votes_by_keyboard(visit: Any, room: Any, width: int) -> None:
    page = visit(reverse("warsztat:enter"), width)
    sound(page, "enter")
    page.get_by_label("Kod warsztatu").fill("zzz zzz")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    sound(page, "enter-wrong")
    page.get_by_label("Kod warsztatu").fill(room.workshop.code.upper())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Co najbardziej utrudnia życie?").wait_for()
    assert page.context.cookies() == []
    sound(page, "room")
    page.get_by_label("Twoja karteczka").fill("Brak żłobka")
    page.get_by_role("button", name="Wyślij karteczkę").press("Enter")
    page.get_by_text("Karteczka jest na tablicy").wait_for()
    assert [one["name"] for one in page.context.cookies()] == ["warsztat"]
    for left in (2, 1):
        page.get_by_role("button", name=re.compile("Daj kropkę.+Brak żłobka")).press("Enter")
        page.get_by_text(f"Zostało Ci kropek: {left}").wait_for()
    sound(page, "room-voting")
    page.get_by_role("button", name=re.compile("Daj kropkę.+Ciemno na drodze")).press("Enter")
    page.get_by_text("Nie masz już kropek").wait_for()
    assert page.get_by_role("button", name="Daj kropkę").count() == 0
    sound(page, "room-spent")
    page.get_by_role("button", name=re.compile("Zdejmij kropkę.+Brak żłobka")).press("Enter")
    page.get_by_text("Zostało Ci kropek: 1").wait_for()
    assert Dot.objects.filter(note__text="Brak żłobka").count() == 1


def test_the_wall_follows_the_room(visit: Any, room: Any, ola: User) -> None:
    page = visit(at(room.workshop, "projector"), 1280, ola)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    write_note(room.workshop, "nowy", "Dopiero co napisana")
    page.get_by_text("Dopiero co napisana").wait_for()
    pause = page.get_by_role("button", name="Wstrzymaj odświeżanie")
    pause.press("Enter")
    page.get_by_role("status").get_by_text("Odświeżanie wstrzymane").wait_for()
    assert pause.get_attribute("aria-pressed") == "true"
    write_note(room.workshop, "nowy", "W czasie przerwy")
    page.wait_for_timeout(3600)
    assert page.get_by_text("W czasie przerwy").count() == 0
    pause.press("Enter")
    page.get_by_text("W czasie przerwy").wait_for()
    page.route("**/rzutnik/tablica/**", lambda route: route.abort())
    page.get_by_text("Brak połączenia").wait_for()
    page.unroute("**/rzutnik/tablica/**")
    assert not [one for one in complaints if "ERR_FAILED" not in one]


def test_without_a_script_the_wall_reloads_itself(visit: Any, room: Any, ola: User) -> None:
    page = visit(at(room.workshop, "projector"), 1280, ola, java_script_enabled=False)
    assert page.get_by_role("button", name="Wstrzymaj").count() == 0
    assert 'http-equiv="refresh"' in page.content()
    page.get_by_role("link", name="Drzewo wyzwań").press("Enter")
    page.get_by_text("Zamyka się szkoła").wait_for()
    assert "widok=wyzwania" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 800), (1000, 700), (1920, 1080)], ids=str)
def test_the_wall_is_sound(
    visit: Any, room: Any, ola: User, size: tuple[int, int], scheme: str
) -> None:
    crowd(room)
    width, height = size
    page = visit(at(room.workshop, "projector"), width, ola, height, color_scheme=scheme)
    for name in ("Karteczki", "Kropki", "Drzewo wyzwań", "Drzewo celów"):
        page.get_by_role("link", name=name, exact=True).press("Enter")
        page.locator("[aria-current]").get_by_text(name).wait_for()
        sound(page, f"wall-{name.replace(' ', '-')}-{scheme}")
    type_size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.said')).fontSize)"
    )
    assert type_size >= (30 if width == 1920 else 17)


@pytest.mark.parametrize("width", [390, 1000])
def test_working_pages_are_sound(visit: Any, make: Any, room: Any, ola: User, width: int) -> None:
    planned = make(title="Za rok")
    crowd(room)
    page = visit(reverse("workshops:listing", args=["dolina"]), width, ola)
    base = page.url.split("/praca/")[0]
    sound(page, "listing")

    def show(address: str, name: str) -> None:
        page.goto(base + address)
        sound(page, name)

    show(reverse("workshops:add", args=["dolina"]), "add")
    for name in ("workshop", "change", "open", "remove"):
        show(at(planned, name), f"{name}-planned")
    for name in ("workshop", "arrange", "goals", "write", "close", "minutes"):
        show(at(room.workshop, name), f"{name}-open")
    show(at(room.workshop, "note", room["cause"].pk), "note")
    room.close()
    show(at(room.workshop, "workshop"), "workshop-closed")
    page.get_by_role("button", name="Przenieś wyzwanie do strategii").press("Enter")
    page.get_by_text("Wyzwanie jest w strategii").wait_for()
    page.get_by_role("button", name="Przenieś cel do strategii").press("Enter")
    page.get_by_text("Cel jest w strategii").wait_for()
    sound(page, "workshop-taken")
    show(at(room.workshop, "minutes"), "minutes-closed")
    show(at(room.workshop, "projector"), "wall-closed")


def test_two_people_at_one_note_see_both_texts(visit: Any, room: Any, ola: User) -> None:
    address = at(room.workshop, "goals")
    first, second = visit(address, 1000, ola), visit(address, 1000, ola)
    for page, text in ((first, "Młodzi zostają"), (second, "Młodzi wracają")):
        page.get_by_label("Cel zamiast tego wyzwania").fill(text)
        page.get_by_role("button", name="Zapisz cele").press("Enter")
    first.get_by_text("Zapisano.").wait_for()
    second.get_by_text("Ktoś zapisał tu: „Młodzi zostają”").wait_for()
    field = second.get_by_label("Cel zamiast tego wyzwania")
    assert field.input_value() == "Młodzi wracają"
    sound(second, "goals-clash")
    second.get_by_role("button", name="Zapisz cele").press("Enter")
    second.get_by_text("Zapisano.").wait_for()
    assert Note.objects.get(pk=room["trunk"].pk).goal == "Młodzi wracają"
