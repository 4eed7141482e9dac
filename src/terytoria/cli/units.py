"""``terytoria units``: finding units of local government."""

from __future__ import annotations

import click

from terytoria.cli.errors import QuestionError
from terytoria.cli.lazy import COMMAND, OPTIONS
from terytoria.cli.snapshots import open_snapshot, snapshot_option
from terytoria.cli.words import unit_label
from terytoria.territory.search import find


@click.group(options_metavar=OPTIONS, subcommand_metavar=COMMAND)
def units() -> None:
    """Wyszukiwanie jednostek samorządu."""


@units.command(
    "find",
    options_metavar=OPTIONS,
    short_help="Znajdź jednostkę po nazwie albo kodzie TERYT.",
)
@click.argument("text", nargs=-1, required=True, metavar="NAZWA…")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    metavar="N",
    default=10,
    show_default=True,
    help="Ile wyników pokazać.",
)
@snapshot_option
def find_units(text: tuple[str, ...], limit: int, snapshot_name: str | None) -> None:
    """Znajdź jednostkę po nazwie (w dowolnym przypadku, bez ogonków) albo kodzie TERYT."""
    register = open_snapshot(snapshot_name).register
    asked = " ".join(text)
    matches = find(register, asked, limit)
    if not matches:
        raise QuestionError(f"Nie ma jednostki podobnej do „{asked}”. Sprawdź pisownię.")
    for match in matches:
        click.echo(f"{match.unit.code:<8} {unit_label(register, match.unit)}")
