"""A download of a whole country, killed ten times at random moments and begun again."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.bdl.stand_in import StandIn, write_variables
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

KILLS = 10
KEY = ["level", "series", "unit", "year"]
PROGRAM = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.journal import Journal
from terytoria.statistics.sources.bdl.own_variables import read_own_variables
from terytoria.statistics.sources.bdl.pages import Pages
from terytoria.statistics.sources.bdl.plan import Planner, Wanted
from terytoria.statistics.sources.bdl.quota import Quota, Window
from terytoria.statistics.sources.bdl.update import DEMONSTRATION, Update, unit_ids_of
from terytoria.territory import Level

url, folder, base_name, variables = sys.argv[1:]
home = Path(folder)
store = Store(home / "store")
base = store.open(base_name)
levels = {}
for level, series in base.series.select("level", "series").iter_rows():
    levels.setdefault(series, []).append(Level(level))
wanted = read_own_variables(Path(variables), levels)
journal = Journal(home / "download.json")
since = journal.begin("whole", datetime.now(UTC))
with (
    Pages(home / "answers.sqlite") as pages,
    Quota(home / "quota.sqlite", [Window(1.0, 200)]) as quota,
    Bdl(pages, quota, base_url=url, since=since) as bdl,
):
    planner = Planner(base.register, Wanted.of(wanted, levels), unit_ids_of(bdl, base.register))
    powiat = base.register.gminas_of(base.register.powiats[0])
    stages = [planner.stage("powiat", powiat), planner.stage("kraj", base.register.gminas)]
    work = Update(bdl, store, base, variables=wanted, day=date(2026, 1, 2), origin=DEMONSTRATION)
    for done in work.run(stages):
        print(done.snapshot.name, done.values, len(done.refused), flush=True)
journal.finish()
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("whole") / "store")


@pytest.fixture(scope="module")
def whole(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The synthetic country that the office has."""
    folder = tmp_path_factory.mktemp("country")
    write_synthetic(folder, units=48)
    return import_folder(folder, store)


@pytest.fixture(scope="module")
def poor(store: Store, whole: Snapshot) -> Snapshot:
    """What the user has before: the same units, a little of the data, and that wrong."""
    few = whole.table("observations").filter(pl.col("unit").hash(0) % 50 == 0)
    wrong = few.with_columns(value=pl.col("value") * 1.02)
    return derive(store, whole, {"observations": wrong}, Derivation("ubogie", "2025-01-01", ""))


def test_killed_ten_times_and_nothing_is_lost(
    store: Store, whole: Snapshot, poor: Snapshot, tmp_path: Path
) -> None:
    table = tmp_path / "variables.csv"
    write_variables(whole, table)
    chance = random.Random(20261122)
    home = store.folder.parent
    assert poor.table("observations").height < whole.table("observations").height / 20
    with StandIn(whole, quota="none", port=0) as server:
        command = [sys.executable, "-c", PROGRAM, server.url, str(home), poor.name, str(table)]
        for kill in range(KILLS):
            _killed(command, server, chance.randrange(1, 12 if kill else 40), chance)
        begun = len(server.requests)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        last_run = len(server.requests) - begun
        asked = [f"{each.path}?{each.params}" for each in server.requests]
    assert done.returncode == 0, done.stderr
    name = done.stdout.split("\n")[-2].split()[0]
    found = store.open(name)
    assert_same(found, whole)
    # Each kill may lose the one answer under way; everything else was asked for once.
    assert len(asked) - len(set(asked)) <= KILLS
    assert last_run < len(set(asked))
    assert not (home / "download.json").exists()
    assert store.open(poor.name).table("observations").equals(poor.table("observations"))


def _killed(command: list[str], server: StandIn, after: int, chance: random.Random) -> None:
    """Run a download and kill it some time after it sent a number of requests."""
    begun = len(server.requests)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while len(server.requests) < begun + after and process.poll() is None:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.02)
    assert process.poll() is None, process.communicate()[1].decode()
    process.kill()
    process.communicate()


def assert_same(found: Snapshot, whole: Snapshot) -> None:
    """Value by value: every observation of one is in the other, and equal."""
    mine, theirs = found.table("observations"), whole.table("observations")
    both = mine.join(theirs, on=KEY, how="full", suffix="_due", coalesce=True)
    assert both.height == theirs.height == mine.height
    differ = both.filter(pl.col("value").ne_missing(pl.col("value_due")))
    assert differ.is_empty(), differ.head()
