"""Words of the log about surveys, in Polish."""

from __future__ import annotations

VERBS = {
    "survey.create": "przygotowano ankietę",
    "survey.edit": "zmieniono ankietę",
    "survey.remove": "usunięto ankietę",
    "survey.open": "otwarto ankietę",
    "survey.close": "zakończono ankietę",
    "survey.tokens": "utworzono jednorazowe adresy ankiety",
    "survey.paper": "wpisano ankietę papierową",
    "survey.count": "policzono wyniki ankiety",
    "survey.release": "ogłoszono wyniki ankiety",
    "survey.withdraw": "wycofano wyniki ankiety",
    "survey.erase": "usunięto odpowiedzi ankiety",
    "question.create": "dodano pytanie ankiety",
    "question.edit": "zmieniono pytanie ankiety",
    "question.move": "przesunięto pytanie ankiety",
    "question.delete": "usunięto pytanie ankiety",
    "code.create": "dodano kod odpowiedzi otwartych",
    "code.delete": "usunięto kod odpowiedzi otwartych",
    "quote.release": "ogłoszono wypowiedź z ankiety",
    "quote.withdraw": "wycofano wypowiedź z ankiety",
}
