"""Targets followed on the data by the engine; its errors told in Polish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from terytoria.portal.jobs.tasks import TaskError


@dataclass(frozen=True)
class Found:
    """What the engine said of targets, and of which data."""

    data: dict[str, Any]
    results: list[dict[str, Any]]


def followed_targets(
    name: str,
    units: Sequence[str],
    snapshot: str,
    asked: Sequence[Mapping[str, Any]],
    progress: Callable[[str], None],
) -> Found:
    """Follow targets of units (gminas and powiats) on a snapshot; same in, same out.

    An indicator that the data do not have is a ``problem`` of its target. Raises ``TaskError``
    in Polish for a snapshot that is not there or does not know the units.
    """
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415 - only the worker
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    progress("otwieranie danych")
    opened = _opened(snapshot)
    members = _members(opened, units)
    gminas = tuple(sorted({code for codes in members.values() for code in codes}))
    area = Area(name, gminas, date.fromisoformat(opened.vintage))
    measures = Measures(opened, Catalogue.load())
    results = []
    for one in asked:
        progress(f"śledzenie: {one['asked']['indicator']}")
        results.append({**one, **_followed(measures, area, members, one["asked"])})
    data = {"snapshot": opened.name, "vintage": opened.vintage, "synthetic": opened.synthetic}
    return Found(data, results)


def _followed(
    measures: Any, area: Any, members: Mapping[str, tuple[str, ...]], asked: Mapping[str, Any]
) -> dict[str, Any]:
    from terytoria.statistics.catalogue import UnknownIndicatorError  # noqa: PLC0415
    from terytoria.strategy.monitoring import follow, parts_of  # noqa: PLC0415
    from terytoria.strategy.targets import Target, Wanted  # noqa: PLC0415

    target = Target(**{**asked, "wanted": Wanted(asked["wanted"])})
    try:
        found = follow(measures, area, target).to_json()
        parts = parts_of(measures, target, members)
    except UnknownIndicatorError:
        return {"problem": "Wskaźnika nie ma już w katalogu. Wybierz inny w strategii."}
    return {"found": {**found, "parts": [one.to_json() for one in parts]}}


def _opened(name: str) -> Any:
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415 - the worker

    try:
        return Store.default().open(name)
    except SnapshotError as problem:
        raise TaskError(
            f"Nie można otworzyć migawki danych {name}: nie ma jej albo jest uszkodzona. "
            "Zleć śledzenie ponownie na obecnych danych."
        ) from problem


def _members(snapshot: Any, units: Sequence[str]) -> dict[str, tuple[str, ...]]:
    from terytoria.territory import UnknownUnitError  # noqa: PLC0415 - only the worker

    try:
        return {unit: tuple(snapshot.register.gminas_of(unit)) for unit in units}
    except UnknownUnitError as problem:
        raise TaskError(
            f"Migawka {snapshot.name} (stan danych: {snapshot.vintage}) nie zna wszystkich "
            "członków partnerstwa. Popraw kody członków i zleć śledzenie ponownie."
        ) from problem
