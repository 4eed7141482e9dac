"""``terytoria units``: finding units of local government."""

from __future__ import annotations

import click

from terytoria.cli.errors import QuestionError
from terytoria.cli.snapshots import open_snapshot, snapshot_option
from terytoria.cli.words import unit_label
from terytoria.territory.search import find


@click.group()
def units() -> None:
    """Jednostki samorządu: wyszukiwanie."""


@units.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, help="Ile wyników pokazać.")
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
