"""``terytoria data diff``: what is different between two snapshots, and whether it matters."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from terytoria.cli.areas import area_of_either
from terytoria.cli.errors import FileProblem, QuestionError
from terytoria.cli.lazy import OPTIONS
from terytoria.cli.snapshots import SYNTHETIC
from terytoria.diagnosis import DiagnosisOptions, diagnose
from terytoria.diagnosis.comparison import DiagnosisDifference, compare
from terytoria.diagnosis.serialise_values import plain, to_bytes
from terytoria.language.text import initial_upper
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.difference import OtherCountryError, SnapshotDifference
from terytoria.statistics.difference import difference as difference_of
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.territory import Area

Areas = tuple[Area, Area]


@click.command(options_metavar=OPTIONS)
@click.argument("old", metavar="STARA")
@click.argument("new", metavar="NOWA")
@click.option(
    "--area",
    "asked",
    multiple=True,
    metavar="OBSZAR",
    help="Powiat albo gminy po przecinku: porównaj też ustalenia; można podać kilka razy.",
)
@click.option(
    "--json",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PLIK",
    help="Zapisz też wszystkie różnice w pliku JSON.",
)
def difference(*, old: str, new: str, asked: tuple[str, ...], file: Path | None) -> None:
    """Porównaj dwie zapisane migawki: co się zmieniło i które ustalenia to zmienia."""
    if file is not None and not file.absolute().parent.is_dir():
        raise FileProblem(f"{file}: nie ma folderu {file.parent}. Utwórz go albo wskaż inny.")
    before, after = _opened(old, new)
    areas = [_area(before, after, area) for area in dict.fromkeys(asked)]
    try:
        found = difference_of(before, after)
    except OtherCountryError:
        raise QuestionError(_other_country(before, after)) from None
    compared = _compared(before, after, areas)
    click.echo(_text(before, after, found, compared))
    if file is not None:
        _write(file, before, after, found, compared)


def _opened(old: str, new: str) -> tuple[Snapshot, Snapshot]:
    """Both snapshots; what is odd about the pair is refused or said."""
    if old == new:
        raise QuestionError(f"Dwa razy podano migawkę {old}. Podaj dwie różne: terytoria data list")
    store = Store.default()
    before, after = store.open(old), store.open(new)
    if before.synthetic or after.synthetic:
        click.echo(SYNTHETIC, err=True)
    if before.vintage > after.vintage:
        click.echo(
            f"UWAGA: migawka {old} ma późniejszy stan danych ({before.vintage}) niż {new} "
            f"({after.vintage}). Czy kolejność jest dobra?",
            err=True,
        )
    return before, after


def _other_country(old: Snapshot, new: Snapshot) -> str:
    if old.synthetic != new.synthetic:
        invented, real = (old, new) if old.synthetic else (new, old)
        return (
            f"Migawka {invented.name} to syntetyczny kraj przykładowy, a {real.name} to dane "
            "rzeczywiste: nie ma czego porównywać. Podaj dwie migawki tego samego kraju."
        )
    return (
        f"Migawki {old.name} i {new.name} opisują różne kraje: mają za mało wspólnych gmin. "
        "Podaj dwie migawki tego samego kraju."
    )


def _area(old: Snapshot, new: Snapshot, asked: str) -> Areas:
    """The area in both snapshots; a :class:`QuestionError` names the one that lacks it."""
    try:
        after = _in(new, asked)
    except QuestionError:
        absent = f"Nie ma obszaru „{asked}” w migawce {new.name}, a w {old.name} jest."
        _in(old, asked)
        raise QuestionError(f"{absent} Podaj obszar, który jest w obu.") from None
    try:
        return _in(old, after.code or ",".join(after.gminas), after.name), after
    except QuestionError:
        absent = f"Nie ma obszaru „{asked}” w migawce {old.name}, a w {new.name} jest."
        raise QuestionError(f"{absent} Podaj obszar, który jest w obu.") from None


def _in(snapshot: Snapshot, asked: str, name: str | None = None) -> Area:
    return area_of_either(snapshot.register, asked, date.fromisoformat(snapshot.vintage), name)


def _compared(old: Snapshot, new: Snapshot, areas: list[Areas]) -> tuple[DiagnosisDifference, ...]:
    """Both diagnoses of each area, compared."""
    catalogue, options = Catalogue.load(), DiagnosisOptions()
    measures = [Measures(snapshot, catalogue) for snapshot in (old, new)]
    found = []
    for pair in areas:
        made = []
        for source, area in zip(measures, pair, strict=True):
            click.echo(f"  · diagnoza: {area.name}, migawka {source.snapshot.name}", err=True)
            made.append(diagnose(source, area, options))
        found.append(compare(*made))
    return tuple(found)


def _text(
    old: Snapshot,
    new: Snapshot,
    found: SnapshotDifference,
    compared: tuple[DiagnosisDifference, ...],
) -> str:
    """What a person reads: the main points, each area, then the whole country."""
    parts = [
        f"{old.name} (stan danych: {old.vintage})\n→ {new.name} (stan danych: {new.vintage})",
        f"W SKRÓCIE\n{_main_points(found, compared)}",
    ]
    for area in compared:
        title = initial_upper(area.new.area.name).upper()
        parts.append(f"{title}\n{found.explain_units(_codes(area))}")
        if not area.empty:
            parts.append(area.details())
    if not found.empty:
        parts.append(f"CAŁY KRAJ\n{found.explain()}")
    return "\n\n".join(parts)


def _main_points(found: SnapshotDifference, compared: tuple[DiagnosisDifference, ...]) -> str:
    """Each area, then the data of the whole country."""
    points = ["\n".join(area.summary()) for area in compared]
    points.append("\n".join(found.summary()))
    if not compared and not found.empty:
        points.append("Które ustalenia się zmienią: dodaj --area KOD albo --area NAZWA.")
    return "\n\n".join(points)


def _codes(compared: DiagnosisDifference) -> set[str]:
    """Units whose values the area rests on: its gminas and the powiats they lie in."""
    areas = (compared.old.area, compared.new.area)
    return {code for area in areas for code in (*area.gminas, *area.powiats())}


def _write(
    file: Path,
    old: Snapshot,
    new: Snapshot,
    found: SnapshotDifference,
    compared: tuple[DiagnosisDifference, ...],
) -> None:
    """Write everything as JSON, whole or not at all."""
    content: dict[str, Any] = {
        "vintages": {"old": old.vintage, "new": new.vintage},
        "synthetic": new.synthetic,
        "statistics": found.to_json(),
        "areas": [area.to_json() for area in compared],
    }
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_bytes(to_bytes(plain(content)))
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    click.echo(f"Zapisano {file}", err=True)
