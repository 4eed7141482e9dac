"""Whether the pages of one answer are all there, each once."""

from __future__ import annotations

from typing import Any

from terytoria.statistics.sources.bdl.errors import InconsistentPagesError, PayloadError


class Whole:
    """Pages of one answer as they come; ``next_page`` is the page to ask for, ``None`` at the end.

    Every page must bring rows that were not there before, so a server that repeats a page or
    never ends is noticed.

    >>> whole = Whole("units")
    >>> whole.add({"totalRecords": 1, "page": 0, "links": {}, "results": [{"id": "7"}]})
    >>> whole.next_page is None
    True
    """

    def __init__(self, asked: str) -> None:
        self.pages = 0
        self.next_page: int | None = 0
        self._asked = asked
        self._total: int | None = None
        self._received = 0
        self._seen: set[object] = set()

    def add(self, document: dict[str, Any]) -> None:
        """Take the next page; raise when it is malformed or does not go with the others."""
        total, rows = self._natural(document, "totalRecords"), document.get("results")
        if not isinstance(rows, list):
            raise PayloadError("brak listy „results”", f"strona {self.pages}", self._asked)
        if "page" in document and self._natural(document, "page") != self.pages:
            raise self._fault(f"zamiast strony {self.pages} przyszła {document['page']}")
        if self._total not in {None, total}:
            raise self._fault(f"liczba rekordów zmieniła się z {self._total} na {total}")
        self._total = total
        self._check_new(rows)
        self._received += len(rows)
        self.pages += 1
        self._check_count(total, rows, more=self._has_next(document))
        self.next_page = self.pages if self._has_next(document) else None

    def _check_new(self, rows: list[object]) -> None:
        for row in rows:
            key = row.get("id") if isinstance(row, dict) else None
            if not isinstance(key, str | int) or isinstance(key, bool):
                where = f"strona {self.pages}"
                raise PayloadError("wiersz bez identyfikatora „id”", where, self._asked)
            if key in self._seen:
                raise self._fault(f"„{key}” powtarza się na stronie {self.pages}")
            self._seen.add(key)

    def _check_count(self, total: int, rows: list[object], *, more: bool) -> None:
        if more and not rows:
            raise self._fault(f"strona {self.pages - 1} jest pusta, a ma następną")
        if self._received > total or (not more and self._received != total):
            raise self._fault(f"zapowiedziano rekordów {total}, przyszło {self._received}")

    def _has_next(self, document: dict[str, Any]) -> bool:
        links = document.get("links")
        return isinstance(links, dict) and bool(links.get("next"))

    def _natural(self, document: dict[str, Any], field: str) -> int:
        value = document.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            what = f"pole „{field}” nie jest liczbą naturalną"
            raise PayloadError(what, f"strona {self.pages}", self._asked)
        return value

    def _fault(self, what: str) -> InconsistentPagesError:
        return InconsistentPagesError(
            f"Odpowiedź GUS jest niespójna: {what}. Pobierz te dane jeszcze raz.", self._asked
        )
