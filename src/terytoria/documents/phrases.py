"""Polish words the writers put around the author's text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from terytoria.documents.model import CalloutKind, FindingKind

FINDING_KINDS: Mapping[FindingKind, str] = MappingProxyType(
    {
        "strength": "Mocna strona",
        "weakness": "Słaba strona",
        "opportunity": "Szansa",
        "threat": "Zagrożenie",
        "challenge": "Wyzwanie",
        "gap": "Luka w danych",
        "neutral": "Ustalenie",
    }
)
CALLOUT_KINDS: Mapping[CalloutKind, str] = MappingProxyType(
    {"info": "Objaśnienie", "warning": "Uwaga"}
)

SYNTHETIC = "Dane przykładowe: kraj, gminy i liczby w tym dokumencie są zmyślone."
INVENTED = "dane przykładowe (zmyślone)"
REMARK = "uwaga"
SOURCE = "Źródło:"
NOTE = "Uwaga:"
EVIDENCE = "Podstawa"
SEVERITY = "Waga:"
IMPRINT = "O dokumencie"
PAGE = "Strona"
DATA_BESIDE = "Dane do rysunku otwierają się pod nim, po wybraniu napisu „Dane do rysunku”."
LEFT_TO_CSV = "Tabela ma {rows} wierszy; zapisano ją w pliku CSV."


def data_of(label: str) -> str:
    """Title of the table behind a figure, from the figure's label.

    >>> data_of("Rysunek 3")
    'Dane do rysunku 3'
    """
    return f"Dane do {label.replace('Rysunek', 'rysunku')}"
