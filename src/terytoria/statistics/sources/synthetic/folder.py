"""Writing the country as a snapshot folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl

from terytoria.statistics.sources.synthetic.layout import units_frame, write_boundaries
from terytoria.statistics.sources.synthetic.places import (
    localities,
    places,
    polling_stations,
    unit_parts,
)
from terytoria.statistics.sources.synthetic.values import all_values, indicator_list, observations
from terytoria.statistics.sources.synthetic.world import World, make_world

DEFAULT_UNITS = 300
DEFAULT_SEED = 20260101
VINTAGE = "2026-01-01"


def write_synthetic(folder: Path, *, units: int = DEFAULT_UNITS, seed: int = DEFAULT_SEED) -> None:
    """Write the synthetic example country: a snapshot folder like that of published data.

    ``units`` gminas (1 to 100 000; about 155 to a voivodeship and 12 to a powiat), every number
    drawn from ``seed``: the same arguments give the same bytes. The manifest says
    ``"synthetic": true``, the name is ``synthetic-<units>-<seed>``, and the source of each
    observation is "przykład syntetyczny". :class:`ValueError` for units out of range.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     write_synthetic(Path(made), units=24)
    ...     len(list(Path(made).iterdir()))
    14
    """
    world = make_world(units, seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").unlink(missing_ok=True)  # written last: without it nothing counts
    files = write_boundaries(world, folder)
    files += _write_tables(world, folder)
    manifest = {
        "name": f"synthetic-{units}-{seed}",
        "vintage": VINTAGE,
        "crs": "OGC:CRS84",
        "synthetic": True,
        "files": {name: _fingerprint(folder / name) for name in sorted(files)},
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _write_tables(world: World, folder: Path) -> list[str]:
    values = all_values(world)
    country, traits, people = world.country, world.traits, world.people
    codes = country.codes[country.neighbours].astype(str)
    tables = {
        "units.parquet": units_frame(world),
        "unit_parts.csv": unit_parts(country, traits),
        "neighbours.csv": pl.DataFrame(codes, schema=["a", "b"], orient="row"),
        "indicators.csv": indicator_list(values),
        "commuting_workers_2016.parquet": world.flows.frame(country.codes),
        "schools_rspo_2022.parquet": world.schools.frame,
        "polling_stations_2014.parquet": polling_stations(country, traits, people),
        "localities_simc_2020.parquet": localities(country),
        "places_geonames_500.csv": places(country, traits, people),
    }
    for name, frame in tables.items():
        _write(frame, folder / name)
    tables.clear()
    _write(observations(world, values), folder / "observations.parquet")
    return [
        "units.parquet",
        "unit_parts.csv",
        "neighbours.csv",
        "indicators.csv",
        "commuting_workers_2016.parquet",
        "schools_rspo_2022.parquet",
        "polling_stations_2014.parquet",
        "localities_simc_2020.parquet",
        "places_geonames_500.csv",
        "observations.parquet",
    ]


def _write(frame: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)


def _fingerprint(path: Path) -> dict[str, str | int]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"sha256": digest, "bytes": path.stat().st_size}
