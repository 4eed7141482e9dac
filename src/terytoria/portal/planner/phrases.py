"""Words of letters about tasks, in Polish."""

from __future__ import annotations

FIELDS = {
    "title": "zadanie",
    "text": "opis",
    "owner": "wykonawca",
    "due": "termin",
    "reason": "powód",
    "meeting": "spotkanie",
    "decision": "decyzja",
    "link": "strona",
}

COMES = {
    "daily": "Przypominamy codziennie rano, tylko gdy coś czeka.",
    "weekly": "Przypominamy w poniedziałki rano, tylko gdy coś czeka.",
    "never": "",
}

LETTER = """Dzień dobry,

oto, co czeka na Ciebie w partnerstwach. Stan na {day}

{parts}

Wszystkie Twoje sprawy:
{mine}

{frequency}
Częstość zmienisz na stronie swoich spraw. Z przypomnień zrezygnujesz bez logowania tutaj:
{leave}

Portal Terytoria
"""
