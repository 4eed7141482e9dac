"""``terytoria composite``: a composite index from a pair of files."""

from __future__ import annotations

from pathlib import Path

import click

from terytoria.diagnosis.composite import CompositeOptions
from terytoria.diagnosis.composite.files import score_files

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("data", type=FILE)
@click.argument("meta", type=FILE)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--uncertainty", type=click.IntRange(min=16), metavar="N", help="Liczba przebiegów.")
@click.option("--group", metavar="KOLUMNA", help="Grupa do uzupełniania braków.")
@click.option("--seed", default=20260101, show_default=True, help="Ziarno losowania.")
def composite(
    *, data: Path, meta: Path, out: Path, uncertainty: int | None, group: str | None, seed: int
) -> None:
    """Wskaźnik syntetyczny z plików DATA.csv (wartości) i META.csv (hierarchia, wagi, kierunki)."""
    options = CompositeOptions(group=group)
    scored = score_files(data, meta, out, uncertainty=uncertainty, seed=seed, options=options)
    for file in scored.files:
        click.echo(f"Zapisano {file}")
