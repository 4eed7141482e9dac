"""The log as files: CSV for a spreadsheet, JSON lines for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone

from terytoria.portal.audit.models import Entry

HEADINGS = {
    "at": "kiedy",
    "actor": "numer osoby",
    "actor_label": "kto",
    "verb": "czynność",
    "partnership": "partnerstwo",
    "subject": "rodzaj",
    "subject_id": "numer",
    "subject_label": "czego dotyczy",
    "before": "przed",
    "after": "po",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class BackwardsPeriodError(ValueError):
    """A period that ends before it begins."""


def entries(
    *, partnership: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Entry]:
    """Entries of a partnership (its slug), of a period (both days inclusive), or both.

    Oldest first. Days are those of the portal's time zone. Raises :class:`BackwardsPeriodError`.
    """
    if first and last and last < first:
        raise BackwardsPeriodError(f"Okres kończy się ({last}) przed początkiem ({first}).")
    found = Entry.objects.order_by("at", "id")
    if partnership:
        found = found.filter(partnership=partnership)
    if first:
        found = found.filter(at__gte=_midnight(first))
    if last:
        found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def as_csv(found: Iterable[Entry]) -> Iterator[str]:
    """Lines of a CSV file (UTF-8 with its mark, so that spreadsheets read Polish letters).

    Semicolons separate cells, as spreadsheets in Polish expect.
    """
    yield "\ufeff" + _line(HEADINGS.values())
    for entry in found:
        yield _line(_text(value) for value in _row(entry).values())


def as_json_lines(found: Iterable[Entry]) -> Iterator[str]:
    """Lines of JSON, one entry each."""
    for entry in found:
        yield json.dumps(_row(entry), cls=DjangoJSONEncoder, ensure_ascii=False) + "\n"


def safe_cell(text: str) -> str:
    """Text that a spreadsheet takes for text: an apostrophe before what would be a formula.

    >>> safe_cell("=1+1"), safe_cell("  @SUM(A1)"), safe_cell("Leśniów")
    ("'=1+1", "'  @SUM(A1)", 'Leśniów')
    """
    dangerous = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if dangerous else text


def _row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in HEADINGS}
    row["at"] = timezone.localtime(entry.at).isoformat(timespec="seconds")
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if value else ""
    return str(value)


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow(map(safe_cell, cells))
    return stream.getvalue()
