"""Remarks come in: numbered without gaps, once each, and counted when their address is proved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.consultations.domain.contacts import email_of, name_of, proof_of, proved_by
from terytoria.portal.consultations.domain.places import Aim
from terytoria.portal.consultations.domain.planning import close_register
from terytoria.portal.consultations.domain.receiving import (
    Came,
    Person,
    Said,
    confirm,
    enter,
)
from terytoria.portal.consultations.enums import Author, Channel, Spot, Standing
from terytoria.portal.consultations.models import Consultation, Contact, Remark, Scan
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import RefusedError, today

pytestmark = pytest.mark.django_db
SAID = Said("Zbudujcie chodnik.", Author.RESIDENT)
Speak = Callable[..., Remark]


def test_numbers_have_no_gaps_and_the_same_form_is_one_remark(speak: Speak) -> None:
    one, two = speak("Pierwsza"), speak("Druga")
    again = speak("Druga", code=two.code)
    assert (one.number, two.number, again.pk) == (1, 2, two.pk)
    assert speak("Trzecia").number == 3
    assert Entry.objects.filter(verb="remark.receive").count() == 3


def test_a_refused_remark_takes_no_number(speak: Speak) -> None:
    with pytest.raises(RefusedError, match="znaków"):
        speak("x")
    with pytest.raises(RefusedError, match="5001"):
        speak("a" * 5001)
    assert speak("Dobra").number == 1


def test_a_remark_without_an_address_counts_at_once(speak: Speak) -> None:
    made = speak()
    assert made.standing == Standing.CONFIRMED
    assert not Contact.objects.exists()
    assert not Job.objects.exists()


def test_a_remark_with_an_address_counts_after_its_letter_was_answered(speak: Speak) -> None:
    made = speak(email=" Jan@Example.org ")
    assert made.standing == Standing.UNCONFIRMED
    work(once=True)
    assert [one.to for one in mail.outbox] == [["Jan@Example.org"]]
    token = str(mail.outbox[0].body).split("/potwierdzenie/")[1].split("/")[0]
    contact = proved_by(token)
    assert contact is not None
    assert confirm(contact).standing == Standing.CONFIRMED
    assert confirm(contact).standing == Standing.CONFIRMED  # a second press changes nothing
    assert Entry.objects.filter(verb="remark.confirm").count() == 1
    Job.objects.update(state="waiting")
    work(once=True)
    assert len(mail.outbox) == 1  # proved: nothing more to ask


def test_a_forged_or_old_proof_proves_nothing(
    speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = proof_of(speak(email="a@example.org").contact)
    assert proved_by(token + "x") is None
    assert proved_by("") is None
    monkeypatch.setattr("terytoria.portal.consultations.domain.contacts.VALID", -1)
    assert proved_by(token) is None


def test_the_address_is_nowhere_in_clear(speak: Speak) -> None:
    made = speak(email="jan.kowalski@example.org")
    contact = Contact.objects.get()
    assert b"kowalski" not in bytes(contact.email)
    assert email_of(contact) == "jan.kowalski@example.org"
    assert name_of(contact) == ""
    told = [*Entry.objects.values_list("after", flat=True), *Job.objects.values_list("arguments")]
    assert "kowalski" not in str(told)
    assert contact.erase_on == made.consultation.erase_on


def test_the_form_closes_after_the_last_day_and_letters_sent_in_time_do_not(
    talk: Consultation, speak: Speak, over: Any, ola: User
) -> None:
    over(talk)
    with pytest.raises(RefusedError, match="zakończone"):
        speak()
    sent = Came(Channel.LETTER, talk.ends_on, b"%PDF-1.7 skan")
    made = enter(ola, talk, SAID, sent, Person("jan@example.org", "Jan"))
    assert (made.number, made.channel) == (1, Channel.LETTER)
    assert made.contact.confirmed_at is not None
    with Scan.objects.get().file.open() as kept:
        assert kept.read() == b"%PDF-1.7 skan"
    with pytest.raises(RefusedError, match="Liczy się dzień wysłania"):
        enter(ola, talk, SAID, Came(Channel.LETTER, talk.ends_on + timedelta(days=1)))


@pytest.mark.parametrize(
    ("came", "field"),
    [
        ((Channel.FORM, 0, b""), "channel"),
        ((Channel.LETTER, 1, b""), "on"),
        ((Channel.LETTER, -11, b""), "on"),
        ((Channel.LETTER, 0, b"MZ program"), "scan"),
        ((Channel.LETTER, 0, b"PK\x03\x04 arkusz"), "scan"),
    ],
)
def test_what_staff_enter_is_checked_and_leaves_no_file(
    came: tuple[Channel, int, bytes], field: str, talk: Consultation, ola: User, settings: Any
) -> None:
    channel, days, scan = came
    with pytest.raises(RefusedError) as refusal:
        enter(ola, talk, SAID, Came(channel, today() + timedelta(days=days), scan))
    assert refusal.value.field == field
    assert not Remark.objects.exists()
    kept = settings.MEDIA_ROOT
    assert not kept.exists() or not list(kept.iterdir())


def test_a_scan_does_not_stay_when_its_remark_is_refused(
    talk: Consultation, ola: User, settings: Any
) -> None:
    with pytest.raises(RefusedError):
        enter(ola, talk, Said("x", Author.OTHER), Came(Channel.LETTER, today(), b"%PDF-1.7"))
    assert not list(settings.MEDIA_ROOT.iterdir())


@pytest.mark.parametrize(
    ("aim", "name", "chapter"),
    [
        (Aim(), "Cały dokument", ""),
        (Aim(Spot.CHAPTER, "r1"), "Wnioski z diagnozy", "Wnioski z diagnozy"),
        (Aim(Spot.BLOCK, "p2"), "„Autobus szkolny jeździ raz dziennie.”", "Wnioski z diagnozy"),
        (Aim(Spot.BLOCK, "t1"), "Tabela: Usługi", "Wnioski z diagnozy"),
        (Aim(Spot.BLOCK, "i1"), "Cele strategii", "Cele"),
        (Aim(Spot.MAP, gmina="3217023"), "gmina Leśniów", ""),
        (Aim(Spot.MAP, gmina="3217023", point=(16.5, 53.25)),
         "gmina Leśniów, 53,2500 N, 16,5000 E", ""),
    ],
)  # fmt: skip
def test_a_remark_keeps_what_its_place_was_called(
    aim: Aim, name: str, chapter: str, speak: Speak
) -> None:
    made = speak(aim=aim)
    assert (made.place_name, made.chapter_name) == (name, chapter)


@pytest.mark.parametrize(
    "aim",
    [
        Aim(Spot.BLOCK, "r1"),
        Aim(Spot.CHAPTER, "p1"),
        Aim(Spot.BLOCK, ""),
        Aim(Spot.MAP),
        Aim(Spot.MAP, gmina="0201011"),
        Aim(Spot.MAP, point=(13.4, 52.5)),
        Aim(Spot.MAP, point=(float("nan"), 52.5)),
    ],
)
def test_a_place_that_is_not_there_is_refused(aim: Aim, speak: Speak) -> None:
    with pytest.raises(RefusedError):
        speak(aim=aim)
    assert not Remark.objects.exists()


def test_an_address_cannot_be_proved_once_the_register_is_closed(
    talk: Consultation, speak: Speak, over: Any, ola: User
) -> None:
    contact = speak(email="a@example.org").contact
    close_register(ola, over(talk))
    with pytest.raises(RefusedError, match="zamknięty"):
        confirm(contact)


@pytest.mark.parametrize("sent", [{}, {"on": ""}, {"channel": "x\x00"}])
def test_a_remark_is_entered_on_its_page_without_a_scan(
    sent: dict[str, str], talk: Consultation, ola: User
) -> None:
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(ola)
    address = reverse("consultations:enter", args=["dolina", talk.number])
    usual = {"text": "Prosimy o chodnik.", "author": "resident", "spot": "whole"}
    day = today().isoformat()
    answer = browser.post(address, {**usual, "channel": "letter", "on": day, **sent})
    assert answer.status_code == (422 if sent else 302)
    assert Remark.objects.filter(text="Prosimy o chodnik.").exists() is (not sent)
