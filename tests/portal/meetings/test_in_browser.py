"""A council votes in a real browser: on a phone, at a desk, and what axe says of every page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from tests.portal.looking import Browsers, press, sound

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.planning import cancel, close_meeting
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import Majority, Presence, Value
from terytoria.portal.meetings.models import Decision, Meeting
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
PHONE, DESK = 390, 1000


def at(name: str, meeting: Meeting, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[meeting.partnership.slug, meeting.pk, *more])


def test_a_council_meets_with_a_phone_in_hand(
    browsers: Browsers, dolina: Partnership, ola: User, speakers: dict[str, User]
) -> None:
    lead = browsers.open(ola, PHONE, reverse("meetings:listing", args=["dolina"]))
    sound(lead, "empty")
    lead.get_by_role("link", name="Zaplanuj spotkanie").click()
    lead.get_by_label("Temat").fill("Posiedzenie otwierające")
    lead.get_by_label("Dzień").fill(today().isoformat())
    lead.get_by_label("Początek").fill("00:00")
    lead.get_by_label("Koniec").fill("23:59")
    lead.get_by_label("Miejsce").fill("Sala narad Urzędu Gminy")
    lead.get_by_role("button", name="Zaplanuj spotkanie").click()
    lead.get_by_text("Porządek jest jeszcze pusty").wait_for()
    sound(lead, "planned")
    for title, majority, proposal in (
        ("Otwarcie obrad", "none", ""),
        ("Przyjęcie diagnozy", "absolute", "Rada przyjmuje diagnozę w wersji 1."),
    ):
        lead.get_by_role("link", name="Dodaj punkt").click()
        lead.get_by_label("Punkt", exact=True).fill(title)
        lead.get_by_label("Głosowanie").select_option(majority)
        lead.get_by_label("Projekt decyzji").fill(proposal)
        press(lead.get_by_role("button", name="Dodaj punkt"))
    press(lead.get_by_role("link", name="Zwołaj spotkanie"))
    sound(lead, "call")
    lead.get_by_role("button", name="Wyślij zawiadomienia").click()
    lead.get_by_role("button", name="Otwórz spotkanie").click()
    lead.get_by_role("link", name="Zaznacz obecność").click()
    for unit in ("Borowa", "Leśniów", "Stare Kąty", "Jezierzyn"):
        lead.get_by_role("group", name=unit).get_by_label("na miejscu").check()
    sound(lead, "attendance")
    lead.get_by_role("button", name="Zapisz obecność").click()
    lead.get_by_text("jest kworum").wait_for()
    press(lead.get_by_role("button", name=re.compile("Otwórz głosowanie.*diagnozy")))
    meeting = Meeting.objects.get()
    sound(lead, "ballot-lead")

    for at_unit, key in zip(UNITS[:2], ("Enter", "Space"), strict=True):
        hand = browsers.open(speakers[at_unit], PHONE, at("meeting", meeting))
        button = hand.get_by_role("button", name="Za", exact=True)
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 56
        button.focus()
        hand.keyboard.press(key)
        hand.get_by_text("głos zapisany", exact=True).wait_for()
        sound(hand, "ballot-cast")
        hand.close()

    lead.get_by_role("link", name="Odśwież stan głosowania").click()
    lead.get_by_text("Oddano 2 z 4").wait_for()
    lead.get_by_role("link", name="Wpisz podniesione ręce").click()
    lead.get_by_role("group", name="Stare Kąty").get_by_label("za", exact=True).check()
    sound(lead, "hands")
    press(lead.get_by_role("button", name="Zapisz głosy"))
    lead.get_by_role("button", name="Zamknij głosowanie").click()
    press(lead.get_by_role("link", name="decyzja 1/"))
    sound(lead, "decision")
    assert Decision.objects.get().adopted


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_and_state_is_accessible(
    browsers: Browsers, meet: Any, point: Any, speakers: dict[str, User], width: int
) -> None:
    ola = User.objects.get(assignments__role=Role.COORDINATOR)
    several = (
        point(Majority.NONE, title="Otwarcie", proposal=""),
        point(title="Diagnoza"),
        point(Majority.UNANIMOUS, title="Umowa"),
    )
    planned, convened, done = (
        meet(*several),
        meet(*several, state="convened"),
        meet(*several, state="open"),
    )
    off = meet(state="convened", title="Odwołane")
    cancel(ola, off, "Brak sali", "http://127.0.0.1/")
    mark_attendance(ola, done, dict.fromkeys(UNITS[:4], Presence.PRESENT))
    mark_attendance(ola, done, {UNITS[4]: Presence.ABSENT})
    _, first, second = done.items.all()
    for item, values in ((first, "+++-"), (second, "+++o")):
        open_vote(ola, item)
        for unit, sign in zip(UNITS, values, strict=False):
            word = {"+": Value.FOR, "-": Value.AGAINST, "o": Value.ABSTAIN}[sign]
            cast_vote(speakers[unit], item, word)
        if item == first:
            close_vote(ola, item)
    running = browsers.open(ola, width, at("meeting", done))
    sound(running, "running")
    close_vote(ola, second)
    close_meeting(ola, done)
    item = planned.items.first()
    year = today().year
    addresses = {
        "listing": reverse("meetings:listing", args=["dolina"]),
        "add": reverse("meetings:add", args=["dolina"]),
        "procedure": reverse("meetings:procedure", args=["dolina"]),
        "decisions": reverse("meetings:decisions", args=["dolina"]),
        "rejected": reverse("meetings:decision", args=["dolina", year, 2]),
        "planned-full": at("meeting", planned),
        "convened": at("meeting", convened),
        "closed": at("meeting", done),
        "cancelled": at("meeting", off),
        "change": at("change", planned),
        "call-off": at("call_off", planned),
        "end": at("end", done),
        "minutes": at("minutes", done),
        "item": at("change_item", planned, item.pk),
        "remove": at("remove_item", planned, item.pk),
        "paper": at("add_paper", planned, item.pk),
        "note": at("note", done, first.pk),
    }
    page = running
    for name, address in addresses.items():
        page.goto(address)
        sound(page, name)
    page.goto(addresses["add"])
    page.get_by_role("button", name="Zaplanuj spotkanie").click()
    page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    sound(page, "errors")
    reader = browsers.open(speakers[UNITS[0]], width, addresses["closed"])
    sound(reader, "reader")
