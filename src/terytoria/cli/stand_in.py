"""``terytoria data stand-in``: a rehearsal of the Local Data Bank on this machine."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from terytoria.cli.errors import INTERRUPTED, FileProblem, QuestionError
from terytoria.cli.lazy import OPTIONS
from terytoria.cli.snapshots import open_snapshot, snapshot_option
from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in import (
    VARIABLE_COLUMNS,
    Faults,
    FaultsError,
    QuotaError,
    StandIn,
    quota_factor,
    write_variables,
)

EXAMPLE = "429=0.05,500=0.02,slow=0.1,cut=0.02,changed=0.01,seed=1"


@click.command("stand-in", options_metavar=OPTIONS)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    default=8765,
    show_default=True,
    help="Port makiety na tym komputerze.",
)
@snapshot_option
@click.option(
    "--variables",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PLIK",
    help="Zapisz wykaz zmiennych wszystkich szeregów (CSV), potrzebny do pobrania całego kraju.",
)
@click.option(
    "--quota",
    metavar="LIMIT",
    default="office",
    show_default=True,
    help="Limit zapytań: office (jak w urzędzie), none (bez limitu) albo krotność, np. 20.",
)
@click.option("--key", "keys", multiple=True, metavar="KLUCZ", help="Klucz klienta (wiele razy).")
@click.option("--faults", metavar="USTERKI", default="", help=f"Usterki na próbę, np. {EXAMPLE}.")
def stand_in(
    *,
    port: int,
    snapshot_name: str | None,
    variables: Path | None,
    quota: str,
    keys: tuple[str, ...],
    faults: str,
) -> None:
    """Uruchom makietę API Banku Danych Lokalnych, która podaje dane z migawki."""
    wrong = _faults(faults)
    _check_quota(quota)
    snapshot = open_snapshot(snapshot_name)
    try:
        server = StandIn(snapshot, quota=quota, faults=wrong, port=port, keys=keys)
    except OSError as taken:
        other = port + 1 if port < 65535 else 8765
        raise QuestionError(f"Port {port} jest zajęty. Podaj inny: --port {other}") from taken
    with closing(server):
        if variables is not None:
            _write(snapshot, variables)
        _announce(server, quota, faults)
        _serve(server)


def _serve(server: StandIn) -> None:
    """Serve until interrupted, which is how every server of this kind ends."""
    try:
        server.serve()
    except KeyboardInterrupt:
        click.echo("Makieta zatrzymana.", err=True)
    raise click.exceptions.Exit(INTERRUPTED)


def _faults(text: str) -> Faults:
    try:
        return Faults.parse(text)
    except FaultsError as wrong:
        raise QuestionError(
            f"--faults {text}: nie rozumiem. Podaj udziały od 0 do 1 po przecinku, np. {EXAMPLE}"
        ) from wrong


def _check_quota(text: str) -> None:
    try:
        quota_factor(text)
    except QuotaError as wrong:
        raise QuestionError(
            f"--quota {text}: nie ma takiego limitu. Podaj office, none albo liczbę, np. 20."
        ) from wrong


def _write(snapshot: Snapshot, path: Path) -> None:
    """Write the list of variables; only an older list may be replaced."""
    if path.exists():
        with path.open("rb") as file:
            head = file.readline().strip()
        if head != ",".join(VARIABLE_COLUMNS).encode():
            raise FileProblem(f"{path}: to nie jest wykaz zmiennych; nie zostanie zastąpiony.")
    try:
        write_variables(snapshot, path)
    except OSError as problem:
        raise FileProblem(f"{path}: nie można zapisać ({problem.strerror}).") from problem
    click.echo(f"Zapisano wykaz zmiennych: {path}", err=True)


def _announce(server: StandIn, quota: str, faults: str) -> None:
    snapshot, office = server.office.snapshot, server.office
    limits = {"office": "jak w urzędzie", "none": "bez limitu"}
    marked = " – DANE SYNTETYCZNE, wymyślone" if snapshot.synthetic else ""
    variables = counted(len(office.variables), "zmienna", "zmienne", "zmiennych")
    lines = [
        f"Makieta API BDL: {server.url} (zakończ: Ctrl-C)",
        "To MAKIETA do prób bez sieci, nie serwer GUS: nie cytuj jej jako źródła.",
        f"Migawka {snapshot.name} ze stanem na {snapshot.vintage}{marked}",
        f"{variables}, jednostek: {number(len(office.units.all))}",
        f"Limit zapytań: {limits.get(quota, f'{quota} × limit urzędu')}",
    ]
    if faults:
        lines.append(f"Usterki na próbę: {faults}")
    click.echo("\n".join(lines), err=True)
