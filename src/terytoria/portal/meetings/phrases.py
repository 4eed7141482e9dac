"""Sentences of letters, in Polish."""

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
