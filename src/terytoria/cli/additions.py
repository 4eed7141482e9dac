"""``terytoria data add``: a file as its publisher gives it, into a new snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from terytoria.cli.data import FILE
from terytoria.cli.errors import QuestionError
from terytoria.cli.lazy import OPTIONS
from terytoria.cli.snapshots import TABLES, open_snapshot, snapshot_option
from terytoria.language.numbers import number
from terytoria.language.text import initial_upper
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.imported import Imported

_SHOWN = 20


_PUBLISHED = "terytoria.statistics.sources.published"


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is in Polish, the function that reads it and what that is given."""

    text: str
    module: str
    function: str
    takes: tuple[str, ...] = ("base",)

    def read(self, file: Path, given: Mapping[str, Any]) -> Imported:
        """Read a file; the module is imported now, since one of them runs at a time."""
        function = getattr(import_module(f"{_PUBLISHED}.{self.module}"), self.function)
        found = function(file, **{name: given[name] for name in self.takes})
        if not isinstance(found, Imported):
            raise TypeError(f"{self.module}.{self.function} gives no Imported")
        return found


KINDS = {
    "terc": Kind("rejestr jednostek TERC (GUS, CSV)", "renewal", "import_terc"),
    "terc-changes": Kind(
        "wykaz zmian w TERC (GUS, CSV albo XML)", "terc_changes", "read_terc_changes"
    ),
    "simc": Kind("rejestr miejscowości SIMC (GUS, CSV)", "simc", "read_simc"),
    "boundaries": Kind(
        "granice PRG (GML, SHP, GPKG albo ZIP, EPSG:2180)",
        "borders.boundaries",
        "import_boundaries",
        ("register", "base"),
    ),
    "schools": Kind("rejestr szkół RSPO (JSON)", "rspo", "read_rspo", ("base", "as_of")),
    "budgets": Kind(
        "budżety gmin (Ministerstwo Finansów, XLSX)", "budgets", "read_budgets", ("base", "year")
    ),
    "lists": Kind("listy obszarów, np. OZTM (CSV)", "lists", "read_lists"),
    "commuting": Kind(
        "dojazdy do pracy (CSV albo XLSX)", "commuting", "read_commuting", ("base", "year")
    ),
    "roads": Kind("sieć drogowa OpenStreetMap (PBF)", "roads.network", "import_roads", ()),
}


def _listed() -> str:
    return "\n\n".join(
        ["RODZAJ to jeden z:", *(f"{name} – {kind.text}" for name, kind in KINDS.items())]
    )


@click.command(options_metavar=OPTIONS, epilog=_listed())
@click.argument("kind", metavar="RODZAJ")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="ROK", help="Rok danych z pliku.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="RRRR-MM-DD",
    help="Dzień, na który plik jest aktualny.",
)
@snapshot_option
def add(
    kind: str, file: Path, year: int | None, day: datetime | None, snapshot_name: str | None
) -> None:
    """Dodaj plik innego wydawcy: powstaje nowa migawka, a dotychczasowa zostaje."""
    if kind not in KINDS:
        raise QuestionError(f"Nie ma rodzaju „{kind}”. Do wyboru: {', '.join(KINDS)}.")
    base = open_snapshot(snapshot_name)
    given = {"base": base, "register": base.register, "year": year}
    found = KINDS[kind].read(file, {**given, "as_of": day.date() if day else None})
    today = datetime.now(UTC).date().isoformat()
    note = f"Dodano {today}: {KINDS[kind].text}, plik {file.name}. {found.source}"
    derivation = Derivation(base.manifest.title, max(today, base.vintage), note)
    new = derive(Store.default(), base, found.tables, derivation)
    _tell(found, new)


def _tell(found: Imported, new: Snapshot) -> None:
    for message in found.messages[:_SHOWN]:
        click.echo(message.text)
    if len(found.messages) > _SHOWN:
        click.echo(f"… i {number(len(found.messages) - _SHOWN)} dalszych uwag.")
    for table in found.tables:
        rows = number(new.manifest.rows[table])
        click.echo(f"{initial_upper(TABLES.get(table, table))}: {rows}")
    click.echo(f"Zapisano migawkę {new.name}")
    click.echo(f"Ustaw ją jako domyślną: terytoria data use {new.name}")
