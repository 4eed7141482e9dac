"""``terytoria diagnose``: the diagnosis of one area, or of every powiat."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from terytoria.cli.areas import area_of_list, area_of_question, gminas_of_list
from terytoria.cli.errors import QuestionError
from terytoria.cli.lazy import OPTIONS
from terytoria.cli.places import folder_of_publication, folder_of_sweep
from terytoria.cli.snapshots import open_snapshot, snapshot_option
from terytoria.cli.sweep import sweep_powiats
from terytoria.diagnosis import DiagnosisOptions
from terytoria.diagnosis import diagnose as diagnose_area
from terytoria.diagnosis.access import AccessOptions, Points
from terytoria.diagnosis.groups import Peers, PeersOptions
from terytoria.language.plural import counted
from terytoria.reports.card import Card
from terytoria.reports.publication import publish
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.snapshot.overlay import OverlaidSnapshot
from terytoria.statistics.sources.own_data import read_own_data
from terytoria.territory import Area

LIST = "wskazane gminy"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(options_metavar=OPTIONS)
@click.argument("unit", required=False, metavar="[KOD|NAZWA]")
@click.option("--units", metavar="KOD,KOD,…", help="Gminy obszaru, kody TERYT.")
@click.option("--name", metavar="NAZWA", help="Nazwa obszaru.")
@click.option("--all-powiats", is_flag=True, help="Każdy powiat po kolei; przerwane można wznowić.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="Gdzie zapisać: folder nowy, pusty albo z diagnozą do odnowienia.",
)
@click.option("--no-report", is_flag=True, help="Tylko diagnosis.json.")
@click.option(
    "--card",
    "card_file",
    type=FILE,
    metavar="PLIK",
    help="Karta partnerstwa (YAML): lider, partnerzy.",
)
@click.option("--own", "own_file", type=FILE, metavar="PLIK", help="Dane własne (CSV lub XLSX).")
@click.option(
    "--peers",
    type=click.Choice([rule.value for rule in Peers if rule is not Peers.LIST]),
    default=Peers.KIND.value,
    show_default=True,
    metavar="GRUPA",
    help="Z kim porównać gminy: kind (rodzaj i wielkość), nearest (najbardziej podobne), powiat, "
    "voivodeship (województwo), country (kraj).",
)
@click.option(
    "--peers-list",
    metavar="KOD,KOD,…",
    help="Porównaj z wymienionymi gminami (kody TERYT) zamiast z grupą z --peers.",
)
@click.option(
    "--points",
    "points_file",
    type=FILE,
    metavar="PLIK",
    help="Punkty usług (CSV: lon, lat, name): odległość mieszkańców do najbliższego.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    default=2,
    show_default=True,
    help="Ile powiatów naraz (z --all-powiats).",
)
@snapshot_option
def diagnose(
    *,
    unit: str | None,
    units: str | None,
    name: str | None,
    all_powiats: bool,
    out: Path,
    no_report: bool,
    card_file: Path | None,
    own_file: Path | None,
    peers: str,
    peers_list: str | None,
    points_file: Path | None,
    workers: int,
    snapshot_name: str | None,
) -> None:
    """Zdiagnozuj powiat, listę gmin albo wszystkie powiaty i zapisz wynik w folderze."""
    if sum((unit is not None, units is not None, all_powiats)) != 1:
        raise QuestionError("Podaj jedno: kod lub nazwę powiatu, --units albo --all-powiats.")
    if all_powiats:
        asked = None if peers == Peers.KIND.value else peers
        given = {"--name": name, "--card": card_file, "--own": own_file, "--peers": asked}
        _check_for_all({**given, "--peers-list": peers_list, "--points": points_file})
        folder = folder_of_sweep(out)
        sweep_powiats(open_snapshot(snapshot_name), folder, workers=workers, report=not no_report)
        return
    folder = folder_of_publication(out)
    card = Card.read(card_file) if card_file else None
    snapshot = open_snapshot(snapshot_name)
    as_of = date.fromisoformat(snapshot.vintage)
    area = (
        area_of_question(snapshot.register, unit, as_of, name)
        if unit is not None
        else area_of_list(snapshot.register, units or "", as_of, name)
    )
    options = DiagnosisOptions(
        peers=_peers(snapshot, peers, peers_list),
        access=AccessOptions(points=(Points.from_csv(points_file),) if points_file else ()),
    )
    measures = measures_of(snapshot, own_file)
    run(measures, area, folder, card=card, report=not no_report, options=options)
    click.echo(f"Zapisano {out}")


def _check_for_all(given: dict[str, str | Path | None]) -> None:
    """Refuse options that describe one area when every powiat is asked for."""
    wrong = ", ".join(option for option, value in given.items() if value is not None)
    if wrong:
        raise QuestionError(f"{wrong}: dotyczy jednego obszaru i nie łączy się z --all-powiats.")


def _peers(snapshot: Snapshot, rule: str, listed: str | None) -> PeersOptions:
    """The comparison groups asked for; a list of gminas replaces the rule."""
    if listed is None:
        return PeersOptions(Peers(rule))
    gminas = gminas_of_list(snapshot.register, listed)
    return PeersOptions(Peers.LIST, listed=gminas, list_name=LIST)


def measures_of(snapshot: Snapshot, own_file: Path | None = None) -> Measures:
    """The indicators of a snapshot, with own data laid over it when a file is given."""
    catalogue = Catalogue.load()
    if own_file is None:
        return Measures(snapshot, catalogue)
    observed = snapshot.observations.series()
    own = read_own_data(own_file, snapshot.register, catalogue, observed=observed)
    for message in own.messages:
        click.echo(message.text, err=True)
    taken = counted(own.frame.height, "wartość", "wartości", "wartości")
    step(f"dane własne: {taken} z {own_file.name}")
    source = f"dane własne ({own_file.name})"
    return Measures(OverlaidSnapshot(snapshot, own.frame, source), catalogue)


def run(
    measures: Measures,
    area: Area,
    out: Path,
    *,
    card: Card | None = None,
    report: bool = True,
    options: DiagnosisOptions | None = None,
) -> Path:
    """Diagnose one area with visible progress and write its folder."""
    size = counted(len(area), "gmina", "gminy", "gmin")
    click.echo(f"{area.name}: {size}", err=True)
    found = diagnose_area(measures, area, options, progress=step)
    return publish(found, measures, out, card=card, report=report, progress=step)


def step(text: str) -> None:
    """Print one step of the work."""
    click.echo(f"  · {text}", err=True)
