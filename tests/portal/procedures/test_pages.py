"""Pages of procedures: what they show, what they refuse, what they keep."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.procedures.domain.facts import tell
from terytoria.portal.procedures.models import Event, Override, Procedure

pytestmark = pytest.mark.django_db
WHY = "Sesja rady odbyła się wcześniej, radca potwierdził ważność."
SignIn = Callable[[User], Client]


def at(name: str, *more: object) -> str:
    return reverse(f"procedures:{name}", args=["dolina", *more])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_an_empty_page_leads_to_the_first_procedure(
    sign_in: SignIn, coordinator: User, expert: User, dolina: Partnership
) -> None:
    assert "Rozpocznij procedurę" in text_of(sign_in(coordinator), at("plan"))
    assert "Rozpocznij procedurę" not in text_of(sign_in(expert), at("plan"))


def test_a_procedure_is_begun_and_its_plan_shown(
    sign_in: SignIn, coordinator: User, dolina: Partnership
) -> None:
    client = sign_in(coordinator)
    sent = {"profile": "gmina_10e", "name": "Strategia Doliny", "start": "2026-12-01"}
    answer = client.post(at("start"), sent, follow=True)
    made = Procedure.objects.get()
    assert answer.redirect_chain[-1][0] == at("procedure", made.pk)
    page = answer.content.decode()
    assert "najwcześniejsze przyjęcie" in page
    assert "Procedura jest rozpoczęta" in page
    assert page.count("<svg") >= 2
    assert "do potwierdzenia" in page
    assert "Stan prawny: 31 grudnia 2025" in page


def test_the_plan_tells_what_the_picture_shows(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    tell(expert, procedure, "form", date(2025, 6, 2), date(2025, 7, 1))
    page = text_of(sign_in(expert), at("plan"))
    assert "02.06.2025 – 01.07.2025" in page
    assert "◆ decyduje o terminie" in page
    assert "dziś, 15.06.2026" in page
    assert "1 z 11" in page
    assert "później niż w planie" in page


def test_a_fact_is_entered_and_a_false_one_refused_with_its_basis(
    sign_in: SignIn, coordinator: User, procedure: Procedure
) -> None:
    client = sign_in(coordinator)
    address = at("tell", procedure.pk)
    assert "Uzasadnienie wpisu wbrew regule" not in text_of(client, address)
    sent = {"step": "consultation", "begin": "2025-10-10", "end": "2025-11-03"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dlaczego tego nie można odnotować" in page
    assert "art. 6 ust. 3–5" in page
    assert "Najpierw: Projekt strategii" in page
    assert "Uzasadnienie wpisu wbrew regule" in page
    assert not Event.objects.exists()
    answer = client.post(address, {**sent, "override_reason": WHY}, follow=True)
    page = answer.content.decode()
    assert Override.objects.get().reason == WHY
    assert "Wpisy wbrew regułom" in page
    assert WHY in page
    assert "Osoba koordynatorka" in page
    assert WHY in text_of(client, at("step", procedure.pk, "consultation"))


def test_an_expert_is_told_to_ask_the_coordinator(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    sent = {"step": "adoption", "end": "2026-06-01"}
    answer = sign_in(expert).post(at("tell", procedure.pk), sent)
    assert answer.status_code == 422
    assert "poproś koordynatora o wpis" in answer.content.decode()


def test_a_fact_is_corrected_and_the_history_keeps_both(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    event = tell(expert, procedure, "form", date(2025, 6, 2))
    client, address = sign_in(expert), at("correct", procedure.pk, "form")
    assert 'value="2025-06-02"' in text_of(client, address)
    sent = {"begin": "2025-06-03", "end": "", "reason": "Pomyłka w dacie.", "seen": event.pk}
    assert client.post(address, sent).status_code == 302
    page = text_of(client, at("step", procedure.pk, "form"))
    assert "zastąpione" in page
    assert "Powód poprawki: Pomyłka w dacie." in page
    again = client.post(address, {**sent, "begin": "2025-06-05"})
    assert again.status_code == 422
    assert "w tym czasie" in again.content.decode()


@pytest.mark.parametrize("seen", ["x", "²", "9" * 30, ""])
def test_a_correction_with_a_strange_number_is_no_fault(
    sign_in: SignIn, expert: User, procedure: Procedure, seen: str
) -> None:
    tell(expert, procedure, "form", date(2025, 6, 2))
    sent = {"begin": "2025-06-03", "reason": "Pomyłka.", "seen": seen}
    assert sign_in(expert).post(at("correct", procedure.pk, "form"), sent).status_code == 422


def test_what_if_shows_the_new_day_and_saves_nothing(
    sign_in: SignIn, coordinator: User, procedure: Procedure
) -> None:
    client, address = sign_in(coordinator), at("replan", procedure.pk)
    form = client.get(address).context["form"]
    sent = {name: value for name, value in form.initial.items() if value is not True}
    sent |= {"without_assessment": "on", "days_draft": 200}
    answer = client.post(address, {**sent, "what": "try"})
    page = answer.content.decode().replace("\u00a0", " ")
    assert "Gdyby tak zaplanować" in page
    assert "później niż teraz" in page
    procedure.refresh_from_db()
    assert procedure.days == {}
    assert client.post(address, sent).status_code == 302
    procedure.refresh_from_db()
    assert (procedure.days, procedure.version) == ({"draft": 200}, 2)
    assert "Ktoś w tym czasie zmienił plan" in client.post(address, sent).content.decode()


def test_days_of_the_law_are_not_shortened(
    sign_in: SignIn, coordinator: User, procedure: Procedure
) -> None:
    client, address = sign_in(coordinator), at("replan", procedure.pk)
    form = client.get(address).context["form"]
    answer = client.post(address, {**form.initial, "days_consultation": 34})
    assert answer.status_code == 422
    assert "od 35 do" in answer.content.decode()
    assert "art. 6 ust. 3–5" in answer.content.decode()


def test_the_legal_form_is_advised_and_no_answer_is_kept(
    sign_in: SignIn, expert: User, dolina: Partnership
) -> None:
    client = sign_in(expert)
    assert "Formy od najlepiej pasującej" not in text_of(client, at("legal_form"))
    page = text_of(client, at("legal_form") + "?tiers=tak&public_task=nie&eu=tak&own_means=bzdura")
    first = page[page.index("Formy od najlepiej pasującej") :]
    assert first.index("Stowarzyszenie") < first.index("Spółka komunalna")
    assert "Bez odpowiedzi: 3 z 6" in page


def test_letters_are_listed_with_their_recipients(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    page = text_of(sign_in(expert), at("letters", procedure.pk))
    assert "Pismo do sąsiedniej gminy" in page
    assert "wzory do sprawdzenia przez radcę prawnego" in page


def test_a_letter_shows_its_gaps_and_takes_what_is_typed(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    client, address = sign_in(expert), at("letter", procedure.pk, "notice")
    assert "<mark>[uzupełnij: osoba do kontaktu, telefon i e-mail]</mark>" in text_of(
        client, address
    )
    sent = {"contact": "sekretariat <b>& spółka</b>", "ways": "pismem\nformularzem"}
    page = client.post(address, sent).content.decode()
    assert "sekretariat &lt;b&gt;&amp; spółka&lt;/b&gt;" in page
    assert "<li>pismem</li><li>formularzem</li>" in page
    assert "[uzupełnij: osoba do kontaktu" not in page
    assert page.count('id="tresc"') == 1  # where the link past the menu leads


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_letter_is_downloaded(
    sign_in: SignIn, expert: User, procedure: Procedure, kind: str, begins: bytes
) -> None:
    address = at("letter", procedure.pk, "rzgw")
    answer = sign_in(expert).post(address, {"what": kind, "contact": "tel. 1"})
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="rzgw.{kind}"'
    assert answer["Cache-Control"] == "private, no-store"


def test_every_neighbour_gets_a_letter_of_its_own(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    country = land.current()
    wide = next(one for one in country.register.gminas if len(country.neighbours.of(one)) > 3)
    procedure.partnership.members.update(until=date(2025, 1, 1))
    Membership.objects.create(partnership=procedure.partnership, unit=wide, since=date(2025, 1, 2))
    client, address = sign_in(expert), at("letter", procedure.pk, "neighbours")
    form = client.get(address).context["form"]
    codes = list(form.copies)
    assert sorted(codes) == sorted(country.neighbours.of(wide))
    answer = client.post(address, {"what": "zip", "recipient": codes[0]})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert len(archive.namelist()) == len(codes)
        texts = []
        for name in archive.namelist():
            office = docx.Document(io.BytesIO(archive.read(name)))
            texts.append("\n".join(one.text for one in office.paragraphs))
    assert len(set(texts)) == len(codes)
    for one, text in zip(form.copies.values(), texts, strict=True):
        assert one.facts["unit_genitive"] in text.replace("\u00a0", " ")


def test_a_sign_no_page_can_carry_is_refused_with_the_remedy(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    sent = {"what": "pdf", "contact": "sekretariat 🦄"}
    answer = sign_in(expert).post(at("letter", procedure.pk, "rzgw"), sent)
    assert answer.status_code == 422
    assert "nie można wydrukować" in answer.content.decode()


@pytest.mark.parametrize("letter", ["dance", "__init__"])
def test_an_unknown_letter_or_step_is_not_found(
    sign_in: SignIn, expert: User, procedure: Procedure, letter: str
) -> None:
    client = sign_in(expert)
    assert client.get(at("letter", procedure.pk, letter)).status_code == 404
    assert client.get(at("step", procedure.pk, letter)).status_code == 404


def test_a_letter_of_another_profile_is_not_found(
    sign_in: SignIn, expert: User, procedure: Procedure
) -> None:
    Procedure.objects.update(profile="cwd", without=[])
    client = sign_in(expert)
    assert client.get(at("letter", procedure.pk, "opinion")).status_code == 404
    assert client.get(at("letter", procedure.pk, "adoption_resolution")).status_code == 200
    assert "nie ma terminów ustawowych" in text_of(client, at("plan"))
