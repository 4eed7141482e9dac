"""Sentences of problems, in Polish."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.portal.strategies.enums import Kind, Severity

_ERROR, _WARNING, _HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True)
class Said:
    """How a problem is told: how grave, what is wrong, what to do, in which field.

    ``add`` is the kind of item whose adding repairs it.
    """

    severity: Severity
    text: str
    remedy: str
    field: str = ""
    add: Kind | None = None


PROBLEMS = {
    "no_horizon": Said(
        _HINT,
        "Nie podano, do którego roku sięga strategia.",
        "Podaj rok; dopiero wtedy można sprawdzić lata mierników.",
        "horizon",
    ),
    "same_title": Said(
        _WARNING,
        "Tak samo nazywa się inny element tego rodzaju.",
        "Zmień tytuł albo usuń powtórzenie.",
        "title",
    ),
    "unanswered": Said(
        _WARNING,
        "Na to wyzwanie nie odpowiada żaden cel.",
        "Dodaj cel albo zaznacz to wyzwanie w jednym z celów.",
        add=Kind.GOAL,
    ),
    "no_evidence": Said(
        _ERROR,
        "To wyzwanie nie przywołuje żadnego ustalenia ani danych.",
        "Przywołaj przyjęte ustalenie albo dane własne.",
        "cites",
    ),
    "cited_changed": Said(
        _WARNING,
        "Nowsza diagnoza mówi co innego niż przywołane ustalenie „{cited}”.",
        "Przywołaj nowe ustalenie, gdy ekspert je przyjmie.",
        "cites",
    ),
    "cited_gone": Said(
        _WARNING,
        "W nowszej diagnozie nie ma już ustalenia „{cited}”.",
        "Oprzyj wyzwanie na innym ustaleniu.",
        "cites",
    ),
    "cited_unjudged": Said(
        _WARNING,
        "Ocena ustalenia „{cited}” już nie obowiązuje.",
        "Poproś eksperta o ocenę albo przywołaj inne ustalenie.",
        "cites",
    ),
    "cited_rejected": Said(
        _ERROR,
        "Przywołane ustalenie „{cited}” zostało odrzucone.",
        "Oprzyj wyzwanie na innym ustaleniu.",
        "cites",
    ),
    "cited_withdrawn": Said(
        _ERROR,
        "Przywołane dane własne „{cited}” zostały wycofane.",
        "Oprzyj wyzwanie na innych danych.",
        "cites",
    ),
    "answers_nothing": Said(
        _ERROR,
        "Ten cel nie odpowiada na żadne wyzwanie.",
        "Zaznacz wyzwania, na które odpowiada.",
        "answers",
    ),
    "only_strengths": Said(
        _WARNING,
        "Wyzwania tego celu przywołują same mocne strony.",
        "Przywołaj w wyzwaniach ustalenie, które pokazuje problem do rozwiązania.",
        "answers",
    ),
    "no_direction": Said(
        _WARNING, "Ten cel nie ma kierunku działań.", "Dodaj kierunek.", add=Kind.DIRECTION
    ),
    "no_target": Said(
        _WARNING,
        "Ten cel nie ma miernika, więc nie będzie wiadomo, czy go osiągnięto.",
        "Dodaj miernik.",
        add=Kind.TARGET,
    ),
    "goal_gone": Said(
        _ERROR,
        "Cel, któremu to służy, został usunięty.",
        "Wybierz inny cel albo przywróć usunięty.",
        "goal",
    ),
    "no_project": Said(
        _WARNING,
        "Temu kierunkowi nie służy żaden projekt.",
        "Dodaj projekt albo zaznacz ten kierunek w jednym z projektów.",
        add=Kind.PROJECT,
    ),
    "serves_nothing": Said(
        _WARNING,
        "Ten projekt nie służy żadnemu kierunkowi.",
        "Zaznacz kierunki, którym służy.",
        "serves",
    ),
    "no_lead": Said(
        _WARNING,
        "Projekt nie ma lidera.",
        "Wskaż członka partnerstwa, który go poprowadzi.",
        "lead",
    ),
    "lead_outside": Said(
        _ERROR,
        "Lider projektu ({name}) nie jest członkiem partnerstwa.",
        "Wskaż lidera spośród członków.",
        "lead",
    ),
    "partner_outside": Said(
        _WARNING,
        "Wśród partnerów projektu są jednostki spoza partnerstwa: {names}.",
        "Popraw listę partnerów.",
        "partners",
    ),
    "no_cost": Said(
        _WARNING,
        "Projekt ma stan „{readiness}”, a nie ma kosztu.",
        "Podaj koszt albo zmień stan przygotowania.",
        "cost",
    ),
    "year_order": Said(
        _ERROR,
        "Rok docelowy {target} nie jest późniejszy niż bazowy {base}.",
        "Popraw lata.",
        "target_year",
    ),
    "no_base": Said(
        _WARNING,
        "Brak wartości albo roku bazowego.",
        "Podaj, od czego liczona jest zmiana.",
        "base_value",
    ),
    "against": Said(
        _ERROR,
        "Pożądany jest {wanted}, a wartość docelowa na to nie wskazuje.",
        "Popraw wartości albo pożądaną zmianę.",
        "target_value",
    ),
    "beyond_horizon": Said(
        _WARNING,
        "Rok docelowy {target} leży poza horyzontem strategii ({horizon}).",
        "Popraw rok docelowy albo horyzont.",
        "target_year",
    ),
    "no_source": Said(
        _HINT, "Nie podano, skąd będą dane do miernika.", "Wpisz źródło danych.", "source"
    ),
    "two_values": Said(
        _ERROR,
        "Inny miernik tego wskaźnika ma na rok {target} inną wartość.",
        "Uzgodnij wartości albo usuń jeden z mierników.",
        "target_value",
    ),
    "opposite": Said(
        _ERROR,
        "Inny miernik tego wskaźnika ma przeciwną pożądaną zmianę.",
        "Uzgodnij pożądaną zmianę.",
        "wanted",
    ),
    "uncited": Said(
        _HINT,
        "Tego ważnego ustalenia nie przywołuje żadne wyzwanie.",
        "Dodaj wyzwanie albo przywołaj ustalenie w jednym z wyzwań.",
        add=Kind.CHALLENGE,
    ),
}
"""By code; words in braces are filled in."""
