"""Which snapshot a command works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.default import default_snapshot

STEPS = {
    "checking the folder": "sprawdzanie plików",
    "checking the data": "kontrola jakości danych",
    "no published data found: making the synthetic example country": (
        "nie znaleziono danych publicznych: powstaje syntetyczny kraj przykładowy"
    ),
}
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
}


def say(step: str) -> None:
    """Print a step of an import in Polish."""
    if step.startswith("reading "):
        table = step.removeprefix("reading ")
        step = f"wczytywanie: {TABLES.get(table, table)}"
    click.echo(f"  · {STEPS.get(step, step)}", err=True)


def snapshot_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names a stored snapshot."""
    text = "Nazwa zapisanej migawki danych (domyślnie: najlepsze dostępne źródło)."
    return click.option("--snapshot", "snapshot_name", metavar="NAZWA", help=text)(command)


def open_snapshot(name: str | None) -> Snapshot:
    """The stored snapshot of a name, or the default one, imported when needed."""
    store = Store.default()
    return store.open(name) if name else default_snapshot(store, say)
