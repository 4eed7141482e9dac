"""Targets held against the data by the engine; its errors told in Polish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from terytoria.portal.jobs.tasks import TaskError


def checked_targets(
    name: str,
    units: Sequence[str],
    snapshot: str,
    asked: Iterable[Mapping[str, Any]],
    progress: Callable[[str], None],
) -> dict[int, dict[str, Any]]:
    """What the engine says of targets, by their ids, as JSON values; same in, same out.

    ``units`` are gminas and powiats; ``asked`` holds records as ``domain.realism`` orders them.
    Raises ``TaskError`` in Polish for a snapshot that is not there or does not know the units.
    """
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415 - only the worker
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.strategy.targets import Target, Wanted, check_target  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    progress("otwieranie danych")
    opened = _opened(snapshot)
    area = Area(name, _gminas(opened, units), date.fromisoformat(opened.vintage))
    measures = Measures(opened, Catalogue.load())
    found = {}
    for one in asked:
        target = Target(
            one["indicator"],
            one["base_year"],
            one["base_value"],
            one["target_year"],
            one["target_value"],
            Wanted(one["wanted"]),
        )
        progress(f"sprawdzanie: {measures.catalogue.indicator(target.indicator).name_pl}")
        told = check_target(measures, area, target).to_json()
        found[one["id"]] = {**told, "snapshot": opened.name, "vintage": opened.vintage}
    return found


def _opened(name: str) -> Any:
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415 - the worker

    try:
        return Store.default().open(name)
    except SnapshotError as problem:
        raise TaskError(
            f"Nie można otworzyć migawki danych {name}: nie ma jej albo jest uszkodzona. Wykonaj "
            "diagnozę na innej migawce i zleć sprawdzenie mierników ponownie."
        ) from problem


def _gminas(snapshot: Any, units: Sequence[str]) -> tuple[str, ...]:
    from terytoria.territory import UnknownUnitError  # noqa: PLC0415 - only the worker

    try:
        found = {gmina for unit in units for gmina in snapshot.register.gminas_of(unit)}
    except UnknownUnitError as problem:
        raise TaskError(
            f"Migawka {snapshot.name} (stan danych: {snapshot.vintage}) nie zna wszystkich "
            "członków partnerstwa. Popraw kody członków albo wykonaj diagnozę na innej migawce."
        ) from problem
    return tuple(sorted(found))
