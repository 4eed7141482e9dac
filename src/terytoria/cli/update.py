"""``terytoria data update`` and ``data verify``: fresh values from the statistics office."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from terytoria.cli.areas import area_of_either
from terytoria.cli.data import FILE
from terytoria.cli.errors import DATA, DataProblem
from terytoria.cli.lazy import OPTIONS
from terytoria.cli.office import folder_of, office, own_server, server_option, warn
from terytoria.cli.snapshots import open_snapshot, snapshot_option
from terytoria.diagnosis.groups import PeersOptions, chosen_groups
from terytoria.language.durations import about
from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.statistics.catalogue import Catalogue, Variable
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.bdl.client import OFFICE, Bdl
from terytoria.statistics.sources.bdl.journal import Journal
from terytoria.statistics.sources.bdl.own_variables import read_own_variables
from terytoria.statistics.sources.bdl.plan import Planner, Stage, Wanted
from terytoria.statistics.sources.bdl.update import (
    DEMONSTRATION,
    Downloaded,
    Origin,
    Progress,
    Update,
    unit_ids_of,
)
from terytoria.statistics.sources.bdl.verify import Verified, verify
from terytoria.territory import Area, Level

STAGES = {
    "area": "partnerstwo",
    "groups": "grupy porównawcze",
    "voivodeship": "województwo",
    "country": "kraj",
}


@click.command(options_metavar=OPTIONS)
@click.option(
    "--area", "asked", required=True, metavar="OBSZAR", help="Powiat albo gminy po przecinku."
)
@click.option(
    "--until",
    type=click.Choice(tuple(STAGES)),
    default="country",
    show_default=True,
    metavar="ETAP",
    help="Ostatni etap: area (partnerstwo), groups (grupy), voivodeship, country (kraj).",
)
@click.option(
    "--variables", type=FILE, metavar="PLIK", help="Dalsze zmienne BDL i szeregi (CSV, XLSX)."
)
@server_option
@snapshot_option
def update(
    asked: str, until: str, variables: Path | None, server: str, snapshot_name: str | None
) -> None:
    """Pobierz nowe dane z GUS: najpierw partnerstwo, potem grupy, województwo i kraj.

    Po każdym etapie powstaje nowa migawka; stara zostaje. Przerwane pobieranie dokończy to samo
    polecenie. Klucz do API (opcjonalny) podaj w zmiennej TERYTORIA_BDL_KEY.
    """
    base = open_snapshot(snapshot_name)
    now = datetime.now(UTC)
    area = area_of_either(base.register, asked, now.date())
    wanted = _variables(base, variables)
    journal = Journal(folder_of(server) / "download.json")
    since = journal.begin(f"{','.join(area.gminas)} {until} {base.name} {_ids(wanted)}", now)
    if since != now:
        click.echo("Dokończenie przerwanego pobierania.", err=True)
    with office(server, since) as bdl:
        _announce(area, server)
        wanted = _described(bdl, wanted)
        stages = _stages(bdl, base, area, wanted, until)
        _tell_plan(bdl, stages)
        store, day = Store.default(), since.date()
        origin = DEMONSTRATION if own_server(server) else Origin()
        work = Update(bdl, store, base, variables=wanted, day=day, origin=origin)
        last = None
        for last in work.run(stages, _Meter(bdl)):
            _tell(last, area)
    journal.finish()
    if last is not None:
        _finish(base, last.snapshot, demonstration=own_server(server))


def _finish(base: Snapshot, new: Snapshot, *, demonstration: bool) -> None:
    """The office's data become the default; those of a stand-in never do."""
    if not demonstration:
        Store.default().use(new.name)
        click.echo(f"Odtąd domyślna jest migawka {new.name}.")
        click.echo(f"Poprzednia została: terytoria data use {base.name}")
    click.echo(f"Co się zmieniło: terytoria data diff {base.name} {new.name}")


@click.command("verify", options_metavar=OPTIONS)
@server_option
def verify_catalogue(server: str) -> None:
    """Sprawdź, czy GUS opisuje zmienne tak jak katalog wskaźników."""
    variables = Catalogue.load().variables.values()
    different = 0
    with office(server) as bdl:
        for found in verify(bdl, variables):
            different += not found.agrees
            click.echo(_line(found))
    total = counted(len(variables), "zmienna", "zmienne", "zmiennych")
    click.echo(f"Sprawdzono: {total}; różnych: {number(different)}.")
    if different:
        raise click.exceptions.Exit(DATA)


def _variables(base: Snapshot, file: Path | None) -> tuple[Variable, ...]:
    """Variables of the catalogue that become series, and those of a file in their place."""
    catalogue = Catalogue.load()
    found = {key: each for key, each in catalogue.variables.items() if each.series}
    if file is not None:
        known = {*catalogue.series, *base.series["series"]}
        own = read_own_variables(file, known)
        taken = {place.id for each in own for place in each.series}
        found = {
            key: each
            for key, each in found.items()
            if not taken & {place.id for place in each.series}
        }
        found |= {each.id: each for each in own}
    return tuple(found.values())


def _ids(variables: Iterable[Variable]) -> str:
    return ",".join(sorted(each.id for each in variables))


def _announce(area: Area, server: str) -> None:
    gminas = counted(len(area), "gmina", "gminy", "gmin")
    where = "GUS, Bank Danych Lokalnych" if server == OFFICE else server
    click.echo(f"{area.name} ({gminas}) – {where}", err=True)
    if own_server(server):
        click.echo("To serwer na tym komputerze, a nie urząd: dane są pokazowe.", err=True)


def _described(bdl: Bdl, variables: Sequence[Variable]) -> tuple[Variable, ...]:
    """Variables never compared with the office are compared now; a foreign unit leaves one out."""
    kept = [each for each in variables if each.verified_on is not None]
    for found in verify(bdl, [each for each in variables if each.verified_on is None]):
        if found.told is None:
            warn(f"Zmienna {found.variable.id}: GUS jej nie zna. Pominięto.")
        elif not found.unit:
            warn(
                f"Zmienna {found.variable.id}: GUS podaje jednostkę „{found.told.unit}”, "
                f"a oczekiwano „{found.variable.unit}”. Pominięto."
            )
        else:
            kept.append(found.variable)
            if not found.name:
                warn(_line(found))
    if not kept:
        raise DataProblem("GUS nie zna żadnej z potrzebnych zmiennych. Sprawdź wykaz zmiennych.")
    return tuple(kept)


def _stages(
    bdl: Bdl, base: Snapshot, area: Area, variables: Sequence[Variable], until: str
) -> list[Stage]:
    register = base.register
    groups = chosen_groups(base, area, PeersOptions())
    peers = {code for code in area.gminas for code in groups[code].members}
    inside = {code for v in area.voivodeships() for code in register.gminas_of(v)}
    gminas = {
        "area": set(area.gminas),
        "groups": peers,
        "voivodeship": inside,
        "country": set(register.gminas),
    }
    planner = Planner(register, Wanted.of(variables, _levels(base)), unit_ids_of(bdl, register))
    names = list(STAGES)[: list(STAGES).index(until) + 1]
    stages = [planner.stage(STAGES[name], gminas[name]) for name in names]
    return [stage for stage in stages if stage.queries]


def _levels(base: Snapshot) -> Mapping[str, list[Level]]:
    """Levels of each series: those of the catalogue and those the snapshot already has."""
    catalogue = Catalogue.load().series
    levels = {name: set(series.levels) for name, series in catalogue.items()}
    for level, series in base.series.select("level", "series").iter_rows():
        levels.setdefault(series, set()).add(Level(level))
    return {name: sorted(found) for name, found in levels.items()}


def _tell_plan(bdl: Bdl, stages: Sequence[Stage]) -> None:
    total = 0
    for stage in stages:
        total += stage.requests
        asked = counted(stage.requests, "zapytanie", "zapytania", "zapytań")
        click.echo(f"  {stage.title}: {asked}{_when(bdl, total)}", err=True)


def _when(bdl: Bdl, requests: int) -> str:
    """When so many requests will be answered, by the quota; nothing where there is none."""
    if not bdl.quota.windows:
        return ""
    return f", gotowe za ok. {about(bdl.quota.duration_of(requests))}"


@dataclass
class _Meter:
    """Tells the progress at most once in two seconds."""

    bdl: Bdl
    told: float = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self.told < 2:
            return
        self.told = now
        left = _when(self.bdl, progress.planned - progress.done)
        click.echo(
            f"  · {progress.stage}: {progress.done} z {progress.planned} zapytań{left}", err=True
        )


def _tell(done: Downloaded, area: Area) -> None:
    values = counted(done.values, "wartość", "wartości", "wartości")
    click.echo(f"{done.stage}: migawka {done.snapshot.name} ({values})")
    for each in done.refused:
        warn(
            f"Zmienna {each.variable} nie pasuje do szeregu {each.series}: jej wartości różnią się "
            f"od znanych zwykle o {number(100 * (each.gap or 0))} % "
            f"(porównano {number(each.pairs)}). Pominięto."
        )
    if done.noted:
        warn(done.noted)
    which = area.code or f'--units {",".join(area.gminas)} --name "{area.name}"'
    command = f"terytoria diagnose {which} --snapshot {done.snapshot.name} --out FOLDER"
    click.echo(f"  Można już pracować: {command}", err=True)


def _line(found: Verified) -> str:
    """One variable, as expected and as told."""
    variable = found.variable
    expected = f"{variable.name.pl} [{variable.unit}]"
    if found.told is None:
        return f"{variable.id}: GUS nie zna tej zmiennej; w katalogu: {expected}"
    told = f"{found.told.full_name} [{found.told.unit}]"
    if found.agrees:
        return f"{variable.id}: zgodna – {told}"
    what = " i ".join(
        word for word, good in (("nazwa", found.name), ("jednostka", found.unit)) if not good
    )
    return f"{variable.id}: inna {what}; w katalogu: {expected}; GUS: {told}"
