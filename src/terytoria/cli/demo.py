"""``terytoria demo`` and ``terytoria serve``: the demonstration and the portal."""

from __future__ import annotations

import os
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import click

from terytoria.cli.diagnose import measures_of, run, step
from terytoria.cli.errors import INTERRUPTED, QuestionError
from terytoria.cli.lazy import OPTIONS
from terytoria.cli.snapshots import open_snapshot
from terytoria.portal.server import PortTakenError, check_port, prepare
from terytoria.portal.server import serve as serve_portal
from terytoria.reports.card import Card
from terytoria.reports.publication import is_current
from terytoria.statistics.snapshot import Snapshot, home
from terytoria.territory import Area

WALCZ = "3217"
PORT = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    default=8000,
    show_default=True,
    help="Port strony na tym komputerze.",
)
WORKER = click.option(
    "--no-worker",
    is_flag=True,
    help="Bez procesu zadań w tle (gdy działa osobno).",
)


@click.command(options_metavar=OPTIONS)
@PORT
@WORKER
@click.option("--no-serve", is_flag=True, help="Tylko przygotuj, nie uruchamiaj serwera.")
def demo(port: int, no_worker: bool, no_serve: bool) -> None:
    """Przygotuj i pokaż partnerstwo pokazowe: dane, diagnoza, raport, strona w przeglądarce."""
    if os.environ.get("TERYTORIA_PRODUCTION") == "1":
        raise QuestionError(
            "Pokaz ma konta bez haseł, więc nie uruchamia się z TERYTORIA_PRODUCTION=1. "
            "Portal uruchomisz: terytoria serve"
        )
    if not no_serve:
        _check_port(port)
    click.echo("Dane", err=True)
    snapshot = open_snapshot(None)
    step(f"migawka {snapshot.name}")
    area, card = demonstration(snapshot)
    folder = home() / "publications" / card.slug
    if is_current(folder, snapshot):
        step("diagnoza jest aktualna")
    else:
        run(measures_of(snapshot), area, folder, card=card)
    step("partnerstwo i konta pokazowe")
    load_partnership(area, card, folder)
    if not no_serve:
        _serve(folder.parent, port, worker=not no_worker)


@click.command(options_metavar=OPTIONS)
@PORT
@WORKER
@click.option(
    "--publications",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="FOLDER",
    help="Folder z diagnozami (domyślnie: te z terytoria demo).",
)
def serve(port: int, no_worker: bool, publications: Path | None) -> None:
    """Uruchom stronę z opublikowanymi diagnozami (tylko na tym komputerze)."""
    folder = publications or home() / "publications"
    if not folder.is_dir():
        raise QuestionError(
            f"Nie ma jeszcze żadnej diagnozy w {folder}. Przygotuj ją: terytoria demo "
            "albo wskaż folder: --publications FOLDER"
        )
    _check_port(port)
    _serve(folder, port, worker=not no_worker)


def demonstration(snapshot: Snapshot) -> tuple[Area, Card]:
    """The demonstration partnership: the county of Wałcz, or the first powiat of an example."""
    as_of = date.fromisoformat(snapshot.vintage)
    register = snapshot.register
    real = WALCZ in register and not snapshot.synthetic
    with as_file(files("terytoria.reports") / "data") as folder:
        card = Card.read(folder / ("walcz.yaml" if real else "synthetic.yaml"))
    code = WALCZ if real else next(p for p in register.powiats if len(register.gminas_of(p)) > 4)
    return Area.of_unit(register, code, as_of, card.short_name), card


def load_partnership(area: Area, card: Card, folder: Path) -> None:
    """Put the demonstration partnership, its accounts and its work into the portal's database."""
    os.environ["TERYTORIA_DEMONSTRATION"] = "1"
    os.environ["TERYTORIA_PUBLICATIONS"] = str(folder.parent.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"
    prepare()
    from django.db import connections  # noqa: PLC0415 - the settings are read only now

    from terytoria.portal.demonstration.content import CONTENTS  # noqa: PLC0415
    from terytoria.portal.demonstration.domain.partnership import Subject, load  # noqa: PLC0415
    from terytoria.portal.partnerships.domain.partnership import Texts  # noqa: PLC0415

    texts = Texts(card.name, card.short_name, card.purpose.pl)
    load(Subject(texts, card.slug, area.code or WALCZ, folder), CONTENTS)
    connections.close_all()


def _check_port(port: int) -> None:
    try:
        check_port(port)
    except PortTakenError as taken:
        raise QuestionError(
            f"Port {port} jest zajęty. Podaj inny: --port {port + 1 if port < 65535 else 8000}"
        ) from taken


def _serve(publications: Path, port: int, *, worker: bool) -> None:
    """Serve until interrupted, which is how every server of this kind ends."""
    click.echo(f"Strona: http://127.0.0.1:{port} (zakończ: Ctrl-C)", err=True)
    serve_portal(publications, port, worker=worker)
    click.echo("Strona zatrzymana.", err=True)
    raise click.exceptions.Exit(INTERRUPTED)
