"""``terytoria indicators``: the catalogue."""

from __future__ import annotations

import click

from terytoria.cli.errors import QuestionError
from terytoria.cli.lazy import COMMAND, OPTIONS
from terytoria.statistics.catalogue import Catalogue


@click.group(options_metavar=OPTIONS, subcommand_metavar=COMMAND)
def indicators() -> None:
    """Katalog wskaźników w 3 wymiarach i 12 obszarach."""


@indicators.command("list", options_metavar=OPTIONS)
@click.option("--area", "area_id", metavar="OBSZAR", help="Tylko jeden obszar.")
def list_indicators(area_id: str | None) -> None:
    """Wypisz wskaźniki z jednostką i wzorem."""
    catalogue = Catalogue.load()
    if area_id is not None and area_id not in catalogue.areas:
        known = "".join(f"\n  {area.id:<18} {area.name_pl}" for area in catalogue.areas.values())
        raise QuestionError(f"Nie ma obszaru „{area_id}”. Obszary:{known}")
    for area in catalogue.areas.values():
        if area_id in (None, area.id):
            click.echo(f"\n{area.name_pl} ({area.id})")
            for indicator in catalogue.of_area(area.id):
                click.echo(f"  {indicator.id:<6} {indicator.name_pl} [{indicator.unit}]")
                click.echo(f"         = {indicator.formula_text}")
