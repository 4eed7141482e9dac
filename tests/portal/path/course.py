"""The legal course of a strategy, told once: from a text to a year of monitoring.

It is played on the demonstration partnership, by its accounts and by residents without one;
``STEPS`` are its steps in their order. Days pass between them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.timezone import localdate

from .conftest import PATIENCE
from .people import Person, Seat

SLUG = "przykladowe-partnerstwo"
WORK = f"/praca/{SLUG}"
LEAD, EXPERT, CHAIR = "Koordynatorka", "Ekspert", "Przewodniczący Rady"
TITLE = "Strategia ponadlokalna (próba)"
PROFILE = "Strategia rozwoju ponadlokalnego"
SHORT = "W rozdziale o projektach brakuje drogi do szkoły."
LENGTH = 35
"""Days of a consultation that the law asks for at least."""
BEFORE, AFTER = "Autobus jeździ raz dziennie.", "Autobus jeździ co godzinę."
WRITTEN = {
    "Wprowadzenie": f"Strategia powstaje wspólnie (przykład). {BEFORE}",
    "System realizacji": "Rada Partnerstwa raz w roku czyta raport z monitorowania (przykład).",
}
ADOPTION = "Przyjęcie strategii ponadlokalnej"
REASONS = "Rada omówiła tę uwagę; decyzja należy do partnerstwa (przykład)."
REMARKS = 40
AUTHORS = (
    "mieszkaniec lub mieszkanka",
    "organizacja społeczna",
    "przedsiębiorca",
    "inny samorząd",
    "instytucja",
)
OUTCOMES = ("uwzględniona", "uwzględniona częściowo", "nieuwzględniona", "poza zakresem")
SCAN = b"%PDF-1.7\n%%EOF\n"
_SUM = re.compile(r"Ile to jest (\w+) dodać (\w+)")
_WORDS = ["zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"]


@dataclass
class Course:
    """What the steps tell one another."""

    base: str
    days: Path
    """The file that holds how many days have passed."""
    letters: Path
    """The folder into which the demonstration puts its letters."""
    seat: Seat
    touch: Seat
    """A browser on a phone, for residents."""
    company: dict[str, Person] = field(default_factory=dict)
    talk: str = ""
    """The number of the consultation."""

    def today(self) -> date:
        """The day in the portal."""
        return localdate() + timedelta(days=int(self.days.read_text("utf-8")))

    def pass_days(self, count: int) -> None:
        """Let days go by; sessions end meanwhile."""
        for one in self.company.values():
            one.context.close()
        self.company.clear()
        fresh = self.days.with_suffix(".new")  # whoever reads meanwhile finds a number
        fresh.write_text(str(int(self.days.read_text("utf-8")) + count), "utf-8")
        fresh.replace(self.days)

    def leave(self, folder: str) -> None:
        """Close every browser; what it showed is kept where a folder is named for it."""
        for name, one in self.company.items():
            if folder:
                one.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
            one.context.close()

    def somebody(self, role: str) -> Person:
        """An account of the demonstration, signed in by its button."""
        if role not in self.company:
            person = self.company[role] = self.seat(role, "")
            person.goes("/konto/wejscie/")
            person.sends(role, exact=False)
        return self.company[role]

    def resident(self, name: str) -> Person:
        """Somebody without an account, on a phone."""
        if name not in self.company:
            self.company[name] = self.touch(name, f"{name}@example.org")
        return self.company[name]

    def letter_to(self, address: str, subject: str = "") -> str:
        """The words of the last letter to an address; waits for it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for file in sorted(self.letters.glob("*"), reverse=True):
                letter = message_from_bytes(file.read_bytes(), policy=policy.default)
                if letter["To"] == address and subject in str(letter["Subject"]):
                    return str(letter.get_content())
            time.sleep(0.1)
        raise AssertionError(f"no letter to {address}: {subject}")

    def leaves(self, person: Person, text: str, address: str = "") -> None:
        """Send a remark; who is quick or speaks often is asked a sum, as anybody is."""
        person.writes("Twoja uwaga", text)
        person.chooses("Kto zgłasza uwagę", "mieszkaniec lub mieszkanka")
        if address:
            person.writes("Adres e-mail", address)
        person.sends("Wyślij uwagę")
        asked = person.page.locator("label", has_text="Ile to jest")
        if asked.count():
            words = _SUM.findall(asked.inner_text())[0]
            person.writes("Ile to jest", str(sum(map(_WORDS.index, words))))
            person.sends("Wyślij uwagę")


def a_text_is_begun(course: Course) -> None:
    """Its chapters come from the law, what is known already stands in them with its evidence."""
    lead = course.somebody(LEAD)
    lead.goes(f"{WORK}/tekst/nowy/")
    lead.writes("Tytuł", TITLE)
    lead.ticks("Strategia rozwoju ponadlokalnego")
    lead.writes("Ostatni rok strategii", str(localdate().year + 9))
    lead.sends("Zacznij tekst")
    lead.sees("Tekst jest rozpoczęty.")
    assert lead.page.locator(".chapter").count() > 6
    assert lead.page.get_by_role("link", name=re.compile(r"\[\d+\]|dowód")).count() > 2


def the_text_is_written(course: Course) -> None:
    """Paragraphs of our own beside what was inserted."""
    lead = course.somebody(LEAD)
    for title, text in WRITTEN.items():
        chapter = lead.page.get_by_role("region", name=title, exact=True)
        lead.hand.touch(chapter.locator("summary").first)
        lead.follows("Dodaj fragment", chapter)
        lead.follows("Akapit")
        lead.writes("Treść", text)
        lead.sends("Dodaj")
        lead.sees(text.split(". ")[-1])
    lead.follows("Lista kontrolna")
    lead.sees("Podstawa:")


def an_expert_evaluates_it(course: Course) -> None:
    """The facts come from the chain of evidence, the judgement and the signature from a person."""
    expert = course.somebody(EXPERT)
    expert.goes(f"{WORK}/tekst/ewaluacja/")
    for what in ("trafności", "przewidywanej skuteczności", "efektywności"):
        expert.writes(f"Ocena {what}", f"Ocena {what} przez eksperta (przykład).")
    expert.sends("Zapisz ocenę")
    expert.sends("Podpisz", exact=False)
    expert.sees("podpis")


def a_version_is_frozen(course: Course) -> None:
    """What residents will read never changes."""
    lead = course.somebody(LEAD)
    lead.goes(f"{WORK}/tekst/zamrozenie/")
    lead.writes("Opis wersji", "Do konsultacji (przykład).")
    lead.sends("Zamroź wersję")
    lead.sees("Zamrożono")


def the_procedure_runs(course: Course) -> None:
    """Steps done before are told; a false step is refused with its basis."""
    lead, today = course.somebody(LEAD), course.today()
    lead.goes(f"{WORK}/procedura/nowa/")
    lead.chooses("Rodzaj strategii", PROFILE)
    lead.writes("Nazwa", TITLE)
    lead.writes("Początek prac", str(today - timedelta(days=300)))
    lead.sends("Rozpocznij procedurę")
    lead.sees("najwcześniejsze przyjęcie")
    for number, (step, begin, end) in enumerate(
        (
            ("Wybór formy prawnej współpracy", 300, 240),
            ("Uchwała o trybie, harmonogramie i sposobie konsultacji", 230, 210),
            ("Diagnoza społeczna, gospodarcza i przestrzenna", 230, 120),
            ("Projekt strategii, tekst i grafika", 110, 1),
        ),
        start=1,
    ):
        tells(lead, step, today - timedelta(days=begin), today - timedelta(days=end))
        lead.sees(f"{number} z 12")
    tells(lead, "Przyjęcie strategii", today, today)
    lead.sees("Dlaczego tego nie można odnotować")
    lead.sees("Podstawa")


def tells(lead: Person, step: str, begin: date | None, end: date | None) -> None:
    """Write down when a step was done."""
    lead.goes(f"{WORK}/procedura/")
    lead.follows("Odnotuj krok")
    lead.chooses("Krok", step)
    for label, day in (("Początek", begin), ("Koniec", end)):
        if day:
            lead.writes(label, str(day))
    lead.sends("Odnotuj krok")


def letters_are_printed(course: Course) -> None:
    """Ten letters of the procedure, each as DOCX and PDF."""
    lead = course.somebody(LEAD)
    lead.goes(f"{WORK}/procedura/")
    lead.follows("Pisma i uchwały")
    links = lead.page.locator("main table a[href*='/pisma/']")
    letters = [str(one.get_attribute("href")) for one in links.all()]
    assert len(letters) == 10
    for address in letters:
        lead.goes(address)
        for button, head in (("Pobierz DOCX", b"PK"), ("Pobierz PDF", b"%PDF-")):
            with lead.page.expect_download() as told:
                lead.page.get_by_role("button", name=button).click()
            content = Path(told.value.path()).read_bytes()
            assert content.startswith(head), (address, button)


def the_consultation_is_opened(course: Course) -> None:
    """Too short a one is refused as the law says; then it is announced for the days it needs."""
    lead, today = course.somebody(LEAD), course.today()
    lead.goes(f"{WORK}/konsultacje/nowe/")
    lead.writes("Tytuł", "Projekt strategii (próba)")
    lead.chooses("Rodzaj dokumentu", PROFILE)
    option = lead.page.get_by_label("Co jest konsultowane").locator("option", has_text=TITLE)
    lead.chooses("Co jest konsultowane", option.first.inner_text())
    lead.writes("Dzień ogłoszenia", str(today))
    lead.writes("Ostatni dzień zgłaszania uwag", str(today + timedelta(days=LENGTH - 11)))
    lead.writes("Jak można zgłaszać uwagi", "formularz na tej stronie\nlist\nspotkanie")
    lead.writes("Spotkania", "Sala narad w urzędzie (przykład)")
    lead.writes("Dzień usunięcia danych osobowych", str(today + timedelta(days=400)))
    lead.sends("Zaplanuj konsultacje")
    lead.sees(f"{LENGTH} dni")
    lead.writes("Ostatni dzień zgłaszania uwag", str(today + timedelta(days=LENGTH)))
    lead.sends("Zaplanuj konsultacje")
    lead.follows("Otwórz konsultacje")
    lead.sends("Otwórz konsultacje", exact=False)
    lead.sees("Rejestr uwag")
    course.talk = urlsplit(lead.page.url).path.rstrip("/").rpartition("/")[2]


def residents_speak(course: Course) -> None:
    """On a phone, without an account: a paragraph, a chapter, a place, the whole."""
    public = f"/konsultacje/{SLUG}/{course.talk}/"
    first = course.resident("mieszkanka")
    first.goes(public)
    first.follows("Zgłoś uwagę do fragmentu: „Strategia powstaje", exact=False)
    course.leaves(first, "Autobus powinien jeździć częściej.", first.address)
    first.sees("Uwaga nr 1")
    letter = course.letter_to(first.address)
    first.goes(re.findall(r"http://\S+/potwierdzenie/\S+", letter)[0])
    first.sends("Potwierdzam uwagę")
    first.goes(public)
    first.follows("rozdziału : Projekty", exact=False)
    course.leaves(first, SHORT)
    first.goes(public)
    first.follows("Wskaż gminę albo punkt na mapie")
    first.hand.press(first.page.locator(".gminas a").first)
    first.sends("Dalej: napisz uwagę")
    course.leaves(first, "W tej gminie brakuje przystanku.")
    for number in range(4, 25):
        first.goes(f"{public}uwaga/")
        course.leaves(first, f"Uwaga do całości numer {number}: {SHORT if number % 5 else 'port'}")
    first.sees("Uwaga nr 24")
    assert first.context.cookies() == []


def staff_enter_what_was_said(course: Course) -> None:
    """What was said at a meeting and what came in letters, one with its scan."""
    lead, today = course.somebody(LEAD), course.today()
    for number in range(25, REMARKS + 1):
        lead.goes(f"{WORK}/konsultacje/{course.talk}/uwaga/nowa/")
        lead.chooses("Jak przyszła", "spotkanie" if number % 2 else "pismo")
        lead.writes("Kiedy ją wysłano albo wypowiedziano", str(today))
        lead.writes("Treść uwagi", f"Głos numer {number}: potrzebny chodnik przy szkole.")
        lead.chooses("Kto zgłasza", AUTHORS[number % len(AUTHORS)])
        if number == REMARKS:
            lead.page.get_by_label("Skan").set_input_files(
                {"name": "list.pdf", "mimeType": "application/pdf", "buffer": SCAN}
            )
        lead.sends("Wpisz uwagę")
    lead.goes(f"{WORK}/konsultacje/{course.talk}/rejestr/")
    lead.sees(str(REMARKS))


def nothing_closes_without_positions(course: Course) -> None:
    """After the last day the form is shut; the register is not closed while a remark waits."""
    course.pass_days(LENGTH + 1)
    late = course.resident("spóźniony")
    late.goes(f"/konsultacje/{SLUG}/{course.talk}/uwaga/")
    assert late.page.get_by_label("Twoja uwaga").count() == 0
    lead = course.somebody(LEAD)
    lead.goes(f"{WORK}/konsultacje/{course.talk}/zamkniecie/")
    lead.sends("Zamknij", exact=False)
    lead.sees("stanowiska")


def the_text_changes(course: Course) -> None:
    """The paragraph of which the first remark speaks."""
    lead = course.somebody(LEAD)
    lead.goes(f"{WORK}/tekst/")
    chapter = lead.page.get_by_role("region", name="Wprowadzenie", exact=True)
    block = chapter.locator(".block").first
    lead.hand.touch(block.locator("summary").first)
    lead.follows("Zmień", block)
    lead.writes("Treść", WRITTEN["Wprowadzenie"].replace(BEFORE, AFTER))
    lead.sends("Zapisz")
    lead.sees(AFTER)


def every_remark_gets_a_position(course: Course) -> None:
    """Forty positions with reasons; what is accepted shows the text before and after."""
    lead = course.somebody(LEAD)
    for number in range(1, REMARKS + 1):
        lead.goes(f"{WORK}/konsultacje/{course.talk}/uwaga/{number}/stanowisko/")
        lead.ticks(OUTCOMES[(number - 1) % len(OUTCOMES)])
        lead.writes("Uzasadnienie", REASONS)
        change = lead.page.get_by_label("Zmiana tekstu z historii").locator("option")
        if number == 1:
            lead.chooses("Zmiana tekstu z historii", change.last.inner_text())
        elif (number - 1) % len(OUTCOMES) < 2:
            lead.writes("Fragment przed zmianą", BEFORE)
            lead.writes("Fragment po zmianie", AFTER)
        lead.sends("Zajmij stanowisko")


def what_came_of_it_is_told(course: Course) -> None:
    """The register closes, the report is made, its authors hear, everybody reads what changed."""
    lead = course.somebody(LEAD)
    here = f"{WORK}/konsultacje/{course.talk}/"
    lead.goes(f"{here}zamkniecie/")
    lead.sends("Zamknij", exact=False)
    lead.goes(here)
    lead.sends("Ogłoś sprawozdanie")
    until = time.monotonic() + PATIENCE
    while lead.page.get_by_text("sprawozdanie ogłoszone").count() == 0:
        assert time.monotonic() < until, "the report is never made"
        time.sleep(1)
        lead.goes(here)
    public = f"/konsultacje/{SLUG}/{course.talk}/"
    reader = course.resident("mieszkanka")
    reader.goes(f"{public}zmiany/")
    reader.sees("co godzinę")
    reader.goes(f"{public}sprawozdanie/")
    reader.sees(REASONS)
    for ending, head in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = reader.context.request.get(f"{course.base}{public}sprawozdanie.{ending}")
        assert answer.body().startswith(head), ending
    assert "uwzględnion" in course.letter_to(reader.address, "nr 1")


def it_may_be_adopted(course: Course) -> None:
    """The other steps of the procedure are told, each kept to its clock."""
    lead, today = course.somebody(LEAD), course.today()
    asked = today - timedelta(days=LENGTH + 1)
    answered = asked + timedelta(days=10)
    for step, begin, end in (
        ("Uzgodnienie potrzeby oceny oddziaływania na środowisko", asked, answered),
        ("Udział społeczeństwa w ocenie oddziaływania na środowisko", answered, today),
        ("Opinia zarządu województwa", asked, answered),
        ("Uprzednia ewaluacja trafności, skuteczności i efektywności", asked, answered),
    ):
        tells(lead, step, begin, end)
        lead.sees("najwcześniejsze przyjęcie")
    lead.sees("10 z 12")


def the_final_version_is_frozen(course: Course) -> None:
    """The text as it was changed goes to the council."""
    course.somebody(LEAD).goes(f"{WORK}/tekst/zamrozenie/")
    lead = course.somebody(LEAD)
    lead.writes("Opis wersji", "Po konsultacjach (przykład).")
    lead.sends("Zamroź wersję")
    lead.sees("Zamrożono")


def the_council_adopts_it(course: Course) -> None:
    """A meeting of today decides on the frozen text; hands are raised and counted."""
    lead, today = course.somebody(LEAD), course.today()
    lead.goes(f"{WORK}/spotkania/nowe/")
    lead.chooses("Kto się spotyka", "Rada Partnerstwa")
    lead.writes("Temat", "Przyjęcie strategii po konsultacjach")
    lead.writes("Dzień", str(today))
    lead.writes("Początek", "00:00")
    lead.writes("Koniec", "23:59")
    lead.writes("Miejsce", "Sala narad (przykład)")
    lead.sends("Zaplanuj spotkanie")
    lead.follows("Dodaj punkt")
    lead.writes("Punkt", ADOPTION)
    lead.chooses("Głosowanie", "zwykła większość głosów (więcej za niż przeciw)")
    lead.writes("Projekt decyzji", "Rada przyjmuje strategię (przykład).")
    lead.sends("Dodaj punkt")
    lead.follows(f"Dołącz materiał do punktu: {ADOPTION}")
    papers = lead.page.get_by_label("Materiał").locator("option", has_text=TITLE)
    lead.chooses("Materiał", papers.first.inner_text())
    lead.ticks("Decyzja w tym punkcie dotyczy tego materiału")
    lead.sends("Dołącz", exact=False)
    lead.follows("Zwołaj spotkanie")
    lead.sends("Wyślij zawiadomienia")
    lead.sends("Otwórz spotkanie")
    lead.follows("Zaznacz obecność")
    for one in lead.page.get_by_label("na miejscu").all():
        lead.hand.tick(one)
    lead.sends("Zapisz obecność")
    lead.sees("jest kworum")
    lead.sends("Otwórz głosowanie", exact=False)
    lead.follows("Wpisz podniesione ręce")
    for one in lead.page.get_by_label("za", exact=True).all():
        lead.hand.tick(one)
    lead.sends("Zapisz głosy")
    lead.sends("Zamknij głosowanie")
    lead.follows("decyzja ", exact=False)
    lead.sees("przyjęto")
    lead.sees(TITLE)


def the_public_reads_it(course: Course) -> None:
    """Adoption is told in the procedure; the release writes every file of the strategy."""
    lead, today = course.somebody(LEAD), course.today()
    tells(lead, "Przyjęcie strategii", today, today)
    assert lead.page.get_by_text("Dlaczego tego nie można odnotować").count() == 0
    chair = course.somebody(CHAIR)
    chair.goes(f"{WORK}/publikacja/")
    chair.follows("Opublikuj uchwałę", exact=False)
    chair.sends("Opublikuj uchwałę")
    until = time.monotonic() + PATIENCE
    reader = course.resident("mieszkanka")
    reader.goes(f"/partnerstwo/{SLUG}/strategia/")
    while (
        reader.page.get_by_text(AFTER).count() == 0 and reader.page.get_by_text(TITLE).count() == 0
    ):
        assert time.monotonic() < until, "the strategy is never public"
        time.sleep(1)
        reader.goes(f"/partnerstwo/{SLUG}/strategia/")
    links = [str(one.get_attribute("href")) for one in reader.page.locator("main a").all()]
    endings = {link.rpartition(".")[2] for link in links}
    assert {"pdf", "docx", "html", "json"} <= endings, links
    tells(lead, "Podsumowanie środowiskowe, przekazanie wojewodzie, publikacja w BIP", today, today)


def a_year_is_monitored(course: Course) -> None:
    """A year later targets are followed, a project tells its steps, the report is made."""
    course.pass_days(366)
    lead = course.somebody(LEAD)
    here = f"{WORK}/monitorowanie/"
    lead.goes(here)
    lead.sends("Śledź na obecnych danych")
    until = time.monotonic() + PATIENCE
    while lead.page.get_by_text("Śledzenie mierników trwa").count():
        assert time.monotonic() < until, "the targets are never followed"
        time.sleep(1)
        lead.goes(here)
    lead.goes(f"{here}projekty/")
    lead.hand.press(lead.page.locator("main h2 a, main h3 a, main td a, main th a").first)
    lead.follows("Dodaj krok", exact=False)
    lead.writes("Krok", "Umowa z wykonawcą (przykład)")
    lead.writes("Planowany dzień", str(course.today() + timedelta(days=30)))
    lead.sends("Dodaj krok")
    lead.sees("Umowa z wykonawcą (przykład)")
    year = course.today().year - 1
    lead.goes(f"{here}raporty/")
    lead.writes("Rok", str(year))
    lead.sends("Sporządź raport i rozdziały")
    while lead.page.get_by_role("heading", name=f"Rok {year}").count() == 0:
        assert time.monotonic() < until, "the report is never made"
        time.sleep(1)
        lead.goes(f"{here}raporty/")


STEPS: tuple[Callable[[Course], None], ...] = (
    a_text_is_begun,
    the_text_is_written,
    an_expert_evaluates_it,
    a_version_is_frozen,
    the_procedure_runs,
    letters_are_printed,
    the_consultation_is_opened,
    residents_speak,
    staff_enter_what_was_said,
    nothing_closes_without_positions,
    the_text_changes,
    every_remark_gets_a_position,
    what_came_of_it_is_told,
    it_may_be_adopted,
    the_final_version_is_frozen,
    the_council_adopts_it,
    the_public_reads_it,
    a_year_is_monitored,
)
