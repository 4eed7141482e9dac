"""What the office knows: units, variables, values and lists, answered as JSON texts."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in.faults import Faults
from terytoria.statistics.sources.bdl.stand_in.pages import Question, RefusedError, to_text
from terytoria.statistics.sources.bdl.stand_in.units import OfficeUnit, OfficeUnits
from terytoria.statistics.sources.bdl.stand_in.values import Column, Matrix, Values, column
from terytoria.statistics.sources.bdl.stand_in.variables import Served, served_variables

T = TypeVar("T")
MATRICES, COLUMNS, CHOSEN = 200, 12, 12
"""How many variables are kept ready: as numbers, as text (8 MB each), and for asked units."""


class Recent:
    """The results used last, made once even when several threads ask at the same time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.RLock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The kept result of a key, or the one ``make`` gives."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
                if len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            found: T = self._kept[key]
            return found


class Office:
    """Everything that is served of a snapshot; made once, then only read."""

    def __init__(self, snapshot: Snapshot, faults: Faults) -> None:
        self.snapshot = snapshot
        self.faults = faults
        self.units = OfficeUnits(snapshot.register)
        self.variables = served_variables(snapshot)
        self.values = Values(snapshot, self.units, faults)
        names = sorted({each.unit for each in self.variables.values()})
        self.measures = {name: place for place, name in enumerate(names, 1)}
        self._matrices = Recent(MATRICES)
        self._columns = Recent(COLUMNS)
        self._chosen = Recent(CHOSEN)

    @cached_property
    def modified(self) -> datetime:
        """When the office last touched its data: the snapshot's vintage, later once revised."""
        day = datetime.fromisoformat(self.snapshot.vintage).date()
        later = timedelta(days=1 if self.faults.changed else 0)
        return datetime.combine(day + later, time(15, 5, 15, 743_000), UTC)

    @property
    def last_update(self) -> str:
        """The same moment as answers tell it, with milliseconds."""
        return self.modified.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]

    @cached_property
    def _fingerprint(self) -> str:
        revised = (self.faults.changed, self.faults.seed if self.faults.changed else 0)
        return f"{self.snapshot.name}|{revised}"

    def etag(self, question: Question) -> str:
        """A tag that changes when the snapshot, its revisions or the question change."""
        asked = sorted((name, *values) for name, values in question.params.items())
        content = f"{self._fingerprint}|{question.path}|{asked}"
        return f'"{hashlib.blake2b(content.encode(), digest_size=12).hexdigest()}"'

    def variable(self, id_: str) -> Served:
        """Variable of an id; 404 when there is none."""
        found = self.variables.get(int(id_)) if id_.isascii() and id_.isdecimal() else None
        if found is None:
            raise RefusedError(404, f"no variable {id_[:40]}", "search /variables")
        return found

    def unit(self, id_: str) -> OfficeUnit:
        """Unit of an id; 404 when there is none."""
        row = self.units.row.get(id_)
        if row is None:
            raise RefusedError(404, f"no unit {id_[:40]}", "search /units")
        return self.units.all[row]

    def matrix(self, variable: Served) -> Matrix:
        """Values of a variable as numbers."""
        return self._matrices.get(variable.id, lambda: self.values.matrix(variable))

    def by_variable(
        self, variable: Served, years: tuple[int, ...], level: int | None, parent: str | None
    ) -> list[str]:
        """Entries of all units of a level inside a unit, as JSON texts."""

        def made() -> Column:
            return column(self.matrix(variable), self.units, years)

        def chosen() -> list[str]:
            entries = self._columns.get((variable.id, years), made)
            return entries.within(self.units.rows(level, parent))

        return self._chosen.get((variable.id, years, level, parent), chosen)

    def by_unit(self, unit: OfficeUnit, ids: Iterable[int], years: tuple[int, ...]) -> list[str]:
        """Entries of a unit for every variable that has any there, as JSON texts."""
        row = self.units.row[unit.id]
        texts = []
        for id_ in ids:
            variable = self.variables.get(id_)
            entries = variable and self._entries(self.matrix(variable), row, years)
            if variable and entries:
                measure = self.measures[variable.unit]
                head = {"id": id_, "measureUnitId": measure, "lastUpdate": self.last_update}
                texts.append(to_text({**head, "values": entries}))
        return texts

    @staticmethod
    def _entries(matrix: Matrix, row: int, years: tuple[int, ...]) -> list[dict[str, object]]:
        told = [at for at in matrix.columns(years) if matrix.attributes[row, at] >= 0]
        return [
            {
                "year": str(matrix.years[at]),
                "val": _number(matrix.values[row, at]),
                "attrId": int(matrix.attributes[row, at]),
            }
            for at in told
        ]

    def describe(self, variable: Served, lang: str) -> dict[str, object]:
        """A variable as the office tells it."""
        return {
            "id": variable.id,
            "subjectId": variable.subject,
            **variable.names(lang),
            "level": self.values.level(variable),
            "measureUnitId": self.measures[variable.unit],
            "measureUnitName": variable.unit,
            "years": list(self.values.years(variable)),
        }


def _number(value: float) -> float | int:
    """A value as JSON tells it: 0 for a gap, whole numbers without a point."""
    if np.isnan(value):
        return 0
    return int(value) if value == int(value) else float(value)
