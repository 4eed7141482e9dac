"""``terytoria data``: importing, checking, listing and showing snapshots and own data."""

from __future__ import annotations

from pathlib import Path

import click

from terytoria.cli.errors import DataProblem
from terytoria.cli.snapshots import TABLES, open_snapshot, say, snapshot_option
from terytoria.language.numbers import number
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.own_data import read_own_data, write_template

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def data() -> None:
    """Dane: migawki statystyki publicznej i dane własne."""


@data.command("import")
@click.argument("folder", type=FOLDER)
def import_snapshot(folder: Path) -> None:
    """Zapisz folder z danymi jako niezmienną migawkę."""
    snapshot = import_folder(folder, Store.default(), say)
    click.echo(f"Zapisano migawkę {snapshot.name}")
    _print_checks(snapshot)


@data.command("list")
def list_snapshots() -> None:
    """Wypisz zapisane migawki."""
    store = Store.default()
    for name in store.names():
        click.echo(f"{name}  ({store.open(name).vintage})")
    if not store.names():
        click.echo("Nie ma jeszcze żadnej migawki. Użyj: terytoria data import FOLDER")


@data.command("show")
@snapshot_option
def show_snapshot(snapshot_name: str | None) -> None:
    """Pokaż, co zawiera migawka."""
    snapshot = open_snapshot(snapshot_name)
    marked = " – PRZYKŁAD SYNTETYCZNY" if snapshot.synthetic else ""
    click.echo(f"{snapshot.name}{marked}\nStan danych: {snapshot.vintage}")
    for table, rows in snapshot.manifest.rows.items():
        click.echo(f"  {TABLES.get(table, table):<22} {number(rows):>10}")
    click.echo("Źródła:")
    for source in snapshot.manifest.sources:
        click.echo(f"  {source}")


@data.command("check")
@click.option("--own", type=FILE, help="Plik CSV lub XLSX z danymi własnymi do sprawdzenia.")
@snapshot_option
def check(own: Path | None, snapshot_name: str | None) -> None:
    """Sprawdź migawkę albo plik z danymi własnymi."""
    snapshot = open_snapshot(snapshot_name)
    if own is None:
        _print_checks(snapshot)
        return
    checked = read_own_data(
        own, snapshot.register, Catalogue.load(), observed=snapshot.observations.series()
    )
    for message in checked.messages:
        click.echo(message.text)
    click.echo(f"Dobrych wierszy: {checked.frame.height}")


@data.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Zapisz szablon pliku z danymi własnymi (.xlsx lub .csv)."""
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise DataProblem(f"{file.name}: szablon może mieć rozszerzenie .xlsx albo .csv")
    write_template(file)
    click.echo(f"Zapisano {file}")


def _print_checks(snapshot: Snapshot) -> None:
    for found in snapshot.quality["checks"]:
        click.echo(f"  {found['title']}: {number(found['found'])} ({found['action']})")
