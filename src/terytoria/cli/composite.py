"""``terytoria composite``: a composite index from a pair of files."""

from __future__ import annotations

from pathlib import Path

import click

from terytoria.cli.errors import FileProblem
from terytoria.cli.lazy import OPTIONS
from terytoria.diagnosis.composite import CompositeOptions
from terytoria.diagnosis.composite.files import score_files

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST_RUNS = 2**20


@click.command(options_metavar=OPTIONS)
@click.argument("data", type=FILE, metavar="DATA.csv")
@click.argument("meta", type=FILE, metavar="META.csv")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="PLIK",
    help="Plik wyników (CSV).",
)
@click.option(
    "--uncertainty",
    type=click.IntRange(16, MOST_RUNS),
    metavar="N",
    help="Niepewność z tylu przebiegów (co najmniej 16).",
)
@click.option("--group", metavar="KOLUMNA", help="Grupa, której średnią uzupełnia się braki.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    metavar="N",
    default=20260101,
    show_default=True,
    help="Ziarno losowania.",
)
def composite(
    *, data: Path, meta: Path, out: Path, uncertainty: int | None, group: str | None, seed: int
) -> None:
    """Wskaźnik syntetyczny z plików DATA.csv (wartości) i META.csv (hierarchia, wagi, kierunki)."""
    _check_place(out, (data, meta))
    options = CompositeOptions(group=group)
    scored = score_files(data, meta, out, uncertainty=uncertainty, seed=seed, options=options)
    for file in scored.files:
        click.echo(f"Zapisano {file}")


def _check_place(out: Path, sources: tuple[Path, ...]) -> None:
    """Refuse to write over the data, or where there is no folder."""
    beside = out.with_name(f"{out.stem}_sensitivity.csv") if out.name else out
    for target in (out, beside):
        if target.exists() and any(target.samefile(source) for source in sources):
            raise FileProblem(f"{target}: wynik zastąpiłby plik z danymi. Wskaż inną nazwę.")
    if not out.absolute().parent.is_dir():
        raise FileProblem(f"{out}: nie ma folderu {out.parent}. Utwórz go albo wskaż inny.")
