"""Letters and words of the log, in Polish."""

from __future__ import annotations

CONFIRM_SUBJECT = "Potwierdź uwagę nr {number}"
CONFIRM_TEXT = """Dzień dobry,

dziękujemy za uwagę nr {number} w konsultacjach „{title}” ({partnership}).

Żeby uwaga się liczyła, potwierdź adres. Otwórz stronę i naciśnij przycisk:
{address}

Odnośnik działa przez 14 dni. Jeśli to nie Ty wysłałeś uwagę, nic nie rób: uwaga nie
zostanie uwzględniona, a adres usuniemy najpóźniej {erase_on}

Portal Terytoria
"""
TOLD_SUBJECT = "Co się stało z Twoimi uwagami: {title}"
TOLD_TEXT = """Dzień dobry,

zakończyły się konsultacje „{title}” ({partnership}). Dziękujemy za udział.

{remarks}

Sprawozdanie ze wszystkimi uwagami i stanowiskami:
{report}

Co się zmieniło dzięki uwagom:
{changes}

To ostatni list w tej sprawie. Twój adres usuniemy {erase_on}

Portal Terytoria
"""

VERBS = {
    "consultation.plan": "zaplanowano konsultacje",
    "consultation.edit": "zmieniono konsultacje",
    "consultation.open": "otwarto konsultacje",
    "consultation.close": "zamknięto rejestr uwag",
    "remark.receive": "przyjęto uwagę z formularza",
    "remark.confirm": "potwierdzono adres autora uwagi",
    "remark.enter": "wpisano uwagę",
    "remark.stand": "zmieniono, czy uwaga się liczy",
    "remark.group": "połączono uwagi w grupę",
    "remark.ungroup": "wyjęto uwagę z grupy",
    "remark.screen": "sprawdzono dane osobowe w uwadze",
    "remark.original": "odczytano pierwotną treść uwagi",
    "remark.scan": "otwarto skan pisma",
    "verdict.propose": "zaproponowano stanowisko",
    "verdict.confirm": "zatwierdzono stanowisko",
    "report.order": "zlecono sprawozdanie z konsultacji",
    "report.release": "ogłoszono sprawozdanie z konsultacji",
    "personal.erase": "usunięto dane osobowe",
    "personal.export": "wydano kopię danych osoby",
}
