"""``kill -9`` of server and worker amid saves and diagnoses: nothing confirmed is lost."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

from bench.data import scratch
from bench.portal.home import furnish
from bench.portal.kills import Kills, Outcome
from bench.row import Row

ROUNDS, QUICK_ROUNDS, LANES = 200, 20, 3


def measure(rounds: int) -> Outcome:
    """Rounds on homes of their own, side by side."""
    first = scratch() / "killed-0"
    first.mkdir()
    editors = furnish(first, 1, 6, votes=1000)
    homes = [first, *(scratch() / f"killed-{lane}" for lane in range(1, LANES))]
    for home in homes[1:]:
        shutil.copytree(first, home)
    shares = [rounds // LANES + (lane < rounds % LANES) for lane in range(LANES)]
    whole = Outcome()
    with ThreadPoolExecutor(LANES) as pool:
        lanes = [Kills(home, editors, lane) for lane, home in enumerate(homes)]
        for outcome in pool.map(Kills.run, lanes, shares):
            whole.add(outcome)
    return whole


def rows(*, quick: bool = False) -> list[Row]:
    """The row of the kills; ``quick`` kills a tenth as often."""
    found = measure(QUICK_ROUNDS if quick else ROUNDS)
    confirmed = ", ".join(f"{name} {count}" for name, count in sorted(found.confirmed.items()))
    return [
        Row(
            f"kill -9 of server and worker, {found.rounds} rounds",
            f"{found.confirmed.total()} confirmed, {len(found.lost)} lost",
            confirmed,
            "-",
            "0 lost",
            not found.lost and found.confirmed.total() >= found.rounds,
        )
    ]
