"""Sentences of letters and of the log, in Polish."""

from __future__ import annotations

CONVENED_SUBJECT = "Spotkanie: {title}, {day}"
CANCELLED_SUBJECT = "Odwołane: {title}, {day}"
CONVENED_TEXT = """Dzień dobry,

zapraszamy na spotkanie „{title}”.

Kto się spotyka: {body}, {partnership}
Kiedy: {day}, godz. {begins}–{ends}
Gdzie: {where}

Porządek obrad:
{agenda}

Materiały i szczegóły:
{address}

W załączniku jest wpis do kalendarza.

Portal Terytoria
"""
CANCELLED_TEXT = """Dzień dobry,

spotkanie „{title}” ({body}, {partnership}), planowane na {day}, godz. {begins},
zostało odwołane.

Powód: {reason}

Szczegóły:
{address}

Wpis w załączniku odwołuje spotkanie w kalendarzu.

Portal Terytoria
"""

VERBS = {
    "meeting.plan": "zaplanowano spotkanie",
    "meeting.edit": "zmieniono spotkanie",
    "meeting.convene": "zwołano spotkanie",
    "meeting.cancel": "odwołano spotkanie",
    "meeting.open": "otwarto spotkanie",
    "meeting.close": "zamknięto spotkanie",
    "agenda.add": "dodano punkt porządku",
    "agenda.edit": "zmieniono punkt porządku",
    "agenda.move": "przesunięto punkt porządku",
    "agenda.remove": "usunięto punkt porządku",
    "agenda.note": "zapisano przebieg punktu",
    "paper.add": "dołączono materiał",
    "paper.remove": "odłączono materiał",
    "attendance.mark": "zapisano obecność",
    "vote.open": "otwarto głosowanie",
    "vote.cast": "oddano głos",
    "vote.enter": "wpisano głos",
    "vote.close": "zamknięto głosowanie",
    "decision.make": "podjęto rozstrzygnięcie",
    "procedure.set": "zapisano kworum",
    "minutes.keep": "sporządzono protokół",
}
