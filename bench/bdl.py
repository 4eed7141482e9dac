"""The Local Data Bank: answers parsed and stored, and a download with the quotas lifted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from bench.apart import TOP, Clock, Found, answer, apart
from bench.data import home, scratch
from bench.row import Row
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.own_variables import read_own_variables
from terytoria.statistics.sources.bdl.pages import Pages, Stored
from terytoria.statistics.sources.bdl.plan import Planner, Wanted
from terytoria.statistics.sources.bdl.quota import Limits, Quota
from terytoria.statistics.sources.bdl.update import unit_ids_of
from terytoria.statistics.sources.bdl.values import by_variable
from terytoria.territory import Level

UNITS, YEARS, PAGES = 100, 20, 500
INDICATORS = 60
SECONDS = 5.0
# The office allows a user with a key ten requests in a second.
REGISTERED = 10.0
TIMES = 20.0
OVERHEAD = 0.02


def _document(page: int) -> bytes:
    """An answer about 100 units and 20 years, as the office writes it."""
    powiat = f"01{12 + page % 20:02}1{20 + page % 70:02}"
    results = [
        {
            "id": f"{powiat}{1 + unit // 33:02}{1 + unit % 33:02}2",
            "name": f"Gmina {unit}",
            "values": [
                {"year": str(2004 + year), "val": 1000 + unit * 7 + year, "attrId": 1}
                for year in range(YEARS)
            ],
        }
        for unit in range(UNITS)
    ]
    head = {"totalRecords": UNITS, "page": 0, "pageSize": UNITS, "links": {}}
    return json.dumps({**head, "variableId": 1000 + page, "results": results}).encode()


def _stored(folder: str) -> Found:
    """Answers kept in the store of answers, parsed, and written as a table."""
    documents = [_document(page) for page in range(PAGES)]
    clock = Clock()
    with Pages(Path(folder) / "answers.sqlite") as pages:
        for number, document in enumerate(documents):
            pages.put(f"data/{number}", Stored("", "", 0.0, document))
    frame = by_variable(documents)
    frame.write_parquet(Path(folder) / "values.parquet", compression="zstd", compression_level=3)
    return {"seconds": clock.seconds(), "values": float(frame.height)}


def _pandas(folder: str) -> Found:
    """The same answers normalised by pandas and pickled; nothing is checked."""
    documents = [_document(page) for page in range(PAGES)]
    clock = Clock()
    parts = [
        pd.json_normalize(json.loads(document)["results"], "values", ["id", "name"])
        for document in documents
    ]
    whole = pd.concat(parts, ignore_index=True)
    whole.to_pickle(Path(folder) / "peer.pickle")
    return {"seconds": clock.seconds(), "values": float(len(whole))}


def _many_series(folder: str) -> str:
    """A snapshot of the country with 60 series of 20 years for every gmina, and its name."""
    store = Store(Path(folder) / "snapshots")
    base = store.open(store.names()[0])
    gminas = base.register.gminas
    units = np.repeat(np.array(gminas), YEARS)
    years = np.tile(np.arange(2004, 2004 + YEARS, dtype=np.int16), len(gminas))
    names = [f"bench_{number:02}" for number in range(INDICATORS)]
    values = np.random.default_rng(0).integers(1, 100_000, (INDICATORS, len(units)))
    parts = [
        pl.DataFrame({"unit": units, "year": years, "value": row.astype(float)}).select(
            level=pl.lit(Level.GMINA.value),
            series=pl.lit(name),
            unit="unit",
            year="year",
            value="value",
        )
        for name, row in zip(names, values, strict=True)
    ]
    row = dict.fromkeys(base.series.columns, "")
    series = pl.DataFrame([{**row, "level": "gmina", "series": name} for name in names])
    tables = {"observations": pl.concat(parts), "series": series}
    return derive(store, base, tables, Derivation("bench", "2026-01-01", "")).name


def _many(folder: str) -> Found:
    (Path(folder) / "name.txt").write_text(_many_series(folder), encoding="utf-8")
    return {}


def _download(folder: str, name: str, url: str, variables: str) -> Found:
    """The whole country from a stand-in: requests, wall and processor time of the client alone."""

    snapshot: Snapshot = Store(Path(folder) / "snapshots").open(name)
    levels = {series: [Level.GMINA] for series in snapshot.series["series"]}
    wanted = Wanted.of(read_own_variables(Path(variables), levels), levels)
    with (
        Pages(Path(folder) / "answers.sqlite") as pages,
        Bdl(pages, Quota.unlimited(), base_url=url) as bdl,
    ):
        ids = unit_ids_of(bdl, snapshot.register)
        stage = Planner(snapshot.register, wanted, ids).stage("kraj", snapshot.register.gminas)
        before, clock = bdl.traffic.sent, Clock()
        frames = [by_variable(bdl.documents(q.path, q.params)) for q in stage.queries]
        seconds, work = clock.seconds(), clock.work()
        requests = bdl.traffic.sent - before
    with Quota(Path(folder) / "quota.sqlite", Limits.load().with_key) as quota:
        allowed = quota.duration_of(requests)
    return {
        "seconds": seconds,
        "work": work,
        "requests": float(requests),
        "values": float(sum(frame.filter(level="gmina").height for frame in frames)),
        "due": float(snapshot.table("observations").height),
        "allowed": allowed,
    }


@contextmanager
def _stand_in(folder: Path, name: str, variables: Path) -> Iterator[str]:
    """A stand-in without quotas in a process of its own, and its address."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from terytoria.statistics.snapshot import Store\n"
        "from terytoria.statistics.sources.bdl.stand_in import StandIn, write_variables\n"
        "folder, name, variables = sys.argv[1:]\n"
        "snapshot = Store(Path(folder) / 'snapshots').open(name)\n"
        "write_variables(snapshot, Path(variables))\n"
        "with StandIn(snapshot, quota='none') as server:\n"
        "    print(server.url, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(folder), name, str(variables)]
    with subprocess.Popen(
        command, cwd=TOP, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def rows() -> list[Row]:
    """Two rows: a million values parsed and stored; a download without quotas."""
    folder = scratch() / "bdl"
    folder.mkdir()
    own, peer = apart(__name__, "stored", folder), apart(__name__, "pandas", folder)
    shutil.copytree(home(), folder / "home")
    apart(__name__, "many", folder / "home")
    name = (folder / "home" / "name.txt").read_text(encoding="utf-8")
    variables = folder / "variables.csv"
    with _stand_in(folder / "home", name, variables) as url:
        found = apart(__name__, "download", folder / "home", name, url, variables)
    rate = found["requests"] / found["seconds"]
    overhead = found["seconds"] / found["allowed"]
    complete = found["values"] == found["due"]
    return [
        Row(
            f"BDL: {own['values'] / 1e6:g} M values kept, parsed and stored",
            f"{own['seconds']:.2f} s, {own['megabytes']:.0f} MB",
            f"pandas json_normalize, nothing checked: {peer['seconds']:.2f} s",
            f"{peer['seconds'] / own['seconds']:.1f}x faster",
            f"<= {SECONDS:g} s",
            own["seconds"] <= SECONDS,
        ),
        Row(
            f"BDL: {INDICATORS} variables x {found['due'] / INDICATORS / YEARS:.0f} gminas x "
            f"{YEARS} years from a stand-in without quotas",
            f"{found['requests']:.0f} requests in {found['seconds']:.1f} s "
            f"({1000 * found['work'] / found['requests']:.1f} ms of client work each), "
            f"{found['megabytes']:.0f} MB",
            f"registered rate: {REGISTERED:g} a second; within the quotas "
            f"{found['allowed'] / 60:.0f} min",
            f"{rate / REGISTERED:.0f}x the rate; {100 * overhead:.2f} % of the time allowed",
            f">= {TIMES:g}x and <= {100 * OVERHEAD:g} %, every value there",
            complete and rate >= TIMES * REGISTERED and overhead <= OVERHEAD,
        ),
    ]


if __name__ == "__main__":
    answer({"stored": _stored, "pandas": _pandas, "many": _many, "download": _download})
