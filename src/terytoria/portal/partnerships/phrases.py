"""Sentences of letters, in Polish."""

from __future__ import annotations

INVITATION_SUBJECT = "Zaproszenie do partnerstwa {partnership}"
INVITATION_TEXT = """Dzień dobry,

{inviter} zaprasza do pracy w partnerstwie „{partnership}”.
Rola: {role}.

Aby przyjąć zaproszenie, otwórz adres:
{address}

Zaproszenie jest ważne do {expires} i można go użyć raz. Jeśli to pomyłka, nic nie rób:
bez otwarcia adresu nic się nie zmieni.

Portal Terytoria
"""
