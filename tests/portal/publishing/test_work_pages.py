"""The working page of publication: what each role sees and does there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.portal.people import partnership_of

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import Outcome
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.publishing.models import Release

from .conftest import UNITS, decided

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]
PAGE = "/praca/dolina/publikacja/"


@pytest.fixture
def signed(client: Client, chair: User) -> Client:
    """A browser of the chair."""
    client.force_login(chair)
    return client


def text(client: Client, address: str = PAGE, status: int = 200) -> str:
    response: Any = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


def test_an_empty_page_says_what_to_do_next(signed: Client) -> None:
    shown = text(signed)
    assert "Nie ma jeszcze czego publikować" in shown
    assert "Zwołaj posiedzenie" in shown
    assert 'aria-current="page"' in shown


def test_release_from_the_list_to_the_public_page(
    signed: Client, decide: Any, agreement: DocumentVersion
) -> None:
    decision = decide("Przyjęcie porozumienia", document=agreement)
    decide("Odrzucona", outcome=Outcome.REJECTED)
    shown = text(signed)
    assert "1/2026 Przyjęcie porozumienia" in shown
    assert "Odrzucona" not in shown
    asked = text(signed, reverse("publishing:release", args=["dolina", decision.pk]))
    assert "Co się stanie" in asked
    assert "Porozumienie" in asked
    response: Any = signed.post(reverse("publishing:release", args=["dolina", decision.pk]))
    assert response["Location"] == PAGE
    waiting = text(signed)
    assert "Publikacja jest zlecona." in waiting
    assert "w przygotowaniu" in waiting
    work(once=True)
    done = text(signed)
    assert "opublikowana" in done
    assert "Każda przyjęta uchwała jest opublikowana." in done
    assert '<a href="/partnerstwo/dolina/uchwala/1-2026/">' in done
    assert 'href="/partnerstwo/dolina/"' in done
    assert text(Client(HTTP_HOST="127.0.0.1"), "/partnerstwo/dolina/uchwala/1-2026/")


def test_withdrawing_asks_why(signed: Client, publish: Any, decide: Any) -> None:
    made = publish(decide("Wybór lidera"))
    address = reverse("publishing:withdraw", args=["dolina", made.pk])
    assert "Wycofać publikację uchwały 1/2026?" in text(signed, address)
    response: Any = signed.post(address, {"reason": ""})
    assert response.status_code == 422
    assert "Napisz, dlaczego wycofujesz" in response.content.decode()
    signed.post(address, {"reason": "Błąd w <b>nazwie</b>."})
    work(once=True)
    shown = text(signed)
    assert "wycofana" in shown
    assert "Powód: Błąd w &lt;b&gt;nazwie&lt;/b&gt;." in shown
    assert "Wycofaj" not in shown
    again: Any = signed.post(address, {"reason": "Jeszcze raz."})
    assert again.status_code == 422
    assert "już wycofano" in again.content.decode()


def test_releasing_twice_says_so(signed: Client, publish: Any, decide: Any) -> None:
    decision = decide()
    publish(decision)
    response: Any = signed.post(reverse("publishing:release", args=["dolina", decision.pk]))
    assert response.status_code == 422
    assert "już opublikowana" in response.content.decode()


def test_a_failed_job_says_why_and_may_be_tried_again(
    signed: Client, publish: Any, decide: Any, agreement: DocumentVersion
) -> None:
    path = Path(agreement.file.path)
    content = path.read_bytes()
    path.unlink()
    made = publish(decide(document=agreement))
    shown = text(signed)
    assert "Przywróć go z kopii zapasowej" in shown
    assert "nie udało się" in shown
    path.write_bytes(content)
    signed.post(reverse("publishing:again", args=["dolina", made.pk]))
    work(once=True)
    assert "opublikowana" in text(signed)


def test_progress_of_the_job(signed: Client, decide: Any, chair: User) -> None:
    decision = decide()
    signed.post(reverse("publishing:release", args=["dolina", decision.pk]))
    Job.objects.update(state="running", progress="raport: HTML, PDF, DOCX")
    shown = text(signed)
    assert "Teraz: raport: HTML, PDF, DOCX." in shown
    assert "Odśwież stronę" in shown


@pytest.mark.parametrize("role", [Role.EXPERT, Role.OBSERVER, Role.REPRESENTATIVE])
def test_others_of_the_team_look_and_do_not_touch(
    role: Role, client: Client, person: Any, publish: Any, decide: Any
) -> None:
    made, waiting = publish(decide("Wybór lidera")), decide("Druga")
    client.force_login(person(role))
    shown = text(client)
    assert "Wybór lidera" in shown
    for word in ("Wycofaj", "Opublikuj"):
        assert word not in shown
    for name, record in (("release", waiting.pk), ("withdraw", made.pk), ("again", made.pk)):
        address = reverse(f"publishing:{name}", args=["dolina", record])
        assert client.post(address, {"reason": "x"}).status_code == 403
    assert Release.objects.count() == 1


def test_people_of_another_partnership_find_nothing(
    client: Client, person: Any, publish: Any, decide: Any, dolina_made: Partnership
) -> None:
    made = publish(decide("Wybór lidera"))
    other = partnership_of("gora", *UNITS[:2])
    foreign = decided(other, "Obca")
    client.force_login(person(Role.CHAIR, other))
    for address in (PAGE, f"{PAGE}{made.pk}/wycofanie/", f"{PAGE}uchwala/{made.decision_id}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"reason": "x"}).status_code in {404, 405}
    theirs = f"/praca/gora/publikacja/{made.pk}/wycofanie/"
    assert client.get(theirs).status_code == 404
    assert client.get(f"/praca/gora/publikacja/uchwala/{made.decision_id}/").status_code == 404
    assert client.get(f"/praca/gora/publikacja/uchwala/{foreign.pk}/").status_code == 200
    made.refresh_from_db()
    assert made.alive


def test_the_log_tells_it_in_words(signed: Client, publish: Any, decide: Any) -> None:
    publish(decide("Wybór lidera"))
    assert "udostępniono publicznie" in text(signed, "/praca/dolina/dziennik/")


def test_strangers_are_asked_to_sign_in(client: Client, dolina_made: Partnership) -> None:
    response: Any = client.get(PAGE)
    assert response.status_code == 302
    assert "/konto/" in response["Location"]
