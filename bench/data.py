"""The country that is measured: the real one, else a synthetic one of the same size.

Everything lies in a folder that goes away with the process.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.default import source_folder
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Area, Kind, Register

POLAND = 2477


@cache
def scratch() -> Path:
    """A folder for everything the benchmark writes; removed at exit."""
    folder = Path(tempfile.mkdtemp(prefix="terytoria-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def source() -> Path:
    """The folder of published data, or a synthetic country as large as Poland."""
    found = source_folder()
    if found is None:
        found = scratch() / "source"
        write_synthetic(found, units=POLAND)
    return found


@cache
def home() -> Path:
    """An installation (``TERYTORIA_HOME``) whose store already holds the country."""
    folder = scratch() / "home"
    import_folder(source(), Store(folder / "snapshots"))
    return folder


def stored(folder: str | Path) -> Measures:
    """Measures of the only snapshot below an installation; opening it checks every file."""
    store = Store(Path(folder) / "snapshots")
    return Measures(store.open(store.names()[0]), Catalogue.load())


def land_powiats(register: Register) -> list[str]:
    """Powiats a partnership can be made of: no cities, more than one gmina."""
    return [
        code
        for code in register.powiats
        if register.unit(code).kind is Kind.POWIAT and len(register.gminas_of(code)) > 1
    ]


def demonstration(register: Register) -> str:
    """The county of Wałcz, or the middle powiat where the country is another."""
    powiats = land_powiats(register)
    return "3217" if "3217" in powiats else powiats[len(powiats) // 2]


def area(measures: Measures, code: str) -> Area:
    """A powiat as an area."""
    snapshot = measures.snapshot
    name = f"Powiat {snapshot.register.unit(code).name}"
    return Area.of_unit(snapshot.register, code, date.fromisoformat(snapshot.vintage), name)
