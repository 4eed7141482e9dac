"""The register as a table and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone

from terytoria.portal.audit.export import safe_cell
from terytoria.portal.consultations.domain.queries import holding, register
from terytoria.portal.consultations.enums import Standing
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.design.tables import Cell, Column, Table, row
from terytoria.portal.partnerships import country as land

_COLUMNS = (
    Column("number", "Nr", sorts=True),
    Column("text", "Uwaga"),
    Column("chapter_name", "Czego dotyczy", sorts=True),
    Column("author", "Autor", sorts=True),
    Column("outcome", "Stanowisko", sorts=True),
)
_SHORT = 140
_HEADINGS = (
    "nr", "wpłynęła", "sposób", "autor", "gmina autora", "rozdział", "miejsce", "długość",
    "szerokość", "treść", "czy się liczy", "grupa", "stanowisko", "uzasadnienie",
    "fragment przed zmianą", "fragment po zmianie",
)  # fmt: skip


def place_of(consultation: Consultation, name: str, *more: object) -> str:
    """Address of a working page of a consultation."""
    where = (consultation.partnership.slug, consultation.number, *more)
    return reverse(f"consultations:{name}", args=where)


def register_table(consultation: Consultation, remarks: Iterable[Remark]) -> Table:
    """Remarks of one page of the register."""
    rows = (
        row(
            Cell(str(one.number), place_of(consultation, "remark", one.number), by=one.number),
            _short(one.text),
            Cell(one.chapter_name or one.place_name, by=one.chapter_name),
            Cell(one.get_author_display(), by=one.author),
            Cell(_position(one), by=one.outcome),
        )
        for one in remarks
    )
    return Table("Uwagi", _COLUMNS, tuple(rows))


def register_csv(consultation: Consultation) -> Iterator[str]:
    """Lines of the register for a spreadsheet: no personal data, no formulas."""
    yield "\ufeff" + _line(_HEADINGS)
    positions, country = holding(consultation), land.current()
    for one in register(consultation).iterator(chunk_size=1000):
        verdict = positions.get(one.number)
        shown = one.standing == Standing.CONFIRMED
        yield _line(
            (
                str(one.number),
                timezone.localtime(one.received_at).isoformat(timespec="minutes"),
                one.get_channel_display(),
                one.get_author_display(),
                country.label(one.residence) if one.residence else "",
                one.chapter_name,
                one.place_name,
                "" if one.lon is None else f"{one.lon:.5f}".replace(".", ","),
                "" if one.lat is None else f"{one.lat:.5f}".replace(".", ","),
                one.text if shown else "",
                one.get_standing_display(),
                one.group.title if one.group else "",
                one.get_outcome_display() if one.outcome else "",
                verdict.reasons if verdict else "",
                verdict.before if verdict else "",
                verdict.after if verdict else "",
            )
        )


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow(map(safe_cell, cells))
    return stream.getvalue()


def _position(one: Remark) -> str:
    if one.standing != Standing.CONFIRMED:
        return str(one.get_standing_display())
    waits = " (zmiana czeka na zatwierdzenie)" if one.proposed and one.outcome else ""
    if one.outcome:
        return f"{one.get_outcome_display()}{waits}"
    return "czeka na zatwierdzenie" if one.proposed else "brak"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(' ', 1)[0]}…"
