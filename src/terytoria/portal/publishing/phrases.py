"""Sentences of publishing, in Polish."""

from __future__ import annotations

NOT_ADOPTED = "Tej uchwały nie przyjęto, więc nie można jej opublikować. Wybierz przyjętą."
NOT_OF_COUNCIL = (
    "Tę decyzję podjęła grupa robocza, a publikuje się uchwały Rady Partnerstwa. Przekaż sprawę "
    "Radzie."
)
NOT_IN_PROCEDURE = (
    "W procedurze „{procedure}” nie odnotowano przyjęcia strategii. Zrób to na stronie procedury: "
    "portal sprawdzi tam terminy ustawowe i przyjmie odstępstwo tylko z nazwiskiem i powodem. "
    "Potem opublikuj uchwałę."
)
ALREADY = "Ta uchwała jest już opublikowana. Odśwież stronę, by zobaczyć stan publikacji."
WAS_WITHDRAWN = (
    "Publikację tej uchwały wycofano. Popraw dokument, przyjmij go nową uchwałą i opublikuj tamtą."
)
ALREADY_WITHDRAWN = "Tę publikację już wycofano. Odśwież stronę."
NO_REASON = "Napisz, dlaczego wycofujesz publikację. Powód zobaczy każdy, kto otworzy jej adres."
CHANGED_DIAGNOSIS = (
    "Diagnoza policzona jeszcze raz z migawki {snapshot} różni się od przyjętej (wersja {number}), "
    "więc nic nie opublikowano. Zleć diagnozę ponownie, przyjmij ją i opublikuj nową uchwałę."
)
NO_SNAPSHOT = (
    "Nie ma migawki danych {snapshot}, z której powstała diagnoza (wersja {number}), albo jest "
    "uszkodzona. Wczytaj tę migawkę i ponów publikację."
)
DAMAGED = (
    "Przechowywana treść ({what}) jest uszkodzona: ma inny odcisk niż w chwili przyjęcia. Przywróć "
    "ją z kopii zapasowej i ponów publikację."
)
NO_FILE = (
    "Nie ma pliku dokumentu „{title}” (wersja {number}). Przywróć go z kopii zapasowej i ponów "
    "publikację."
)
