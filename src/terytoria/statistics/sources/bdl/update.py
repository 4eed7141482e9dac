"""Downloading in stages: each ends with a new snapshot, the nearest data first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.statistics.catalogue import Catalogue, Variable
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.bdl.attributes import Attributes
from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.errors import NotFoundError, PayloadError
from terytoria.statistics.sources.bdl.metadata import attribute_zero, units
from terytoria.statistics.sources.bdl.plan import Query, Stage
from terytoria.statistics.sources.bdl.revision import Agreement, agreements, as_series, laid_over
from terytoria.statistics.sources.bdl.values import Noted, by_unit, by_variable
from terytoria.territory import Level, Register

VOIVODESHIPS, POWIATS = 2, 5


@dataclass(frozen=True)
class Origin:
    """Where the values come from: the title of snapshots, the source and the history name it."""

    title: str = "bdl"
    source: str = "GUS BDL"
    words: str = "BDL GUS"


DEMONSTRATION = Origin("makieta-bdl", "makieta API (pokaz)", "makiety API, nie z urzędu")


@dataclass(frozen=True)
class Progress:
    """How far a download is: answers received and planned, those of all stages together."""

    stage: str
    done: int
    planned: int


@dataclass(frozen=True)
class Downloaded:
    """A stage that is done: the snapshot that holds it and what was noticed.

    ``values`` counts the values of the stage and of those before it. ``refused`` are variables
    whose numbers are evidently another series than they were taken for; they are left out.
    ``noted`` says in Polish what else a user should know, or nothing.
    """

    stage: str
    snapshot: Snapshot
    values: int
    refused: tuple[Agreement, ...]
    noted: str


def unit_ids_of(bdl: Bdl, register: Register) -> dict[str, str]:
    """The office's id of every unit of a register that the office knows.

    Asks for voivodeships and powiats only (five pages); the id of a gmina is that of its powiat
    with the last three digits of its own code.
    """
    known = {code: made for level in (VOIVODESHIPS, POWIATS) for code, made in units(bdl, level)}
    for code in register.gminas:
        if code[:4] in known:
            known[code] = known[code[:4]][:9] + code[4:]
    return known


class Update:
    """A download of variables that lays what the office says over a base snapshot."""

    def __init__(
        self,
        bdl: Bdl,
        store: Store,
        base: Snapshot,
        *,
        variables: Iterable[Variable],
        day: date,
        origin: Origin,
    ) -> None:
        self._bdl = bdl
        self._store = store
        self._base = base
        self._variables = tuple(variables)
        self._day = day
        self._origin = origin
        self._attributes = Attributes.load().with_disputed(attribute_zero(bdl))
        self._noted = Noted()
        self._parts: list[pl.DataFrame] = []

    def run(
        self, stages: Sequence[Stage], progress: Callable[[Progress], None] = lambda _: None
    ) -> Iterator[Downloaded]:
        """Download stage by stage; each is yielded when its snapshot is stored.

        Stopped at any moment, the same stages begun again go on where they were: answers already
        on disk are not asked for again.
        """
        done, planned = 0, sum(stage.requests for stage in stages)
        for stage in stages:
            for query in stage.queries:
                pages: list[dict[str, Any]] = []
                for page in self._pages(query):
                    pages.append(page)
                    progress(Progress(stage.title, done + len(pages), planned))
                self._parts.append(self._read(query, pages))
                planned += len(pages) - query.pages
                done += len(pages)
            yield self._stored(stage)

    def _pages(self, query: Query) -> Iterator[dict[str, Any]]:
        """Pages of an answer; none for what the office does not publish at the level."""
        try:
            yield from self._bdl.documents(query.path, query.params)
        except NotFoundError:
            return

    def _read(self, query: Query, pages: Sequence[dict[str, Any]]) -> pl.DataFrame:
        read = by_unit if query.unit else by_variable
        try:
            return read(pages, attributes=self._attributes, noted=self._noted)
        except PayloadError:
            self._bdl.forget(query.path, query.params)  # the next download asks again
            raise

    def _stored(self, stage: Stage) -> Downloaded:
        self._parts = [pl.concat(self._parts)] if self._parts else []
        rows = self._rows()
        compared = agreements(self._base.table("observations"), rows)
        refused = tuple(each for each in compared if each.strange)
        rows = rows.filter(~pl.col("variable").is_in([each.variable for each in refused]))
        variables, day = rows["variable"].n_unique(), self._day.isoformat()
        told = (
            f"Pobrano z {self._origin.words} ({day}): "
            f"{counted(variables, 'zmienna', 'zmienne', 'zmiennych')}, "
            f"{number(rows.height)} wartości, zakres: {stage.title}."
        )
        snapshot = derive(
            self._store,
            self._base,
            laid_over(self._base, rows, Catalogue.load(), self._origin.source),
            Derivation(f"{self._origin.title}-{day}", day, told),
        )
        return Downloaded(stage.title, snapshot, rows.height, refused, self._noted.text)

    def _rows(self) -> pl.DataFrame:
        """All values so far as series, at the levels the register has."""
        values = pl.concat([_no_values(), *self._parts])
        levels = [Level.GMINA.value, Level.POWIAT.value]
        return as_series(values.filter(pl.col("level").is_in(levels)), self._variables)


def _no_values() -> pl.DataFrame:
    return by_variable([])
