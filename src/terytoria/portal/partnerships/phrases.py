"""Sentences of letters and of the log, in Polish."""

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

VERBS = {
    "partnership.create": "utworzono partnerstwo",
    "partnership.edit": "zmieniono opis partnerstwa",
    "partnership.leader": "zmieniono lidera",
    "partnership.stage": "zmieniono etap",
    "member.add": "przyjęto członka",
    "member.end": "zakończono członkostwo",
    "member.correct": "poprawiono koniec członkostwa",
    "role.assign": "nadano rolę",
    "role.end": "zakończono rolę",
    "role.correct": "poprawiono koniec roli",
    "role.withdraw": "wycofano rolę",
    "role.unit": "zmieniono reprezentowaną jednostkę",
    "invitation.send": "wysłano zaproszenie",
    "invitation.revoke": "cofnięto zaproszenie",
    "invitation.accept": "przyjęto zaproszenie",
    "external.add": "dodano partnera zewnętrznego",
    "external.end": "zakończono współpracę z partnerem zewnętrznym",
    "document.add": "dodano dokument",
    "document.edit": "zmieniono metryczkę dokumentu",
    "document.version": "dodano wersję dokumentu",
}
