"""The path from an account to a public page, told once; ``STEPS`` are its steps in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils.timezone import localtime

from terytoria.statistics.snapshot import Snapshot

from .conftest import PATIENCE, Place
from .people import WORDS, Person, Seat

SHORT = "Zielona Dolina"
COUNCIL = "Rada Partnerstwa"
TITLE = "Posiedzenie o strategii"
POINT = "Przyjęcie strategii"
ADOPTS = "Rada przyjmuje strategię w wersji 1."
VISION = "Cztery gminy, w których dobrze się żyje."
GOAL = "Usługi bliżej mieszkańców"
DIRECTION = "Wspólne usługi opiekuńcze"
PROJECT = "Centrum usług społecznych"
TARGET = "Osoby objęte opieką"


@dataclass
class Tale:
    """What the steps tell one another."""

    place: Place
    seat: Seat
    units: tuple[tuple[str, str], ...]
    """Codes and names of four gminas that neighbour one another."""
    region: str
    """The name of their voivodeship."""
    company: dict[str, Person] = field(default_factory=dict)
    public: list[str] = field(default_factory=list)

    @property
    def coordinator(self) -> Person:
        """Who leads the work."""
        return self.company["coordinator"]


def neighbours(snapshot: Snapshot) -> tuple[str, ...]:
    """The first four gminas of one voivodeship that hang together."""
    register = snapshot.register
    for first in register.gminas:
        found = [first]
        for code in found:
            near = (one for one in snapshot.neighbours.of(code) if one[:2] == first[:2])
            found += [one for one in near if one not in found]
        if len(found) >= 4:
            return tuple(found[:4])
    raise AssertionError("no four gminas of the country hang together")


def an_account_is_made(tale: Tale) -> None:
    """Whoever runs the portal makes the first account; its owner signs in from the start page."""
    address = "koordynatorka@example.org"
    tale.place.make_account(address, "Koordynatorka pokazowa", WORDS)
    person = tale.company["coordinator"] = tale.seat("Koordynatorka pokazowa", address)
    person.goes("/konto/wejscie/")
    _signs_in(person)


def _signs_in(person: Person) -> None:
    person.writes("Adres e-mail", person.address)
    person.writes("Hasło", WORDS)
    person.sends("Wejdź")


def a_partnership_is_created(tale: Tale) -> None:
    """Four neighbours are pressed on the map."""
    person = tale.coordinator
    person.follows("Moje partnerstwa")
    person.follows("Załóż partnerstwo")
    person.chooses("Mapa województwa", tale.region)
    person.sends("Pokaż i sprawdź")
    for _, name in tale.units:
        person.follows(f"dodaj: {name}")
        person.page.get_by_role("link", name=f"usuń: {name}", exact=True).wait_for()
    person.sees("Gminy sąsiadują ze sobą")
    person.follows("Dalej: nazwa i lider")
    person.writes("Nazwa", f"Partnerstwo {SHORT}")
    person.writes("Nazwa skrócona", SHORT)
    person.writes("Cel współpracy", "Wspólne usługi czterech sąsiadów.")
    person.chooses("Lider", tale.units[0][1])
    person.sends("Załóż partnerstwo")


def a_second_factor_is_set(tale: Tale) -> None:
    """The role of a coordinator demands a second factor; it is tried at once by signing in."""
    person = tale.coordinator
    person.sees("strony robocze otworzą się, gdy ustawisz drugi składnik")
    person.follows("Aplikacja z kodami na telefonie")
    person.writes("Hasło", WORDS)
    person.sends("Potwierdź")
    person.key = person.page.locator("main code").inner_text().strip()
    person.writes("Kod", person.code())
    person.sends("Włącz")
    person.sees("Kody zapasowe")
    person.follows(person.name)
    person.sends("Wyjdź z portalu")
    _signs_in(person)
    person.writes("Kod", person.code(ahead=1))
    person.sends("Wejdź")
    person.follows("Moje partnerstwa")
    person.follows(f"Partnerstwo {SHORT}")
    person.sees("Czeka na Ciebie")


def people_are_invited(tale: Tale) -> None:
    """Letters with an address each: an expert, and a representative of every member."""
    person = tale.coordinator
    asked = [("ekspertka", "Ekspertka pokazowa", "ekspert", "")]
    asked += [
        (f"gmina-{code}", f"Przedstawiciel pokazowy {code}", "przedstawiciel członka", name)
        for code, name in tale.units
    ]
    person.follows("Partnerstwo")
    person.follows("Osoby")
    for box, name, role, unit in asked:
        person.follows("Zaproś osobę")
        person.writes("Adres e-mail", f"{box}@example.org")
        person.chooses("Rola", role)
        if unit:
            person.chooses("Reprezentowana jednostka", unit)
        person.sends("Wyślij zaproszenie")
        person.sees("Wysłano zaproszenie.")
        _accepts(tale, box, name)


def _accepts(tale: Tale, box: str, name: str) -> None:
    address = f"{box}@example.org"
    letter = tale.place.letters.to(address, "")
    found = re.search(r"http://\S+/praca/zaproszenie/\S+", letter)
    assert found, letter
    guest = tale.company[box] = tale.seat(name, address)
    guest.goes(found[0])
    guest.writes("Imię i nazwisko", name)
    guest.writes("Hasło", WORDS)
    guest.sends("Przyjmij zaproszenie")
    _signs_in(guest)
    guest.sees("Twoje role")


def the_diagnosis_is_run(tale: Tale) -> None:
    """A job of the worker; the page says when it is done."""
    person = tale.coordinator
    person.follows("Diagnoza")
    person.sends("Zleć diagnozę")
    person.refreshes_until("Wersja 1 (najnowsza)", "Diagnoza", PATIENCE)


def findings_are_accepted(tale: Tale) -> None:
    """An expert judges them in their list."""
    expert = tale.company["ekspertka"]
    expert.follows("Diagnoza")
    for _ in range(3):
        expert.sends("Przyjmij", exact=False)
    assert expert.page.get_by_text("przyjęte", exact=True).count() >= 3
    _out(expert)


def a_chain_is_built(tale: Tale) -> None:
    """A challenge on findings, a goal, a direction, a project and a target."""
    person = tale.coordinator
    person.follows("Strategia")
    person.follows("Utwórz wyzwanie z ustaleń")
    person.follows("Utwórz wyzwanie z ustaleń na temat:", exact=False)
    title = person.page.get_by_label("Tytuł").input_value()
    assert title
    assert person.page.locator("input[name=cites]:checked").count()
    person.sends("Dodaj")
    person.sees(f"Dodano: {title}.")
    person.follows(f"Dodaj cel do wyzwania: {title}")
    person.writes("Tytuł", GOAL)
    person.sends("Dodaj")
    person.follows(f"Dodaj kierunek do celu: {GOAL}")
    person.writes("Tytuł", DIRECTION)
    person.sends("Dodaj")
    person.follows(f"Dodaj projekt do kierunku: {DIRECTION}")
    person.writes("Tytuł", PROJECT)
    person.chooses("Lider", tale.units[0][1])
    person.sends("Dodaj")
    person.follows(f"Dodaj miernik do celu: {GOAL}")
    _measures(person)
    person.follows("Zmień wizję i horyzont")
    person.writes("Wizja", VISION)
    person.writes("Horyzont", str(localtime().year + 9))
    person.sends("Zapisz")
    person.follows("Drzewo")
    person.sees(GOAL)
    person.follows("Strategia")


def _measures(person: Person) -> None:
    year = localtime().year
    person.writes("Wskaźnik własny", TARGET)
    person.writes("Jednostka miary", "osoby")
    person.chooses("Pożądana zmiana", "wzrost")
    person.writes("Rok bazowy", str(year - 1))
    person.writes("Wartość bazowa", "120")
    person.writes("Rok docelowy", str(year + 9))
    person.writes("Wartość docelowa", "200")
    person.writes("Źródło danych", "sprawozdania gmin")
    person.sends("Dodaj")
    person.sees(TARGET)


def the_strategy_is_frozen(tale: Tale) -> None:
    """What the council will have before it never changes."""
    person = tale.coordinator
    person.follows("Zamroź wersję")
    person.writes("Opis", "Na posiedzenie Rady.")
    person.sends("Zamroź wersję")
    person.sees("Zamrożono wersję 1.")


def a_meeting_is_called(tale: Tale) -> None:
    """A meeting of today with a point that adopts the frozen version; the letters arrive."""
    person = tale.coordinator
    now = localtime()
    person.follows("Praca")
    person.follows("Zaplanuj spotkanie")
    person.chooses("Kto się spotyka", COUNCIL)
    person.writes("Temat", TITLE)
    person.writes("Dzień", f"{now:%Y-%m-%d}")
    person.writes("Początek", f"{min(now + timedelta(minutes=5), _late(now)):%H:%M}")
    person.writes("Koniec", "23:59")
    person.writes("Miejsce", "Sala narad")
    person.sends("Zaplanuj spotkanie")
    person.follows("Dodaj punkt")
    person.writes("Punkt", POINT)
    person.chooses("Głosowanie", "zwykła większość głosów (więcej za niż przeciw)")
    person.writes("Projekt decyzji", ADOPTS)
    person.sends("Dodaj punkt")
    person.follows(f"Dołącz materiał do punktu: {POINT}")
    material = person.page.get_by_label("Materiał").locator("option", has_text="trategia")
    person.chooses("Materiał", material.first.inner_text())
    person.ticks("Decyzja w tym punkcie dotyczy tego materiału")
    person.sends("Dołącz", exact=False)
    person.sees("tego dotyczy decyzja")
    person.follows("Zwołaj spotkanie")
    person.sends("Wyślij zawiadomienia")
    for code, _ in tale.units:
        assert POINT in tale.place.letters.to(f"gmina-{code}@example.org", TITLE)


def _late(now: datetime) -> datetime:
    return now.replace(hour=23, minute=50)


def the_council_votes(tale: Tale) -> None:
    """The meeting is opened, everybody is present and votes for; the decision is adopted."""
    person = tale.coordinator
    person.sends("Otwórz spotkanie")
    person.follows("Zaznacz obecność")
    for _, name in tale.units:
        person.ticks("na miejscu", group=name)
    person.sends("Zapisz obecność")
    person.sees("jest kworum")
    person.sends("Otwórz głosowanie", exact=False)
    for code, _ in tale.units:
        voter = tale.company[f"gmina-{code}"]
        voter.follows("Praca")
        voter.follows(TITLE)
        voter.sends("Za")
        voter.sees("głos zapisany")
        _out(voter)
    person.follows("Odśwież stan głosowania")
    person.sees("Oddano 4 z 4")
    person.sends("Zamknij głosowanie")
    person.follows("decyzja 1/", exact=False)
    person.sees("przyjęto")
    person.page.go_back()
    person.follows("Zamknij spotkanie")
    person.sends("Zamknij spotkanie")
    person.sees("Zamknięto spotkanie.")


def the_decision_is_released(tale: Tale) -> None:
    """Files are written by the worker; the page says when they are public."""
    person = tale.coordinator
    person.follows("Publikacja")
    person.follows("Opublikuj uchwałę", exact=False)
    person.sends("Opublikuj uchwałę")
    person.refreshes_until("Zobacz stronę publiczną", "Publikacja", PATIENCE)


def a_visitor_reads_it(tale: Tale) -> None:
    """From the start page to the goals and their files, without a cookie."""
    visitor = tale.company["visitor"] = tale.seat("Mieszkaniec", "")
    visitor.goes("/")
    visitor.writes("W którym partnerstwie jest moja gmina?", tale.units[0][1].split(" (")[0])
    visitor.sends("Szukaj")
    visitor.follows(SHORT, visitor.page.locator("#odpowiedz"))
    visitor.sees(POINT)
    visitor.follows(f"Cele i projekty: {SHORT}")
    for words in (GOAL, DIRECTION, PROJECT, TARGET, VISION):
        visitor.sees(words)
    links = visitor.page.locator(".files a")
    addresses = [str(one.get_attribute("href")) for one in links.all()]
    endings = {urlsplit(one).path.rsplit(".", 1)[-1] for one in addresses}
    assert {"pdf", "docx", "html"} <= endings, addresses
    for address in addresses:
        answer = visitor.context.request.get(visitor.inspection.base + address)
        assert answer.ok, address
        assert len(answer.body()) > 100, address
        assert "set-cookie" not in answer.headers
    assert visitor.context.cookies() == []
    _out(visitor)


def _out(person: Person) -> None:
    person.context.close()


STEPS: tuple[Callable[[Tale], None], ...] = (
    an_account_is_made,
    a_partnership_is_created,
    a_second_factor_is_set,
    people_are_invited,
    the_diagnosis_is_run,
    findings_are_accepted,
    a_chain_is_built,
    the_strategy_is_frozen,
    a_meeting_is_called,
    the_council_votes,
    the_decision_is_released,
    a_visitor_reads_it,
)
