"""The wall, a telephone and the board in a real browser; axe on every page and state."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.portal.looking import Browsers, press, sound

from terytoria.portal.accounts.models import User
from terytoria.portal.workshops.domain.joining import write_note
from terytoria.portal.workshops.domain.sorting import add_note, hide, merge
from terytoria.portal.workshops.models import Dot, Note, Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
def test_a_participant_writes_and_votes_by_keyboard(
    browsers: Browsers, room: Any, width: int
) -> None:
    page = browsers.open(None, width, reverse("warsztat:enter"))
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
    sound(page, "room-spent")
    assert page.get_by_role("button", name="Daj kropkę").count() == 0
    page.get_by_role("button", name=re.compile("Zdejmij kropkę.+Brak żłobka")).press("Enter")
    page.get_by_text("Zostało Ci kropek: 1").wait_for()
    assert Dot.objects.filter(note__text="Brak żłobka").count() == 1


def test_the_wall_follows_the_room(browsers: Browsers, room: Any, ola: User) -> None:
    page = browsers.open(ola, 1280, at(room.workshop, "projector"))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    write_note(room.workshop, "nowy", "Dopiero co napisana")
    page.get_by_text("Dopiero co napisana").wait_for()
    pause = page.get_by_role("button", name="Wstrzymaj odświeżanie")
    pause.press("Enter")
    page.get_by_role("status").get_by_text("Odświeżanie wstrzymane").wait_for()
    expect(pause).to_have_attribute("aria-pressed", "true")
    write_note(room.workshop, "nowy", "W czasie przerwy")
    page.wait_for_timeout(3600)
    assert page.get_by_text("W czasie przerwy").count() == 0
    pause.press("Enter")
    page.get_by_text("W czasie przerwy").wait_for()
    page.route("**/rzutnik/tablica/**", lambda route: route.abort())
    page.get_by_text("Brak połączenia").wait_for()
    page.unroute("**/rzutnik/tablica/**")
    assert not [one for one in complaints if "ERR_FAILED" not in one]


def test_without_a_script_the_wall_reloads_itself(browsers: Browsers, room: Any, ola: User) -> None:
    page = browsers.open(ola, 1280, at(room.workshop, "projector"), java_script_enabled=False)
    assert page.get_by_role("button", name="Wstrzymaj").count() == 0
    assert 'http-equiv="refresh"' in page.content()
    page.get_by_role("link", name="Drzewo wyzwań").press("Enter")
    expect(page).to_have_url(re.compile("widok=wyzwania"))
    page.get_by_text("Zamyka się szkoła").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 800), (1000, 700), (1920, 1080)], ids=str)
def test_the_wall_is_sound(
    browsers: Browsers, room: Any, ola: User, size: tuple[int, int], scheme: str
) -> None:
    crowd(room)
    width, height = size
    address = at(room.workshop, "projector")
    page = browsers.open(ola, width, address, height=height, color_scheme=scheme)
    for name in ("Karteczki", "Kropki", "Drzewo wyzwań", "Drzewo celów"):
        press(page.get_by_role("link", name=name, exact=True), "Enter")
        page.locator("[aria-current]").get_by_text(name).wait_for()
        sound(page, f"wall-{name.replace(' ', '-')}-{scheme}")
    type_size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.said')).fontSize)"
    )
    assert type_size >= (30 if width == 1920 else 17)


@pytest.mark.parametrize("width", [390, 1000])
def test_working_pages_are_sound(
    browsers: Browsers, make: Any, room: Any, ola: User, width: int
) -> None:
    planned = make(title="Za rok")
    crowd(room)
    page = browsers.open(ola, width, reverse("workshops:listing", args=["dolina"]))
    sound(page, "listing")

    def show(address: str, name: str) -> None:
        page.goto(address)
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


def test_two_people_at_one_note_see_both_texts(browsers: Browsers, room: Any, ola: User) -> None:
    address = at(room.workshop, "goals")
    first, second = (browsers.open(ola, 1000, address) for _ in range(2))
    for page, text in ((first, "Młodzi zostają"), (second, "Młodzi wracają")):
        page.get_by_label("Cel zamiast tego wyzwania").fill(text)
        press(page.get_by_role("button", name="Zapisz cele"), "Enter")
    first.get_by_text("Zapisano.").wait_for()
    second.get_by_text("Ktoś zapisał tu: „Młodzi zostają”").wait_for()
    expect(second.get_by_label("Cel zamiast tego wyzwania")).to_have_value("Młodzi wracają")
    sound(second, "goals-clash")
    second.get_by_role("button", name="Zapisz cele").press("Enter")
    second.get_by_text("Zapisano.").wait_for()
    assert Note.objects.get(pk=room["trunk"].pk).goal == "Młodzi wracają"
