"""Words of the log about tasks, calendars and reminders, in Polish."""

from __future__ import annotations

VERBS = {
    "task.add": "zlecono zadanie",
    "task.edit": "zmieniono treść",
    "task.reassign": "zmieniono wykonawcę",
    "task.redate": "przesunięto termin",
    "task.finish": "zakończono zadanie",
    "task.reopen": "wznowiono zadanie",
    "task.cancel": "odwołano zadanie",
    "calendar.make": "utworzono adres kalendarza",
    "calendar.replace": "wymieniono adres kalendarza",
    "calendar.revoke": "cofnięto adres kalendarza",
    "reminders.set": "zmieniono częstość przypomnień",
}

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
