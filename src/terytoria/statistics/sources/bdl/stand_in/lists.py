"""The office's short lists: levels, attributes, aggregates, subjects."""

from __future__ import annotations

from typing import Any

LEVELS = (
    "Poziom Polski",
    "Poziom makroregionów",
    "Poziom województw",
    "Poziom regionów",
    "Poziom podregionów",
    "Poziom powiatów",
    "Poziom gmin",
    "Poziom miejscowości statystycznych",
)

# What the marks of values mean; the wording is this stand-in's own.
_ATTRIBUTES = {
    0: ("", "brak informacji", "Brak informacji o wartości."),
    1: ("", "wartość", "Wartość bez zastrzeżeń."),
    3: ("n", "dane niepełne", "Informacja niepełna."),
    4: ("b", "brak danych", "Brak danych; zero nie jest wartością."),
    7: ("-", "zjawisko nie wystąpiło", "Zjawisko nie wystąpiło; zero jest wartością."),
    9: ("p", "dane wstępne", "Wartość wstępna, może być zmieniona."),
    11: ("z", "zmiana metodologii", "Zmiana metody; porównywać ostrożnie."),
    13: ("u", "uwaga", "Wartość z uwagą w opisie zmiennej."),
    14: ("#", "tajemnica statystyczna", "Dane objęte tajemnicą statystyczną."),
    15: (".", "nie publikuje się", "Danych nie opublikowano."),
    17: ("0", "wartość bliska zera", "Mniej niż połowa jednostki miary."),
    20: ("s", "dane szacunkowe", "Wartość oszacowana."),
    21: ("d", "niska precyzja", "Oszacowanie o małej precyzji."),
    50: ("x", "wypełnienie niemożliwe", "Wypełnienie niemożliwe lub niecelowe."),
    91: ("br", "brak informacji", "Brak informacji z powodu zmiany podziału."),
    94: ("0m", "wartość bliska zera", "Wartość mniejsza od dokładności zapisu."),
    97: ("np", "dane nieporównywalne", "Wartość nieporównywalna z poprzednimi."),
    98: ("0z", "zero", "Zero jest wartością."),
}

SUBJECTS: tuple[dict[str, Any], ...] = (
    {"id": "K1", "name": "ZMIENNE KATALOGU", "hasVariables": False, "children": ["G1"]},
    {"id": "K2", "name": "SZEREGI MIGAWKI", "hasVariables": False, "children": ["G2"]},
    {
        "id": "G1",
        "parentId": "K1",
        "name": "Zmienne o znanych numerach",
        "hasVariables": False,
        "children": ["P2137", "P2497", "P9000"],
    },
    {
        "id": "G2",
        "parentId": "K2",
        "name": "Szeregi o numerach nadanych przez makietę",
        "hasVariables": False,
        "children": ["P9001"],
    },
    {"id": "P2137", "parentId": "G1", "name": "Ludność", "hasVariables": True},
    {"id": "P2497", "parentId": "G1", "name": "Wynagrodzenia", "hasVariables": True},
    {"id": "P9000", "parentId": "G1", "name": "Pozostałe zmienne katalogu", "hasVariables": True},
    {"id": "P9001", "parentId": "G2", "name": "Wszystkie szeregi", "hasVariables": True},
)

AGGREGATES = (
    {"id": 1, "name": "ogółem", "level": 0, "description": "Wszystkie jednostki poziomu"},
)


def levels() -> list[dict[str, Any]]:
    """Levels of units, 0 to 7."""
    return [{"id": at, "name": name} for at, name in enumerate(LEVELS)]


def attributes() -> list[dict[str, Any]]:
    """Meaning of the attribute of a value."""
    return [
        {"id": id_, "name": name, "symbol": symbol, "description": description}
        for id_, (symbol, name, description) in _ATTRIBUTES.items()
    ]
