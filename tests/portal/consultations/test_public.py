"""What anybody sees and sends: no account, no cookie, nothing that was not released."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain import gate
from terytoria.portal.consultations.domain.gate import Ticket, forget_computers, question_of
from terytoria.portal.consultations.domain.planning import plan
from terytoria.portal.consultations.models import Consultation, Knock, Remark, Salt
from terytoria.portal.consultations.tasks import build_report

pytestmark = pytest.mark.django_db
Speak = Callable[..., Remark]
TRAP = "strona_www"


def at(talk: Consultation, name: str, *more: object) -> str:
    return reverse(f"public_consultation:{name}", args=[talk.partnership.slug, talk.number, *more])


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock by which every form was given long enough ago."""
    monkeypatch.setattr(gate, "QUICKEST", 0)


@pytest.fixture
def send(client: Client, talk: Consultation, patient: None) -> Callable[..., Any]:
    """Opens the form and sends it."""

    def sent(**changes: Any) -> Any:
        token = token_in(client.get(at(talk, "remark")).content.decode())
        usual = {"token": token, "text": "Więcej autobusów.", "author": "resident"}
        return client.post(at(talk, "remark"), {**usual, **changes})

    return sent


def test_the_text_can_be_remarked_on_part_by_part(client: Client, talk: Consultation) -> None:
    page = client.get(at(talk, "page"))
    text = page.content.decode()
    assert page.status_code == 200
    assert not page.cookies
    for key in ("r1", "r2", "r3"):
        assert f'id="r-{key}"' in text
        assert f"?rozdzial={key}" in text
    for key in ("p1", "p2", "t1", "i1", "p3"):
        assert f'id="p-{key}"' in text
        assert f"?akapit={key}" in text
    assert "<strong>4,8%</strong>" in text
    assert "dowod:" not in text
    assert "Bliżej do usług" in text  # the goals of the frozen chain
    assert "<script" not in text


def test_a_remark_is_sent_without_a_cookie_and_has_an_address_of_its_own(
    client: Client, talk: Consultation, send: Any
) -> None:
    answer = send(akapit="p2", residence="3217023")
    made = Remark.objects.get()
    assert answer.status_code == 302
    assert answer.url == at(talk, "fate", made.code)
    assert not answer.cookies
    assert not client.cookies
    assert (made.place, made.residence, made.chapter_name) == (
        "p2",
        "3217023",
        "Wnioski z diagnozy",
    )
    receipt = client.get(answer.url)
    assert "Uwaga nr 1" in receipt.content.decode()
    assert "no-store" in receipt["Cache-Control"]
    assert client.get(at(talk, "fate", "x" * 43)).status_code == 404


def test_the_same_form_sent_twice_is_one_remark_and_other_words_are_another(
    client: Client, talk: Consultation, patient: None
) -> None:
    token = token_in(client.get(at(talk, "remark")).content.decode())
    fields = {"token": token, "text": "Więcej autobusów.", "author": "resident"}
    first, again = (client.post(at(talk, "remark"), fields) for _ in range(2))
    assert first.url == again.url
    client.post(at(talk, "remark"), {**fields, "text": "I pociągów."})
    assert list(Remark.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("changes", [{TRAP: "https://reklama.example"}, {"token": "zmyślony"}])
def test_what_looks_like_a_machine_is_asked_a_sum_and_keeps_its_words(
    changes: dict[str, str], client: Client, talk: Consultation, send: Any
) -> None:
    answer = send(**changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert not Remark.objects.exists()
    assert "Więcej autobusów." in text
    assert "Ile to jest" in text
    token = token_in(text)
    ticket = gate.read_token(token, talk)
    assert ticket is not None
    fields = {"token": token, "text": "Więcej autobusów.", "author": "resident", TRAP: "x"}
    wrong = client.post(at(talk, "remark"), {**fields, "odpowiedz": "99"})
    assert "nie jest dobra" in wrong.content.decode()
    right = client.post(at(talk, "remark"), {**fields, "odpowiedz": str(question_of(ticket)[1])})
    assert right.status_code == 302
    assert Remark.objects.count() == 1


def test_too_quick_too_old_and_too_often_are_asked(
    client: Client, talk: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_800_000_000
    monkeypatch.setattr("terytoria.portal.consultations.domain.gate.time.time", lambda: now)

    def judged(given: int) -> gate.Judgement:
        return gate.judge(gate.Attempt(Ticket(talk.pk, "n", given), "", "", "10.0.0.1"))

    assert judged(now - 1) is gate.Judgement.ASK
    assert judged(now - 25 * 3600) is gate.Judgement.ASK
    assert judged(now - 60) is gate.Judgement.TAKE
    assert [judged(now - 60) for _ in range(3)][-1] is gate.Judgement.ASK
    monkeypatch.setattr(gate, "MOST", 6)
    assert judged(now - 60) is gate.Judgement.REFUSE


def test_a_computer_is_counted_for_a_day_without_being_known(talk: Consultation, send: Any) -> None:
    send()
    knock = Knock.objects.get()
    assert "127" not in knock.mark
    assert len(bytes(Salt.objects.get().value)) == 32
    assert forget_computers() == 0
    Knock.objects.update(at="2020-01-01T00:00:00Z")
    Salt.objects.update(day="2020-01-01")
    assert forget_computers() == 1
    assert not Salt.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Pole jest puste"),
        ({"text": "a" * 5001}, "mieści się 5000"),
        ({"author": ""}, "Nic nie wybrano"),
        ({"author": "king"}, "nie ma na liście"),
        ({"email": "zły"}, "To nie jest adres e-mail"),
        ({"residence": "0201011"}, "nie ma na liście"),
    ],
)
def test_a_mistake_is_told_at_its_field(changes: dict[str, str], said: str, send: Any) -> None:
    answer = send(**changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Remark.objects.exists()


def test_words_of_a_remark_are_never_markup(client: Client, talk: Consultation, send: Any) -> None:
    answer = send(text="<script>alert(1)</script>", email="a@example.org")
    text = client.get(answer.url).content.decode()
    assert "<script" not in text
    assert "a@example.org" not in text
    assert "&lt;script&gt;" in text


def test_an_address_is_proved_by_a_press_and_not_by_opening_the_link(
    client: Client, talk: Consultation, send: Any
) -> None:
    from terytoria.portal.consultations.domain.contacts import proof_of

    send(email="a@example.org")
    made = Remark.objects.get()
    link = at(talk, "confirm", proof_of(made.contact))
    assert client.get(link).status_code == 200
    made.refresh_from_db()
    assert made.standing == "unconfirmed"
    assert client.post(link).status_code == 302
    made.refresh_from_db()
    assert made.standing == "confirmed"
    assert client.get(at(talk, "confirm", "zmyślony")).status_code == 410


def test_after_the_last_day_the_form_says_what_to_do(
    client: Client, talk: Consultation, over: Any, send: Any
) -> None:
    token = token_in(client.get(at(talk, "remark")).content.decode())
    over(talk)
    answer = client.post(
        at(talk, "remark"), {"token": token, "text": "Za późno", "author": "other"}
    )
    assert answer.status_code == 410
    assert "pismem" in answer.content.decode()
    assert "Zgłoś uwagę" not in client.get(at(talk, "page")).content.decode()
    assert not Remark.objects.exists()


def test_a_gmina_and_a_point_are_chosen_on_the_map(client: Client, talk: Consultation) -> None:
    page = client.get(at(talk, "map")).content.decode()
    assert page.count("<path") == 3
    assert page.count("Stare Kąty") >= 2  # on the map and in the list
    chosen = client.get(at(talk, "map"), {"gmina": "3217023"}).content.decode()
    assert 'name="gmina" value="3217023"' in chosen
    assert 'type="image"' in chosen
    pressed = {"gmina": "3217023", "punkt.x": "320", "punkt.y": "50"}
    found = client.get(at(talk, "map"), pressed).content.decode()
    assert re.search(r'name="lon" value="17\.5\d*"', found)
    assert 'name="gmina" value="3217023"' in found
    pressed["punkt.y"] = "-5"
    assert "poza gminami" in client.get(at(talk, "map"), pressed).content.decode()
    assert client.get(at(talk, "picture"))["Content-Type"] == "image/svg+xml"
    form = client.get(at(talk, "remark"), {"gmina": "3217023", "lon": "17.5", "lat": "53.5"})
    assert "gmina Leśniów, 53,5000 N" in form.content.decode()
    assert client.get(at(talk, "remark"), {"gmina": "9999999"}).status_code == 404


def test_the_public_sees_only_what_was_opened_and_released(
    client: Client, talk: Consultation, speak: Speak, asked: Any, ola: User
) -> None:
    planned = plan(ola, talk.partnership, asked(title="Tajny projekt"))
    assert client.get(at(planned, "page")).status_code == 404
    assert client.get(at(planned, "remark")).status_code == 404
    listing = client.get(reverse("public_consultation:listing", args=["dolina"]))
    assert "Tajny" not in listing.content.decode()
    speak("Sekretna uwaga")
    for name in ("report", "report_pdf", "report_docx", "changes", "file"):
        assert client.get(at(talk, name)).status_code == 404, name
    for name in ("page", "map"):
        assert "Sekretna" not in client.get(at(talk, name)).content.decode()


def test_the_report_and_the_changes_are_read_by_everybody(
    client: Client, closed: Consultation, ola: User
) -> None:
    fate = at(closed, "fate", Remark.objects.get(number=1).code)
    assert "Stanowisko pojawi się" in client.get(fate).content.decode()
    build_report(_Context(), consultation=closed.pk, actor=ola.pk)()
    page = client.get(at(closed, "report"))
    assert "Obwodnica" in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]
    for name, start in (("report_pdf", b"%PDF-"), ("report_docx", b"PK")):
        file = client.get(at(closed, name))
        assert b"".join(file.streaming_content).startswith(start)  # type: ignore[attr-defined]
        assert "attachment" in file["Content-Disposition"]
        for close in file._resource_closers:  # close() would end the connection of the test too
            close()
    changes = client.get(at(closed, "changes")).content.decode()
    assert "trzy razy" in changes
    assert "uwagom nr: 1" in changes
    assert "uwzględniona" in client.get(fate).content.decode()
    assert "trzy razy" in client.get(fate).content.decode()


class _Context:
    job = 1

    def progress(self, text: str) -> None:
        """Say nothing."""
