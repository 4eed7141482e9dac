"""The diagnosis of a partnership computed by the engine; its errors told in Polish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from terytoria.portal.jobs.tasks import TaskError


def computed(
    name: str,
    units: Sequence[str],
    snapshot: str | None,
    options: Mapping[str, Any],
    progress: Callable[[str], None],
) -> bytes:
    """The ``diagnosis.json`` of the units (gminas and powiats) on a snapshot (``None``: default).

    The same bytes for the same arguments. Raises ``TaskError`` in Polish for a snapshot that is
    not there or does not know the units.
    """
    from terytoria.diagnosis import DiagnosisOptions, diagnose  # noqa: PLC0415 - only the worker
    from terytoria.diagnosis.groups import GroupError, Peers, PeersOptions  # noqa: PLC0415
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    progress("otwieranie danych")
    opened = _opened(snapshot)
    gminas = _gminas(opened, units)
    chosen = DiagnosisOptions(peers=PeersOptions(Peers(options["peers"])))
    area = Area(name, gminas, date.fromisoformat(opened.vintage))
    try:
        found = diagnose(Measures(opened, Catalogue.load()), area, chosen, progress=progress)
    except GroupError as problem:
        raise TaskError(
            "Nie da się dobrać grupy porównawczej dla tych gmin. Wybierz inną grupę i zleć "
            "diagnozę ponownie."
        ) from problem
    progress("zapis diagnozy")
    return found.to_bytes()


def _opened(name: str | None) -> Any:
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415
    from terytoria.statistics.sources.default import default_snapshot  # noqa: PLC0415

    store = Store.default()
    try:
        return store.open(name) if name else default_snapshot(store)
    except SnapshotError as problem:
        which = f"migawki danych {name}" if name else "domyślnej migawki danych"
        raise TaskError(
            f"Nie można otworzyć {which}: nie ma jej albo jest uszkodzona. Wybierz inną migawkę "
            "i zleć diagnozę ponownie."
        ) from problem


def _gminas(snapshot: Any, units: Sequence[str]) -> tuple[str, ...]:
    """The gminas of the units by the register of the snapshot, each once."""
    from terytoria.territory import UnknownUnitError  # noqa: PLC0415

    found: set[str] = set()
    unknown = []
    for unit in units:
        try:
            found.update(snapshot.register.gminas_of(unit))
        except UnknownUnitError:
            unknown.append(unit)
    if unknown:
        raise TaskError(
            f"Migawka {snapshot.name} (stan danych: {snapshot.vintage}) nie zna jednostek: "
            f"{', '.join(unknown)}. Popraw kody członków albo wybierz inną migawkę."
        )
    return tuple(sorted(found))
