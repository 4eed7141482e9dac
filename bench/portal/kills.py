"""``kill -9`` of server and worker while people save: rounds, and what was found afterwards."""

from __future__ import annotations

import http.client
import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Thread

from bench.apart import MeasurementError
from bench.portal.deeds import DEEDS, Client, Deed, tokens, torn_descriptions
from bench.portal.home import Editor
from bench.portal.processes import Running

SLOW = "bench.slow"
_WORKER = ("-m", "bench.portal.worker")
_SOON = 120.0
_ORDER = """
INSERT INTO jobs_job (kind, key, arguments, partnership, created_at, state, attempts, token,
                      not_before, progress, error)
VALUES (?, ?, ?, '', datetime('now'), 'waiting', 0, 0, datetime('now'), '', '')
"""
_OURS = f"SELECT count(*) FROM jobs_job WHERE kind IN ('{SLOW}', 'evidence.diagnose')"  # noqa: S608


@dataclass
class Outcome:
    """What was confirmed to people, and what of it was not there exactly once."""

    rounds: int = 0
    confirmed: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take in the outcome of other rounds."""
        self.rounds += other.rounds
        self.confirmed += other.confirmed
        self.lost += other.lost


class Kills:
    """Rounds on one home: people save, everything is killed, what was confirmed is looked for."""

    def __init__(
        self,
        home: Path,
        editors: Sequence[Editor],
        seed: int,
        deeds: Sequence[Deed] = DEEDS,
        more: dict[str, str] | None = None,
    ) -> None:
        self.running = Running(home, more=more or {})
        self.deeds, self.seed = deeds, seed
        self.people = {one.role: one for one in editors}
        self.chance = random.Random(seed)  # noqa: S311 - moments of death, nothing secret
        self.confirmed: dict[str, list[str]] = {deed.name: [] for deed in deeds}
        self.jobs: list[str] = []
        self.orders = 0

    def run(self, rounds: int, *, diagnose_every: int = 10) -> Outcome:
        """Kill so many times; then let the work end and look for everything once more."""
        lost: list[str] = []
        try:
            for number in range(rounds):
                self._round(number, diagnose=number % diagnose_every == 0)
                lost += self._missing()
            lost += self._at_the_end()
        finally:
            self.running.kill()
        found = Counter({name: len(known) for name, known in self.confirmed.items()})
        found |= Counter({"long job": len(self.jobs), "diagnosis": self.orders})
        return Outcome(rounds, found, sorted(set(lost)))

    def _round(self, number: int, *, diagnose: bool) -> None:
        self.running.start(*_WORKER)
        self.running.serve(worker=False)
        self.running.wait()
        over = Event()
        threads = [
            Thread(target=self._act, args=(deed, f"{number}-{self.seed}{deed.role[:2]}", over))
            for deed in self.deeds
        ]
        for thread in threads:
            thread.start()
        self._order_job(f"znak-{number}-{self.seed}job-0")
        if diagnose:
            self._order_diagnosis(number)
        time.sleep(self.chance.uniform(0.05, 0.6))
        self.running.kill()
        over.set()
        for thread in threads:
            thread.join()

    def _act(self, deed: Deed, mark: str, over: Event) -> None:
        """One person at work until the server is gone; what was confirmed is noted."""
        with closing(Client(self.running.address, self.people[deed.role])) as client:
            for number in count():
                token = f"znak-{mark}-{number}"
                try:
                    if deed.send(client, token):
                        self.confirmed[deed.name].append(deed.known_as(token))
                except (OSError, http.client.HTTPException):
                    return
                if over.is_set():
                    return

    def _order_job(self, token: str) -> None:
        with self._database() as database, database:
            database.execute(_ORDER, (SLOW, token, json.dumps({"token": token})))
        self.jobs.append(token)

    def _order_diagnosis(self, number: int) -> None:
        editor = self.people["coordinator"]
        peers = ("nearest", "kind", "voivodeship", "country")[number // 10 % 4]
        path = f"/praca/{editor.slug}/diagnoza/zlecenie/"
        with (
            closing(Client(self.running.address, editor)) as client,
            suppress(OSError, http.client.HTTPException),
        ):
            self.orders += client.post(path, peers=peers)

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        path = self.running.home / "portal.sqlite3"
        with closing(sqlite3.connect(path, timeout=30)) as database:
            yield database

    def _missing(self) -> list[str]:
        """Confirmed tokens that are not kept once or not logged once; torn texts."""
        lost = []
        with self._database() as database:
            for deed in self.deeds:
                kept = Counter(tokens(database, deed.kept))
                logged = Counter(tokens(database, deed.logged))
                lost += [one for one in self.confirmed[deed.name] if kept[one] != 1]
                lost += [
                    f"{one} in the log" for one in {*kept, *logged} if logged[one] != kept[one]
                ]
            lost += ["a torn description"] * torn_descriptions(database)
        return lost

    def _at_the_end(self) -> list[str]:
        """What is lost once a last worker has done all that was ordered."""
        self.running.start(*_WORKER)
        until = time.monotonic() + _SOON
        while self._count(f"{_OURS} AND state IN ('waiting', 'running')"):
            if time.monotonic() > until:
                raise MeasurementError("jobs are not done in time")
            time.sleep(0.1)
        self.running.kill()
        with self._database() as database:
            (sound,) = database.execute("PRAGMA integrity_check").fetchone()
            traces = Counter(
                tokens(database, f"SELECT after FROM audit_entry WHERE verb = '{SLOW}'")  # noqa: S608
            )
        lost = [one for one in self.jobs if traces[one] != 1]
        lost += [] if sound == "ok" else [f"integrity: {sound}"]
        lost += ["a job that failed"] * self._count(f"{_OURS} AND state != 'done'")
        versions = "SELECT count(*) FROM evidence_diagnosisversion"
        logged = "SELECT count(*) FROM audit_entry WHERE verb = 'diagnosis.keep'"
        lost += ["a diagnosis without its log"] * (self._count(versions) != self._count(logged))
        return lost + self._missing()

    def _count(self, query: str) -> int:
        with self._database() as database:
            (found,) = database.execute(query).fetchone()
        return int(found)
