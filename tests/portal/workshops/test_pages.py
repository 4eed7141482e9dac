"""Pages of the facilitator, the wall, the minutes, and those of participants."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.headers import PAGE_POLICY
from terytoria.portal.workshops.domain import gate
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.domain.sorting import add_note, hide, merge
from terytoria.portal.workshops.models import Ballot, Note, Workshop

pytestmark = pytest.mark.django_db


class Telephone:
    """A participant's browser."""

    def __init__(self, workshop: Workshop) -> None:
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.address = reverse("warsztat:room", args=[workshop.code])

    def send(self, **typed: Any) -> Any:
        """Send a form and see what comes then."""
        return self.client.post(self.address, typed, follow=True)

    @property
    def text(self) -> str:
        """The page."""
        return unescape(self.client.get(self.address).content.decode())


@pytest.fixture
def page(ola: User, signed: Any, room: Any) -> Any:
    """Opens a page of the workshop: ``page("arrange")``, or sends it."""
    client = signed(ola)

    def opened(name: str = "workshop", *more: object, **sent: Any) -> Any:
        address = reverse(f"workshops:{name}", args=["dolina", room.workshop.pk, *more])
        return client.post(address, sent, follow=True) if sent else client.get(address)

    return opened


def told(answer: Any) -> str:
    return unescape(answer.content.decode())


class TestParticipants:
    def test_nothing_is_kept_before_something_is_sent(self, room: Any) -> None:
        before = Ballot.objects.count()
        telephone = Telephone(room.workshop)
        answer = telephone.client.get(telephone.address)
        assert answer.status_code == 200
        assert telephone.client.cookies == {}
        assert Ballot.objects.count() == before
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Content-Security-Policy"] == PAGE_POLICY

    def test_a_note_then_a_dot(self, room: Any) -> None:
        telephone = Telephone(room.workshop)
        answer = telephone.send(text="Brak lekarza")
        assert "Karteczka jest na tablicy" in told(answer)
        cookie = telephone.client.cookies["warsztat"]
        assert cookie["path"] == telephone.address
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        assert 0 < int(cookie["max-age"]) <= 24 * 3600
        assert list(telephone.client.cookies) == ["warsztat"]
        note = Note.objects.get(text="Brak lekarza")
        assert "Zostało Ci kropek: <strong>3</strong> z 3" in telephone.text
        answer = telephone.send(put=note.pk)
        assert answer.redirect_chain[0][0].endswith(f"?co=kropka#k{note.pk}")
        assert "Twoje kropki: 1" in telephone.text
        telephone.send(put=note.pk)
        telephone.send(put=note.pk)
        answer = telephone.send(put=note.pk)
        assert answer.status_code == 422
        assert "Nie masz już kropek" in told(answer)
        telephone.send(take=note.pk)
        assert "Zostało Ci kropek: <strong>1</strong>" in telephone.text

    def test_another_telephone_has_its_own_dots(self, room: Any) -> None:
        one, other = Telephone(room.workshop), Telephone(room.workshop)
        for _ in range(3):
            one.send(put=room["loose"].pk)
        assert "Zostało Ci kropek: <strong>3</strong>" in other.text
        assert board_of(room.workshop).dots == 7

    def test_what_others_gave_is_not_shown_before_the_end(self, room: Any) -> None:
        text = Telephone(room.workshop).text
        assert "Ciemno na drodze" in text
        assert "Kropki: 2" not in text

    def test_words_are_text_and_stay_when_refused(self, room: Any) -> None:
        telephone = Telephone(room.workshop)
        telephone.send(text="<script>alert(1)</script>")
        raw = telephone.client.get(telephone.address).content.decode()
        assert "<script>alert" not in raw
        answer = telephone.send(text="ą" * 201)
        assert answer.status_code == 422
        assert "Tekst ma 201 znaków" in told(answer)
        assert "ą" * 201 in told(answer)
        assert "<title>Błąd:" in answer.content.decode()

    @pytest.mark.parametrize(
        "sent",
        [{"put": "x"}, {"put": "9" * 40}, {"take": "²"}, {"text": "\x00"}, {}, {"put": "-1"}],
    )
    def test_nonsense_is_refused(self, sent: dict[str, str], room: Any) -> None:
        assert Telephone(room.workshop).send(**sent).status_code == 422

    def test_a_strange_cookie_is_a_new_telephone(self, room: Any) -> None:
        telephone = Telephone(room.workshop)
        telephone.client.cookies["warsztat"] = "x" * 3000
        assert telephone.send(text="Dziura w moście").status_code == 200

    def test_a_hidden_note_is_gone_but_gives_its_dot_back(self, room: Any, ola: User) -> None:
        telephone = Telephone(room.workshop)
        telephone.send(put=room["loose"].pk)
        hide(ola, room["loose"], hidden=True)
        assert "Ciemno na drodze" not in telephone.text
        assert "ukrył prowadzący" in telephone.text
        telephone.send(take=room["loose"].pk)
        assert "ukrył prowadzący" not in telephone.text

    def test_the_code_ends_with_the_workshop(self, room: Any) -> None:
        telephone = Telephone(room.workshop)
        telephone.send(text="Ostatnia")
        room.close()
        for answer in (telephone.client.get(telephone.address), telephone.send(text="Po czasie")):
            assert answer.status_code == 404
            assert "Ten kod nie działa" in told(answer)
        assert not Note.objects.filter(text="Po czasie").exists()

    def test_a_code_is_typed_as_people_type(self, room: Any) -> None:
        client, code = Client(HTTP_HOST="127.0.0.1"), room.workshop.code
        enter = reverse("warsztat:enter")
        assert "Kod warsztatu" in told(client.get(enter))
        typed = f" {code[:3].upper()} - {code[3:]} "
        answer = client.get(enter, {"kod": typed})
        assert answer["Location"] == reverse("warsztat:room", args=[code])
        for bad in ("źle!", "\x00", "a" * 40):
            assert client.get(enter, {"kod": bad}).status_code == 422
        assert client.cookies == {}

    def test_codes_are_not_guessed(self, room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(gate, "MOST_WRONG_CODES", 3)
        client = Client(HTTP_HOST="127.0.0.1")
        seen = [client.get(f"/warsztat/zzzzz{at}/").status_code for at in range(5)]
        assert seen == [404, 404, 404, 429, 429]
        assert client.get(f"/warsztat/{room.workshop.code}/").status_code == 429
        other = client.get(f"/warsztat/{room.workshop.code}/", REMOTE_ADDR="10.0.0.9")
        assert other.status_code == 200

    def test_a_flood_is_stopped(self, room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(gate, "MOST_WRITES", 2)
        telephone = Telephone(room.workshop)
        seen = [telephone.send(text=f"Karteczka {at}").status_code for at in range(3)]
        assert seen == [200, 200, 429]
        assert "Karteczka 2" in told(telephone.send(text="Karteczka 2"))  # typed words stay

    def test_no_address_is_kept_in_the_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = LocMemCache("counts", {})
        monkeypatch.setattr(gate, "cache", kept)
        assert [gate.count("write", "192.0.2.7") for _ in range(3)] == [1, 2, 3]
        assert gate.count("write", "192.0.2.8") == 1
        assert gate.counted("code", "192.0.2.7") == 0
        assert len(kept._cache) == 2
        assert "192.0.2" not in str(kept._cache)

    def test_the_page_of_a_signed_in_person_knows_nothing_of_them(
        self, room: Any, ola: User, signed: Any
    ) -> None:
        answer = signed(ola).get(reverse("warsztat:room", args=[room.workshop.code]))
        assert ola.name not in told(answer)


class TestBoard:
    def test_notes_are_placed_in_one_form(self, page: Any, room: Any) -> None:
        pk = room["loose"].pk
        answer = page("arrange", **{f"spot-{pk}": "challenge", f"was-spot-{pk}": "loose"})
        assert "Zapisano." in told(answer)
        assert room["loose"].spot == "challenge"

    def test_of_two_who_place_one_note_the_second_is_shown_the_first(
        self, page: Any, room: Any
    ) -> None:
        pk = room["loose"].pk
        room.move("loose", "loose", f"cause:{room['trunk'].pk}")
        sent = {f"spot-{pk}": "challenge", f"was-spot-{pk}": "loose"}
        answer = page("arrange", **sent)
        assert answer.status_code == 409
        assert "Ktoś zapisał tu: „przyczyna: Młodzi wyjeżdżają”" in told(answer)
        was = re.search(rf'name="was-spot-{pk}" value="([^"]*)"', told(answer))
        assert was is not None
        page("arrange", **{f"spot-{pk}": "challenge", f"was-spot-{pk}": was[1]})
        assert room["loose"].spot == "challenge"

    def test_goals_mirror_the_tree(self, page: Any, room: Any) -> None:
        text = told(page("goals"))
        assert "Cel zamiast tego wyzwania" in text
        assert "Co zrobić z przyczyną: Nie ma autobusu do liceum" in text
        assert "Co da zamiast skutku: Zamyka się szkoła" in text
        pk = room["cause"].pk
        page("goals", **{f"goal-{pk}": "Autobus jeździ", f"was-goal-{pk}": ""})
        assert room["cause"].goal == "Autobus jeździ"
        assert "Autobus jeździ" not in page("wall").json()["board"]

    def test_words_typed_too_long_stay_on_the_page(self, page: Any, room: Any) -> None:
        pk, long = room["cause"].pk, "x" * 201
        answer = page("goals", **{f"goal-{pk}": long, f"was-goal-{pk}": ""})
        assert answer.status_code == 422
        assert long in told(answer)
        assert "Tekst ma 201 znaków" in told(answer)

    def test_a_note_is_merged_split_hidden_and_shown_by_buttons(self, page: Any, room: Any) -> None:
        loose, cause = room["loose"].pk, room["cause"].pk
        assert "Połączono" in told(page("merge", loose, into=cause))
        assert room["loose"].merged_id == cause
        assert "Rozłącz" in told(page("note", cause))
        assert "Rozłączono" in told(page("split", loose, go="1"))
        assert "Ukryto" in told(page("hide", loose, go="1"))
        assert "Ukryte karteczki (1)" in told(page())
        assert "znowu na tablicy" in told(page("show", loose, go="1"))
        assert page("merge", loose, into="x").status_code == 422
        assert "Przenieś je najpierw" in told(page("hide", room["trunk"].pk, go="1"))

    def test_the_facilitator_writes_a_note(self, page: Any) -> None:
        assert "Dodano" in told(page("write", text="Wspólna nazwa"))
        assert page("write", text="").status_code == 422
        assert Note.objects.filter(text="Wspólna nazwa").exists()

    def test_after_the_end_a_challenge_and_its_goal_go_into_the_strategy(
        self, page: Any, room: Any
    ) -> None:
        trunk = room["trunk"].pk
        room.goal("trunk", "Młodzi zostają")
        assert "Przenieś wyzwanie" not in told(page())
        room.close()
        assert "Przenieś wyzwanie do strategii" in told(page())
        assert "Przenieś cel" not in told(page())
        text = told(page("to_challenge", trunk, go="1"))
        assert "wyzwanie „Młodzi wyjeżdżają”" in text
        assert "wśród danych własnych" in text
        text = told(page("to_goal", trunk, go="1"))
        assert "cel „Młodzi zostają”" in text
        assert (
            room.workshop.partnership.challenges.get()
            .citations.get()
            .own.url.endswith(reverse("workshops:minutes", args=["dolina", room.workshop.pk]))
        )

    def test_planning_opening_and_closing_by_pages(
        self, ola: User, signed: Any, dolina: Any
    ) -> None:
        client = signed(ola)
        listing = reverse("workshops:listing", args=["dolina"])
        assert "Nie ma jeszcze warsztatów" in told(client.get(listing))
        form = {
            "title": "Młodzi", "question": "Co dalej?", "day": "2026-12-03", "begins": "16:00",
            "place": "", "agenda": "15 Powitanie\nźle", "dots": "3",
        }  # fmt: skip
        answer = client.post(reverse("workshops:add", args=["dolina"]), form)
        assert answer.status_code == 422
        assert "Nie rozumiem linii „źle”" in told(answer)
        form["agenda"] = "15 Powitanie\n30 Karteczki"
        answer = client.post(reverse("workshops:add", args=["dolina"]), form, follow=True)
        assert "16:15" in told(answer)
        workshop = Workshop.objects.get()
        for name in ("open", "close"):
            address = reverse(f"workshops:{name}", args=["dolina", workshop.pk])
            assert client.get(address).status_code == 200
            assert client.post(address, follow=True).status_code == 200
        assert "zakończony" in told(client.get(listing))


class TestWall:
    def test_it_shows_the_code_and_a_picture_of_it(self, page: Any, room: Any) -> None:
        answer = page("projector")
        text = told(answer)
        assert room.workshop.code in text
        assert "<svg" in text
        assert '<noscript><meta http-equiv="refresh"' in text
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "connect-src 'self'" in policy
        assert "unsafe" not in policy

    def test_each_view_shows_its_part(self, page: Any, room: Any, ola: User, signed: Any) -> None:
        room.goal("trunk", "Młodzi zostają")
        client = signed(ola)
        address = reverse("workshops:wall", args=["dolina", room.workshop.pk])
        seen = {
            view: client.get(address, {"widok": view}).json()["board"]
            for view in ("karteczki", "kropki", "wyzwania", "cele", "nie ma")
        }
        assert seen["nie ma"] == seen["karteczki"]
        assert "Ciemno na drodze" in seen["karteczki"]
        assert "<strong>2</strong>" in seen["kropki"]
        assert "<strong>2</strong>" not in seen["karteczki"]
        assert "Nie ma autobusu do liceum" in seen["wyzwania"]
        assert "Młodzi zostają" in seen["cele"]
        assert "zamiast: Zamyka się szkoła" in seen["cele"]
        assert "Ciemno na drodze" not in seen["wyzwania"]
        for text in seen.values():
            assert "Karteczki: 5 · Kropki: 4 · Telefony: 4" in text
            assert "<html" not in text

    def test_hidden_notes_are_on_no_wall(self, page: Any, room: Any, ola: User) -> None:
        hide(ola, room["loose"], hidden=True)
        assert "Ciemno na drodze" not in page("wall").json()["board"]
        for name in ("projector", "minutes", "minutes_csv"):
            assert "Ciemno na drodze" not in told(page(name))

    def test_after_the_end_there_is_no_code(self, page: Any, room: Any) -> None:
        code = room.workshop.code
        room.close()
        text = told(page("projector"))
        assert code not in text
        assert "Warsztat zamknięty" in text


class TestMinutes:
    def test_they_tell_notes_groups_and_votes(self, page: Any, room: Any, ola: User) -> None:
        merge(ola, room["loose"], room["cause"].pk)
        room.goal("trunk", "Młodzi zostają")
        room.close()
        text = told(page("minutes"))
        for said in ("Co najbardziej utrudnia życie?", "5 i 4", "Młodzi zostają", "Powitanie",
                     "Ciemno na drodze", "Kropek na całym drzewie: 4"):  # fmt: skip
            assert said in text

    def test_the_file_has_a_row_a_note_and_no_formula(
        self, page: Any, room: Any, ola: User
    ) -> None:
        add_note(ola, room.workshop, "=1+1")
        room.close()
        answer = page("minutes_csv")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        text = answer.content.decode()
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
        assert len(rows) == 6
        assert [row["Miejsce"] for row in rows[:3]] == ["wyzwanie", "przyczyna", "skutek"]
        assert rows[0]["Kropki"] == "2"
        assert {row["Wyzwanie"] for row in rows[:3]} == {"Młodzi wyjeżdżają"}
        assert "'=1+1" in {row["Karteczka"] for row in rows}
