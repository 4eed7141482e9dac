"""Letters, in Polish."""

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
