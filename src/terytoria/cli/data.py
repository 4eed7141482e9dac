"""``terytoria data``: importing, checking, listing and showing snapshots and own data."""

from __future__ import annotations

from pathlib import Path

import click

from terytoria.cli.errors import DATA, DataProblem, FileProblem
from terytoria.cli.lazy import COMMAND, OPTIONS, Lazy, LazyGroup
from terytoria.cli.problems import told
from terytoria.cli.snapshots import TABLES, open_snapshot, say, snapshot_option
from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.snapshot import Snapshot, SnapshotError, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.own_data import read_own_data, write_template

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


HERE = "terytoria.cli.data"
COMMANDS = {
    "import": Lazy(HERE, "import_snapshot", "Zapisz folder z danymi jako niezmienną migawkę."),
    "update": Lazy("terytoria.cli.update", "update", "Pobierz nowe dane z GUS (BDL)."),
    "verify": Lazy(
        "terytoria.cli.update", "verify_catalogue", "Porównaj opisy zmiennych z GUS (BDL)."
    ),
    "add": Lazy("terytoria.cli.additions", "add", "Dodaj do migawki plik innego wydawcy."),
    "diff": Lazy("terytoria.cli.difference", "difference", "Pokaż różnice między migawkami."),
    "list": Lazy(HERE, "list_snapshots", "Wypisz zapisane migawki."),
    "use": Lazy(HERE, "use", "Wybierz migawkę domyślną."),
    "show": Lazy(HERE, "show_snapshot", "Pokaż, co zawiera migawka."),
    "check": Lazy(HERE, "check", "Sprawdź migawkę albo plik z danymi własnymi."),
    "template": Lazy(HERE, "template", "Zapisz szablon pliku z danymi własnymi."),
    "stand-in": Lazy(
        "terytoria.cli.stand_in", "stand_in", "Uruchom makietę API BDL z danymi migawki."
    ),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, options_metavar=OPTIONS, subcommand_metavar=COMMAND)
def data() -> None:
    """Migawki statystyki publicznej i dane własne."""


@click.command("import", options_metavar=OPTIONS)
@click.argument("folder", type=FOLDER, metavar="FOLDER")
def import_snapshot(folder: Path) -> None:
    """Zapisz folder z danymi jako niezmienną migawkę."""
    snapshot = import_folder(folder, Store.default(), say)
    click.echo(f"Zapisano migawkę {snapshot.name}")
    _print_checks(snapshot)


@click.command("list", options_metavar=OPTIONS)
@click.pass_context
def list_snapshots(ctx: click.Context) -> None:
    """Wypisz zapisane migawki; uszkodzone są wskazane z nazwy."""
    store = Store.default()
    damaged = False
    for name in store.names():
        mark = "  – domyślna" if name == store.chosen() else ""
        try:
            click.echo(f"{name}  ({store.open(name).vintage}){mark}")
        except SnapshotError as problem:
            known = told(problem)
            click.echo(f"{name}  USZKODZONA: {known.text if known else problem}")
            damaged = True
    if not store.names():
        click.echo("Nie ma jeszcze żadnej migawki. Użyj: terytoria data import FOLDER")
    if damaged:
        ctx.exit(DATA)


@click.command("use", options_metavar=OPTIONS)
@click.argument("name", required=False, metavar="NAZWA")
def use(name: str | None) -> None:
    """Wybierz migawkę domyślną; bez nazwy wróć do najlepszego dostępnego źródła."""
    store = Store.default()
    if name is None:
        store.forget_choice()
        click.echo("Nie ma już wybranej migawki: używane będzie najlepsze dostępne źródło.")
        return
    store.use(name)
    click.echo(f"Domyślna migawka: {name}")


@click.command("show", options_metavar=OPTIONS)
@snapshot_option
def show_snapshot(snapshot_name: str | None) -> None:
    """Pokaż, co zawiera migawka."""
    snapshot = open_snapshot(snapshot_name)
    marked = " – PRZYKŁAD SYNTETYCZNY" if snapshot.synthetic else ""
    click.echo(f"{snapshot.name}{marked}\nStan danych: {snapshot.vintage}")
    for table, rows in snapshot.manifest.rows.items():
        click.echo(f"  {TABLES.get(table, table):<22} {number(rows):>10}")
    if snapshot.manifest.base:
        click.echo(f"Powstała z migawki {snapshot.manifest.base}:")
    for note in snapshot.manifest.history:
        click.echo(f"  {note}")
    click.echo("Źródła:")
    for source in snapshot.manifest.sources:
        click.echo(f"  {source}")


@click.command("check", options_metavar=OPTIONS)
@click.option(
    "--own", type=FILE, metavar="PLIK", help="Plik CSV lub XLSX z danymi własnymi do sprawdzenia."
)
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
    click.echo(counted(checked.frame.height, "dobry wiersz", "dobre wiersze", "dobrych wierszy"))


@click.command("template", options_metavar=OPTIONS)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="PLIK")
def template(file: Path) -> None:
    """Zapisz szablon pliku z danymi własnymi (.xlsx lub .csv)."""
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise DataProblem(f"{file.name}: szablon może mieć rozszerzenie .xlsx albo .csv")
    if file.exists():
        raise FileProblem(f"{file}: taki plik już jest i nie zostanie zastąpiony. Podaj inny.")
    write_template(file)
    click.echo(f"Zapisano {file}")


def _print_checks(snapshot: Snapshot) -> None:
    for found in snapshot.quality["checks"]:
        click.echo(f"  {found['title']}: {number(found['found'])} ({found['action']})")
