"""Pages: what a person sees, types and reads when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.domain.invitations import invite
from terytoria.portal.partnerships.domain.partnership import Texts, edit_partnership
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.interfaces.choosing import Choosing
from terytoria.portal.partnerships.interfaces.map import choice_map
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
WALCZ, CZLOPA, RURAL, KARLINO = "3217011", "3217023", "3217052", "3201043"
NASTY = "<script>alert('x')</script>"


@pytest.fixture
def browser(client: Client, ola: User) -> Client:
    """The coordinator's browser."""
    client.force_login(ola)
    return client


def at(name: str, *more: object, slug: str = "dolina") -> str:
    """Address of a page of the partnership."""
    return reverse(f"partnerships:{name}", args=[slug, *more])


def text_of(answer: Any) -> str:
    """The page as text, with plain spaces."""
    return str(answer.content.decode()).replace("\xa0", " ")


def test_an_empty_list_says_what_to_do(client: Client, person: Person, country: Country) -> None:
    client.force_login(person("jan"))
    page = text_of(client.get(reverse("partnerships:home")))
    assert "Nie masz jeszcze partnerstw" in page
    assert "Załóż partnerstwo" in page


def test_the_list_shows_mine_only(browser: Client, found: Callable[..., Partnership]) -> None:
    found("obca")
    page = text_of(browser.get(reverse("partnerships:home")))
    assert "Partnerstwo dolina" in page
    assert "Partnerstwo obca" not in page


def test_a_long_list_has_pages(
    client: Client, person: Person, found: Callable[..., Partnership]
) -> None:
    client.force_login(person("jan", role=ProgrammeRole.NATIONAL_OFFICER))
    for number in range(21):
        found(f"p{number:02}")
    first, second = (
        text_of(client.get(reverse("partnerships:home"), {"page": page})) for page in (1, 2)
    )
    assert ("Partnerstwo p19" in first, "Partnerstwo p20" in first) == (True, False)
    assert ("Partnerstwo p19" in second, "Partnerstwo p20" in second) == (False, True)


def test_choosing_by_name(browser: Client) -> None:
    page = text_of(browser.get(reverse("partnerships:choose"), {"szukaj": "w Wałczu"}))
    assert f'value="{WALCZ}"' in page
    assert f'value="{RURAL}"' in page
    assert "Wałcz (gmina wiejska)" in page


def test_choosing_on_the_map_shows_checks_and_the_next_step(browser: Client) -> None:
    asked = {"j": [WALCZ, RURAL], "obszar": "3217"}
    page = text_of(browser.get(reverse("partnerships:choose"), asked))
    assert 'aria-label="usuń: Wałcz (gmina miejska)"' in page
    assert 'aria-label="dodaj: Człopa"' in page
    assert "Gminy sąsiadują ze sobą" in page
    assert "Dalej: nazwa i lider" in page


def test_rubbish_in_the_address_is_left_out(browser: Client) -> None:
    asked = {"j": ["x", NASTY, "3262", WALCZ], "obszar": "99'", "szukaj": NASTY}
    answer = browser.get(reverse("partnerships:choose"), asked)
    assert answer.status_code == 200
    assert answer.context["choice"].units == (WALCZ,)
    assert NASTY not in answer.content.decode()
    assert escape(NASTY) in answer.content.decode()


def test_a_choice_toggles_and_goes_round(country: Country) -> None:
    choice = Choosing((CZLOPA,), "wałcz", "32").toggled(WALCZ)
    assert choice.units == (WALCZ, CZLOPA)
    assert Choosing.read(QueryDict(choice.address()), country) == choice
    assert choice.toggled(WALCZ).units == (CZLOPA,)


def test_the_map_draws_every_gmina_as_a_link(country: Country) -> None:
    drawn = choice_map(country, country.register.gminas, {WALCZ}, lambda code: f"?j={code}&b=1")
    assert drawn.count("<a href=") == len(country.register.gminas)
    assert drawn.count("#145a76") == 1
    assert f'href="?j={WALCZ}&amp;b=1"' in drawn
    assert choice_map(country, (), set(), str) == ""


def test_a_partnership_is_created_from_the_choice(
    client: Client, person: Person, country: Country
) -> None:
    client.force_login(person("jan"))
    address = f"{reverse('partnerships:create')}?j={WALCZ}&j={RURAL}"
    form = {"name": "Partnerstwo Łąk", "short_name": "Łąki", "leader": WALCZ, "since": "01.06.2025"}
    answer = client.post(address, form)
    assert answer.status_code == 302
    assert answer["Location"] == at("dashboard", slug="laki")
    made = Partnership.objects.get()
    assert made.members.get(unit=RURAL).since == date(2025, 6, 1)
    page = text_of(client.get(answer["Location"]))
    assert "Jesteś jego koordynatorem" in page


def test_errors_of_a_form_say_field_reason_and_remedy(browser: Client) -> None:
    address = f"{reverse('partnerships:create')}?j={WALCZ}&j={RURAL}"
    form = {"name": "", "short_name": "x" * 81, "leader": KARLINO, "since": "kiedyś"}
    answer = browser.post(address, form)
    assert answer.status_code == 422
    page = text_of(answer)
    for said in (
        "Nazwa: Pole jest puste. Wpisz wartość.",
        "Nazwa skrócona: Tekst ma 81 znaków, a mieści się 80. Skróć go.",
        "Lider: Tej wartości nie ma na liście. Wybierz jedną z podanych.",
        "Członkowie od dnia: To nie jest data. Wpisz ją tak: 31.12.2026.",
    ):
        assert said in page


def test_one_unit_is_too_few(browser: Client) -> None:
    answer = browser.get(f"{reverse('partnerships:create')}?j={WALCZ}", follow=True)
    assert "Wybierz co najmniej dwie jednostki." in text_of(answer)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.COORDINATOR, ("Nie ma jeszcze porozumienia", "czeka na decyzję")),
        (Role.EXPERT, ("Nie ma jeszcze diagnozy", "Zmień opis")),
        (ProgrammeRole.NATIONAL_OFFICER, ("czeka na decyzję", "Zaproś przedstawicieli")),
        (Role.OBSERVER, ("Nic teraz na Ciebie nie czeka", "Zmień opis")),
        (ProgrammeRole.LEAD_ADVISER, ("Zaproś przedstawicieli", "Nie ma jeszcze porozumienia")),
    ],
)
def test_the_dashboard_tells_each_role_what_waits(
    client: Client, person: Person, dolina: Partnership, role: Any, words: tuple[str, str]
) -> None:
    client.force_login(person("jan", dolina, role))
    page = text_of(client.get(at("dashboard")))
    assert words[0] in page
    assert words[1] not in page


def test_a_clash_of_edits_shows_both_texts(browser: Client, ola: User, dolina: Partnership) -> None:
    edit_partnership(ola, dolina, Texts("Nazwa innej osoby", "dolina"), 1)
    form = {"name": "Moja nazwa", "short_name": "dolina", "purpose": "", "version": 1}
    answer = browser.post(at("edit"), form)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Nazwa innej osoby" in page
    assert 'value="Moja nazwa"' in page
    again = browser.post(at("edit"), {**form, "version": 2})
    assert again.status_code == 302
    dolina.refresh_from_db()
    assert (dolina.name, dolina.version) == ("Moja nazwa", 3)


def test_markup_is_escaped_everywhere(browser: Client, ola: User, dolina: Partnership) -> None:
    edit_partnership(ola, dolina, Texts(NASTY, NASTY, NASTY), 1)
    dolina.externals.create(name=NASTY, role=NASTY, since=date(2025, 1, 1))
    dolina.members.update(note=NASTY)
    User.objects.update(name=NASTY)
    names = ("dashboard", "members", "people", "externals", "documents", "log", "edit")
    for address in (reverse("partnerships:home"), *(at(name) for name in names)):
        page = browser.get(address).content.decode()
        assert NASTY not in page
        assert "&lt;script&gt;" in page


def test_a_member_joins_and_leaves(browser: Client, dolina: Partnership) -> None:
    address = f"{at('join')}?szukaj=Karlino"
    assert "Karlino" in text_of(browser.get(address))
    assert browser.post(address, {"unit": KARLINO, "since": "2025-06-01"}).status_code == 302
    record = dolina.members.get(unit=KARLINO)
    assert browser.post(at("leave", record.pk), {"until": "2025-12-31"}).status_code == 302
    page = text_of(browser.get(at("members")))
    assert "31.12.2025" in page
    assert browser.get(at("leave", record.pk)).status_code == 404


def test_the_leader_is_not_let_go(browser: Client, dolina: Partnership) -> None:
    record = dolina.members.get(unit=WALCZ)
    answer = browser.post(at("leave", record.pk), {"until": "2025-12-31"})
    assert answer.status_code == 422
    assert "Najpierw wskaż innego lidera" in text_of(answer)
    assert browser.post(at("leader"), {"leader": RURAL}).status_code == 302
    assert browser.post(at("leave", record.pk), {"until": "2025-12-31"}).status_code == 302


def test_an_ended_unit_is_offered_its_heir(browser: Client, dolina: Partnership) -> None:
    dolina.members.filter(unit=RURAL).update(unit="3217032", since=date(2022, 1, 1))
    record = dolina.members.get(unit="3217032")
    assert "zastąp członka następcą" in text_of(browser.get(at("members")))
    address = at("replace", record.pk)
    assert "Człopa" in text_of(browser.get(address))
    assert browser.post(address, {"heirs": [CZLOPA], "day": "2023-01-01"}).status_code == 302
    assert set(dolina.members.filter(until=None).values_list("unit", flat=True)) == {WALCZ, CZLOPA}


def test_an_invitation_goes_all_the_way(
    browser: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    form = {"email": "ewa@example.org", "role": Role.REPRESENTATIVE, "unit": WALCZ}
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(at("invite"), form).status_code == 302
    address = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    path = urlsplit(address).path
    assert "czeka na odpowiedź" in text_of(browser.get(at("people")))
    stranger = Client(HTTP_HOST="127.0.0.1")
    page = stranger.get(path)
    assert "przedstawiciel członka, Wałcz (gmina miejska)" in text_of(page)
    assert page["Referrer-Policy"] == "same-origin"
    weak = stranger.post(path, {"name": "Ewa", "password": "żabka-7"})
    assert weak.status_code == 422
    assert "żabka-7" not in text_of(weak)
    word = "brzoza-i-dwa-jeziora"
    assert stranger.post(path, {"name": "Osoba ewa", "password": word}).status_code == 302
    assert stranger.get(path).status_code == 404
    assert User.objects.get(email="ewa@example.org").check_password(word)


def test_an_invitation_to_an_account_asks_to_sign_in(
    client: Client, person: Person, ola: User, dolina: Partnership
) -> None:
    ewa = person("ewa")
    sent = invite(ola, dolina, ewa.email, Role.EXPERT, address=str)
    path = reverse("partnerships:accept", args=[sent.token])
    page = client.get(path)
    assert "Zaloguj się" in text_of(page)
    assert parse_qs(urlsplit(page.context["login"]).query)["next"] == [path]
    assert client.post(path).status_code == 422
    client.force_login(ola)
    assert "innego adresu" in text_of(client.post(path))
    client.force_login(ewa)
    assert client.post(path).status_code == 302
    assert dolina.people.filter(user=ewa).exists()


def test_a_revoked_invitation_says_so(browser: Client, ola: User, dolina: Partnership) -> None:
    sent = invite(ola, dolina, "ewa@example.org", Role.EXPERT, address=str)
    assert browser.post(at("revoke", sent.invitation.pk)).status_code == 302
    answer = browser.get(reverse("partnerships:accept", args=[sent.token]))
    assert answer.status_code == 404
    assert "Poproś koordynatora partnerstwa o nowe" in text_of(answer)


def test_the_stage_is_changed_by_the_programme(
    client: Client, person: Person, dolina: Partnership
) -> None:
    client.force_login(person("jan", role=ProgrammeRole.NATIONAL_OFFICER))
    assert client.post(at("stage"), {"stage": Stage.ACTIVE}).status_code == 302
    page = text_of(client.get(at("log")))
    assert "zmieniono etap" in page
    assert "etap: zawiązuje się → działa" in page


def test_an_active_partnership_is_named_where_it_overlaps(
    browser: Client, found: Callable[..., Partnership]
) -> None:
    found("gora", (RURAL, KARLINO), Stage.ACTIVE)
    found("ukryta", (RURAL, CZLOPA), Stage.FORMING)
    page = text_of(browser.get(at("members")))
    assert "Do partnerstwa „gora” należy też: Wałcz (gmina wiejska)." in page
    assert "ukryta" not in page
