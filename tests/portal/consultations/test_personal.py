"""Personal data: found in texts, blanked, closed with keys that change, erased with a proof."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.consultations.domain.contacts import (
    close_anew,
    contacts_of,
    email_of,
)
from terytoria.portal.consultations.domain.erasing import erase_due, erase_person, export_person
from terytoria.portal.consultations.domain.keys import (
    VARIABLE,
    LostKeyError,
    closed,
    digests,
    keys,
    opened,
)
from terytoria.portal.consultations.domain.receiving import Came, Person, Said, enter
from terytoria.portal.consultations.domain.screening import BLANK, blanked, flags, is_pesel
from terytoria.portal.consultations.domain.sorting import blank, original_of
from terytoria.portal.consultations.enums import Author, Channel
from terytoria.portal.consultations.models import Consultation, Contact, Original, Remark, Scan
from terytoria.portal.partnerships.domain.acting import RefusedError, today

Speak = Callable[..., Remark]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Mój PESEL to 44051401359.", ["PESEL"]),
        ("Numer sprawy 44051401358.", []),
        ("tel. 600 700 800 albo 600700800", ["telefon", "telefon"]),
        ("+48 600-700-800", ["telefon"]),
        ("22 621 02 08", ["telefon"]),
        ("Mieszka tu 51 165 osób, koszt 1 200 000 000 zł", []),
        ("W 2030 r. 4,8% z 120 000", []),
        ("pisz: jan.kowalski@poczta.example.pl.", ["adres e-mail"]),
    ],
)
def test_what_looks_personal_is_seen(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in flags(text)] == kinds


@given(st.integers(min_value=0, max_value=99), st.sampled_from(range(1, 13)), st.integers(0, 9999))
def test_only_one_control_digit_of_ten_makes_a_pesel(year: int, month: int, serial: int) -> None:
    stem = f"{year:02}{month:02}15{serial:04}"
    assert sum(is_pesel(stem + str(digit)) for digit in range(10)) == 1


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_blanked_pieces_are_gone(text: str, pieces: list[str]) -> None:
    left = blanked(text, pieces).split(BLANK)
    wanted = [piece.strip() for piece in pieces if piece.strip()]
    assert not any(piece in part for piece in wanted for part in left)


@given(st.text(min_size=1, max_size=200).filter(lambda text: "\x00" not in text))
def test_what_is_closed_opens_again_and_never_looks_the_same(text: str) -> None:
    assert opened(closed(text), keys()[0].name) == text
    assert closed(text) != closed(text)


@pytest.mark.django_db
def test_keys_change_and_everything_is_closed_anew(
    speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "pierwszy-sekret")
    one = speak(email="jan@example.org").contact
    monkeypatch.setenv(VARIABLE, "drugi-sekret, pierwszy-sekret")
    assert contacts_of("JAN@example.org ") == [one]
    assert close_anew() == 1
    assert close_anew() == 0
    monkeypatch.setenv(VARIABLE, "drugi-sekret")
    one.refresh_from_db()
    assert email_of(one) == "jan@example.org"
    assert contacts_of("jan@example.org") == [one]
    monkeypatch.setenv(VARIABLE, "trzeci")
    with pytest.raises(LostKeyError, match=VARIABLE):
        email_of(one)
    assert contacts_of("jan@example.org") == []


def test_a_digest_is_no_plain_hash() -> None:
    plain = hashlib.sha256(b"jan@example.org").hexdigest()
    assert plain not in digests("jan@example.org")


@pytest.mark.django_db
def test_blanking_keeps_the_original_closed_until_its_day(
    speak: Speak, ola: User, talk: Consultation
) -> None:
    made = speak("Jan Nowak, tel. 600 700 800: chodnik")
    assert made.flagged
    made = blank(ola, made, ["600 700 800"])
    made = blank(ola, made, ["Jan Nowak"])
    assert made.text == f"{BLANK}, tel. {BLANK}: chodnik"
    assert "nowak" not in made.folded
    assert (made.flagged, made.cleared_by) == (False, str(ola))
    assert b"Nowak" not in bytes(Original.objects.get().text)
    assert original_of(ola, made) == "Jan Nowak, tel. 600 700 800: chodnik"
    assert Entry.objects.filter(verb="remark.original").count() == 1
    with pytest.raises(RefusedError, match="nie ma fragmentu"):
        blank(ola, made, ["Kogoś innego"])
    erase_due(talk.erase_on)
    assert original_of(ola, made) == ""


@pytest.mark.django_db(transaction=True)
def test_personal_data_go_on_their_day_with_a_proof(
    speak: Speak, ola: User, talk: Consultation, settings: Any
) -> None:
    speak(email="jan@example.org")
    came = Came(Channel.LETTER, today(), b"%PDF-1.7")
    enter(ola, talk, Said("Pismo", Author.OTHER), came, Person(name="Jan"))
    files = settings.MEDIA_ROOT
    assert erase_due(today()) == 0
    assert len(list(files.iterdir())) == 1
    found = sorted(
        [
            *(f"contact:{pk}" for pk in Contact.objects.values_list("pk", flat=True)),
            *(f"scan:{pk}" for pk in Scan.objects.values_list("pk", flat=True)),
        ]
    )
    assert erase_due(talk.erase_on) == 3
    proof = Entry.objects.get(verb="personal.erase").after
    assert proof["count"] == {"contact": 2, "scan": 1}
    assert proof["sha256"] == hashlib.sha256(";".join(found).encode()).hexdigest()
    assert not Contact.objects.exists()
    assert not list(files.iterdir())
    assert Remark.objects.count() == 2
    assert erase_due(talk.erase_on) == 0


@pytest.mark.django_db
def test_one_person_gets_a_copy_and_is_erased_without_others(
    speak: Speak, ola: User, talk: Consultation
) -> None:
    speak("Moja", email="jan@example.org")
    speak("Druga moja", email="JAN@example.org")
    speak("Cudza", email="ewa@example.org")
    rows = export_person(ola, talk.partnership, "jan@EXAMPLE.org")
    assert [(one["remark"], one["text"]) for one in rows] == [(1, "Moja"), (2, "Druga moja")]
    assert erase_person(ola, talk.partnership, "jan@example.org") == 2
    assert [email_of(one) for one in Contact.objects.all()] == ["ewa@example.org"]
    with pytest.raises(RefusedError, match="nie ma żadnych danych"):
        erase_person(ola, talk.partnership, "jan@example.org")
    assert "jan@" not in str(list(Entry.objects.values_list("after", flat=True)))


@pytest.mark.django_db
def test_another_partnership_erases_nobody_here(speak: Speak, person: Any, gora: Any) -> None:
    from terytoria.portal.partnerships.enums import Role

    speak(email="jan@example.org")
    stranger = person(Role.COORDINATOR, partnership=gora)
    assert export_person(stranger, gora, "jan@example.org") == []
    with pytest.raises(RefusedError):
        erase_person(stranger, gora, "jan@example.org")
    assert Contact.objects.count() == 1
