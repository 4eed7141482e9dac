"""Which snapshot a command works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.default import default_snapshot

STEPS = {
    "checking the data": "kontrola jakości danych",
    "no published data found: making the synthetic example country": (
        "nie znaleziono danych publicznych: powstaje syntetyczny kraj przykładowy"
    ),
}
# Checking a folder takes hundredths of a second and happens at every start: no step for a person.
QUIET = "checking the folder"
TABLES = {
    "units": "jednostki",
    "neighbours": "sąsiedztwo",
    "boundaries": "granice",
    "observations": "obserwacje",
    "series": "opisy szeregów",
    "flows": "dojazdy do pracy",
    "schools": "szkoły",
    "demand": "miejsca zamieszkania",
    "places": "miejscowości",
    "footnotes": "uwagi do wartości",
    "changes": "zmiany jednostek",
    "localities": "rejestr miejscowości",
    "lists": "listy obszarów",
    "road_nodes": "węzły dróg",
    "road_edges": "odcinki dróg",
}
SYNTHETIC = (
    "UWAGA: to SYNTETYCZNY KRAJ PRZYKŁADOWY. Nazwy i liczby są wymyślone i nie opisują "
    "prawdziwych gmin.\n"
    "Prawdziwe dane: zmienna TERYTORIA_SNAPSHOT=FOLDER albo terytoria data import FOLDER "
    "i --snapshot NAZWA."
)


def say(step: str) -> None:
    """Print a step of an import in Polish."""
    if step == QUIET:
        return
    if step.startswith("reading "):
        table = step.removeprefix("reading ")
        step = f"wczytywanie: {TABLES.get(table, table)}"
    click.echo(f"  · {STEPS.get(step, step)}", err=True)


def snapshot_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names a stored snapshot."""
    text = "Nazwa zapisanej migawki danych (domyślnie: najlepsze dostępne źródło)."
    return click.option("--snapshot", "snapshot_name", metavar="NAZWA", help=text)(command)


def open_snapshot(name: str | None) -> Snapshot:
    """The stored snapshot of a name, or the default one, imported when needed.

    A synthetic country is announced on standard error, whatever the command.
    """
    store = Store.default()
    snapshot = default_snapshot(store, say) if name is None else store.open(name)
    if snapshot.synthetic:
        click.echo(SYNTHETIC, err=True)
    return snapshot
