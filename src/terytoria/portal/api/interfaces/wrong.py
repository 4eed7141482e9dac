"""What the checker of types found wrong, in Polish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from terytoria.portal.api.interfaces.problems import Fault

_SENTENCES = {
    "missing": ("Brakuje tego pola.", "Podaj je."),
    "extra_forbidden": ("Takiego pola nie ma.", "Usuń je albo popraw nazwę."),
    "string_type": ("To nie jest tekst.", "Podaj tekst w cudzysłowie."),
    "string_too_long": ("Tekst jest za długi.", "Skróć go do {max_length} znaków."),
    "string_too_short": ("Tekst jest za krótki.", "Podaj co najmniej {min_length} znaków."),
    "string_pattern_mismatch": ("Zapis jest niepoprawny.", "Wymagany zapis: {pattern}."),
    "int_type": ("To nie jest liczba całkowita.", "Podaj liczbę całkowitą bez cudzysłowu."),
    "int_parsing": ("To nie jest liczba całkowita.", "Podaj liczbę całkowitą."),
    "int_parsing_size": ("Liczba jest za duża.", "Podaj mniejszą."),
    "int_from_float": ("To nie jest liczba całkowita.", "Podaj liczbę całkowitą."),
    "float_type": ("To nie jest liczba.", "Podaj liczbę bez cudzysłowu."),
    "finite_number": ("Liczba nie jest skończona.", "Podaj zwykłą liczbę."),
    "bool_type": ("To nie jest wartość logiczna.", "Podaj true albo false."),
    "greater_than_equal": ("Liczba jest za mała.", "Podaj co najmniej {ge}."),
    "less_than_equal": ("Liczba jest za duża.", "Podaj najwyżej {le}."),
    "literal_error": ("Takiej wartości nie ma.", "Wybierz jedną z: {expected}."),
    "list_type": ("To nie jest lista.", "Podaj listę w nawiasach kwadratowych."),
    "too_long": ("Lista jest za długa.", "Podaj najwyżej {max_length} pozycji."),
    "too_short": ("Lista jest za krótka.", "Podaj co najmniej {min_length} pozycji."),
    "model_attributes_type": ("To nie jest obiekt.", "Podaj obiekt JSON w nawiasach {{}}."),
    "model_type": ("To nie jest obiekt.", "Podaj obiekt JSON w nawiasach {{}}."),
    "day": ("To nie jest dzień.", "Podaj dzień jako RRRR-MM-DD, od 1900 do 2100 roku."),
}
_OTHER = ("Wartość jest niepoprawna.", "Sprawdź ją w opisie na stronie /api/.")


def faults(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Faults in Polish from the errors of the checker of types.

    >>> faults([{"type": "missing", "loc": ("body", "new", "title")}])[0]
    Fault(field='title', reason='Brakuje tego pola.', remedy='Podaj je.')
    """
    return [_fault(one) for one in errors]


def _fault(error: Mapping[str, Any]) -> Fault:
    reason, remedy = _SENTENCES.get(error["type"], _OTHER)
    values = {
        name: str(value).replace(" or ", ", ") for name, value in (error.get("ctx") or {}).items()
    }
    return Fault(_path(error["loc"]), reason, remedy.format_map(values))


def _path(place: tuple[str | int, ...]) -> str:
    """Where the field is, without the part of the request and the name of its shape."""
    source, *rest = place
    return ".".join(str(one) for one in (rest[1:] if source == "body" else rest))
