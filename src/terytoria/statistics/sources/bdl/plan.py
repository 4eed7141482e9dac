"""What to ask the office for, nearest data first, in the fewest requests.

A set of units can be fetched unit by unit (many variables in one request) or variable by variable
(up to 100 units of a voivodeship, or of the country, in one request). The cheaper way is chosen
for each voivodeship and level; the count of requests is what the time estimate stands on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from terytoria.statistics.catalogue import Variable
from terytoria.territory import Kind, Level, Register

PAGE = 100
# Ids asked for in one request: keeps the address short enough for any server on the way.
MANY = 50
_OFFICE_LEVEL = {Level.POWIAT: 5, Level.GMINA: 6}


@dataclass(frozen=True)
class Query:
    """One question to the API: its path, its parameters, the pages its answer is expected to have.

    ``variables`` are those asked for; a question by unit names its ``unit`` (TERYT code).
    """

    path: str
    params: Mapping[str, str | tuple[str, ...]]
    pages: int
    variables: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True)
class Stage:
    """A part of the plan after which the data are usable; ``title`` is Polish."""

    title: str
    queries: tuple[Query, ...]

    @property
    def requests(self) -> int:
        """Requests the stage is expected to take."""
        return sum(query.pages for query in self.queries)


@dataclass(frozen=True)
class Wanted:
    """Variables by the level their series are published at."""

    by_level: Mapping[Level, tuple[str, ...]]

    @classmethod
    def of(cls, variables: Iterable[Variable], levels: Mapping[str, Sequence[Level]]) -> Wanted:
        """Variables to download; ``levels`` gives the levels of each series.

        A series that ``levels`` does not name is asked for at the level of the gmina.
        """
        found: dict[Level, list[str]] = {Level.GMINA: [], Level.POWIAT: []}
        for variable in variables:
            at = {level for each in variable.series for level in levels.get(each.id, [Level.GMINA])}
            for level, ids in found.items():
                if level in at:
                    ids.append(variable.id)
        return cls({level: tuple(sorted(ids, key=int)) for level, ids in found.items()})


class Planner:
    """Turns sets of gminas into stages; ``unit_ids`` maps TERYT codes to the office's ids.

    What one stage asks for no later stage of the same planner asks for again.
    """

    def __init__(self, register: Register, wanted: Wanted, unit_ids: Mapping[str, str]) -> None:
        self._register = register
        self._wanted = wanted
        self._ids = unit_ids
        self._covered: dict[Level, set[str]] = {Level.GMINA: set(), Level.POWIAT: set()}

    def stage(self, title: str, gminas: Collection[str]) -> Stage:
        """Everything wanted about gminas and their powiats, the cheapest way."""
        powiats = {code[:4] for code in gminas}
        queries = [*self._at(Level.GMINA, set(gminas)), *self._at(Level.POWIAT, powiats)]
        return Stage(title, tuple(queries))

    def _at(self, level: Level, codes: set[str]) -> list[Query]:
        variables = self._wanted.by_level[level]
        missing = sorted((codes & self._ids.keys()) - self._covered[level])
        if not variables or not missing:
            return []
        parts, prefixes = [], []
        for voivodeship in sorted({code[:2] for code in missing}):
            inside = [code for code in missing if code[:2] == voivodeship]
            single = [query for code in inside for query in self._of_unit(code, variables)]
            whole = self._of_voivodeship(level, voivodeship, variables)
            cheaper = _cheaper(single, whole)
            parts += cheaper
            prefixes += inside if cheaper is single else [voivodeship]
        country = self._of_country(level, variables)
        if _cheaper(parts, country) is country:
            parts, prefixes = country, [""]
        self._cover(level, tuple(prefixes))
        return parts

    def _cover(self, level: Level, prefixes: tuple[str, ...]) -> None:
        of_level = self._register.of_level(level)
        self._covered[level].update(code for code in of_level if code.startswith(prefixes))

    def _of_unit(self, code: str, variables: Sequence[str]) -> list[Query]:
        groups = [tuple(variables[at : at + MANY]) for at in range(0, len(variables), MANY)]
        path = f"data/by-unit/{self._ids[code]}"
        return [Query(path, {"var-id": group}, 1, group, code) for group in groups]

    def _of_voivodeship(
        self, level: Level, voivodeship: str, variables: Sequence[str]
    ) -> list[Query]:
        within = {"unit-parent-id": self._ids[voivodeship]} if voivodeship in self._ids else None
        if within is None:
            return self._of_country(level, variables)
        return self._by_variable(level, variables, within, voivodeship)

    def _of_country(self, level: Level, variables: Sequence[str]) -> list[Query]:
        return self._by_variable(level, variables, {}, "")

    def _by_variable(
        self, level: Level, variables: Sequence[str], within: Mapping[str, str], prefix: str
    ) -> list[Query]:
        pages = max(1, ceil(self._rows(level, prefix) / PAGE))
        params = {**within, "unit-level": str(_OFFICE_LEVEL[level])}
        return [Query(f"data/by-variable/{each}", params, pages, (each,)) for each in variables]

    def _rows(self, level: Level, prefix: str) -> int:
        """Rows the office has at a level: town and rural parts of gminas are rows of their own."""
        codes = [code for code in self._register.of_level(level) if code.startswith(prefix)]
        if level is not Level.GMINA:
            return len(codes)
        kinds = (self._register.unit(code).kind for code in codes)
        return sum(3 if kind is Kind.URBAN_RURAL else 1 for kind in kinds)


def _cheaper(one: list[Query], other: list[Query]) -> list[Query]:
    """The questions that take fewer requests; the first of equals."""
    return min(one, other, key=lambda queries: sum(query.pages for query in queries))
