"""Layers that a partnership brings: GeoPackage or GeoJSON, checked feature by feature."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from terytoria.statistics.sources.problems import SHOWN, Problem, RefusedFileError
from terytoria.statistics.sources.published.borders.wholeness import check_gpkg
from terytoria.strategy.spatial.rules import content

WGS84 = "EPSG:4326"
_NAMES = ("nazwa", "name", "nazwa_pl", "title")
_SUFFIXES = {".gpkg", ".geojson", ".json"}
_DAMAGED = "jest uszkodzony albo ma inny format. Zapisz go jeszcze raz jako GeoPackage lub GeoJSON."


class Use(StrEnum):
    """What a layer is for; an intervention area must lie in the area, nature may only touch it."""

    NATURAL = "natural"
    INTERVENTION = "intervention"


@dataclass(frozen=True)
class OwnLayer:
    """A layer taken from a file: title, name of the file, and named shapes in WGS 84 degrees.

    ``messages`` tell in Polish what a person should know (features away from the area).
    """

    title: str
    file: str
    use: Use
    features: tuple[tuple[str, BaseGeometry], ...]
    messages: tuple[Problem, ...] = ()


def read_own_layer(path: Path, title: str, use: Use, area: BaseGeometry) -> OwnLayer:
    """A layer of a GeoPackage or a GeoJSON; ``area`` is the shape of the partnership in degrees.

    Checked are size, coordinates (GeoPackage: its system is read and changed to WGS 84; GeoJSON:
    WGS 84 by RFC 7946), geometry of every feature and its place. Raises
    :class:`RefusedFileError` that names each wrong feature by its number and name.
    """
    _check_file(path)
    found = _from_json(path) if path.suffix.lower() != ".gpkg" else _from_gpkg(path)
    _check_counts(path, found)
    problems = [one for one in map(_wrong, range(1, len(found) + 1), found) if one]
    if problems:
        raise RefusedFileError(f"Plik {path.name} nie został przyjęty.", problems[:SHOWN])
    kept, messages = _placed(path, found, use, area)
    return OwnLayer(title.strip() or path.stem, path.name, use, tuple(kept), tuple(messages))


def _check_file(path: Path) -> None:
    if path.suffix.lower() not in _SUFFIXES:
        said = f"Plik {path.name} nie jest plikiem GeoPackage (.gpkg) ani GeoJSON (.geojson)."
        raise RefusedFileError(f"{said} Zapisz warstwę w jednym z tych formatów.")
    if not path.is_file():
        raise RefusedFileError(f"Nie ma pliku {path.name}. Sprawdź nazwę.")
    most = content()["reading"]["megabytes"]
    if path.stat().st_size > most * 2**20:
        said = f"Plik {path.name} ma więcej niż {most} MB. Zostaw w nim tylko obiekty w pobliżu"
        raise RefusedFileError(f"{said} partnerstwa albo uprość granice.")


def _check_counts(path: Path, found: list[tuple[str, BaseGeometry | None]]) -> None:
    limits = content()["reading"]
    if not found:
        raise RefusedFileError(f"W pliku {path.name} nie ma żadnego obiektu.")
    points = sum(int(shapely.get_num_coordinates(shape)) for _, shape in found if shape is not None)
    if len(found) > limits["features"] or points > limits["points"]:
        said = f"Plik {path.name} ma {len(found)} obiektów i {points} punktów; przyjmujemy do "
        said += f"{limits['features']} obiektów i {limits['points']} punktów."
        raise RefusedFileError(f"{said} Zostaw obiekty w pobliżu partnerstwa albo uprość granice.")


def _wrong(number: int, feature: tuple[str, BaseGeometry | None]) -> Problem | None:
    """What is wrong with the geometry of a feature, if anything."""
    name, shape = feature
    if shape is None or shape.is_empty:
        return _problem(number, name, "nie ma geometrii.", "Narysuj go albo usuń z pliku.")
    if shape.geom_type == "GeometryCollection":
        what = "łączy punkty, linie i obszary."
        return _problem(number, name, what, "Rozdziel go na obiekty jednego rodzaju.")
    west, south, east, north = shape.bounds
    if not np.isfinite(shape.bounds).all() or west < -180 or east > 180 or max(-south, north) > 90:
        what = "ma współrzędne poza kulą ziemską."
        return _problem(number, name, what, "Zapisz warstwę w układzie WGS 84 (EPSG:4326).")
    if not shape.is_valid:
        why = shapely.is_valid_reason(shape)
        what = f"ma błędną geometrię ({why})."
        return _problem(number, name, what, "Popraw granicę (w QGIS: „Napraw geometrię”).")
    return None


def _problem(number: int, name: str, what: str, remedy: str) -> Problem:
    called = f" („{name}”)" if name else ""
    return Problem(0, "", f"Obiekt {number}{called} {what}", remedy)


def _placed(
    path: Path, found: list[tuple[str, BaseGeometry | None]], use: Use, area: BaseGeometry
) -> tuple[list[tuple[str, BaseGeometry]], list[Problem]]:
    """Features that touch the area; the others are told, or refused for an intervention area."""
    shapely.prepare(area)
    kept: list[tuple[str, BaseGeometry]] = []
    problems: list[Problem] = []
    share = content()["reading"]["outside_share"]
    for number, (name, shape) in enumerate(found, 1):
        if shape is None:
            continue
        label = name or f"{path.stem} {number}"
        if use is Use.INTERVENTION and (what := _outside(shape, area, share)):
            problems.append(_problem(number, name, what, "Popraw granicę obszaru."))
        elif not area.intersects(shape):
            problems.append(_problem(number, name, "leży poza partnerstwem; pominięto go.", ""))
        else:
            kept.append((label, shape))
    if use is Use.INTERVENTION and problems:
        raise RefusedFileError(f"Plik {path.name} nie został przyjęty.", problems[:SHOWN])
    if not kept:
        said = f"Żaden obiekt pliku {path.name} nie leży w partnerstwie. Sprawdź układ "
        raise RefusedFileError(f"{said}współrzędnych i kolejność (długość, szerokość).")
    return kept, problems[:SHOWN]


def _outside(shape: BaseGeometry, area: BaseGeometry, share: float) -> str:
    """Why a shape is no intervention area of the area, or nothing."""
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return "nie jest obszarem, tylko punktem lub linią."
    part = shape.difference(area).area / shape.area
    if part <= share:
        return ""
    return f"leży w {max(round(100 * part), 1)}% poza partnerstwem."


def _from_json(path: Path) -> list[tuple[str, BaseGeometry | None]]:
    try:
        body = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError, RecursionError) as problem:
        raise RefusedFileError(f"Plik {path.name} {_DAMAGED}") from problem
    rows = body.get("features") if isinstance(body, dict) else None
    if not isinstance(rows, list) or body.get("type") != "FeatureCollection":
        said = f"Plik {path.name} nie jest zbiorem obiektów GeoJSON (FeatureCollection)."
        raise RefusedFileError(f"{said} Wyeksportuj całą warstwę.")
    crs = _said_crs(body)
    change = _changer(path, crs) if crs else None
    return [_read(number, row, change) for number, row in enumerate(rows, 1)]


def _said_crs(body: dict[str, Any]) -> str:
    """The system named in the old way (before RFC 7946), empty for longitude and latitude."""
    said = body.get("crs")
    name = said.get("properties", {}).get("name", "") if isinstance(said, dict) else ""
    return "" if "CRS84" in str(name) else str(name)


def _read(number: int, row: Any, change: Any) -> tuple[str, BaseGeometry | None]:
    values = row.get("properties") if isinstance(row, dict) else None
    name = _named(values if isinstance(values, dict) else {})
    drawn = row.get("geometry") if isinstance(row, dict) else None
    if drawn is None:
        return name, None
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(drawn)))
    except (shapely.errors.GEOSException, ValueError, RecursionError) as problem:
        what = _problem(number, name, "ma geometrię, której nie można odczytać.", "Narysuj go.")
        raise RefusedFileError("Plik nie został przyjęty.", [what]) from problem
    return name, shape if change is None else shapely.transform(shape, change)


def _named(values: dict[str, Any]) -> str:
    known = {str(name).lower(): value for name, value in values.items()}
    found = next((known[name] for name in _NAMES if known.get(name)), "")
    return " ".join(str(found).split())[:200]


def _from_gpkg(path: Path) -> list[tuple[str, BaseGeometry | None]]:
    import pyogrio.raw  # noqa: PLC0415 - GDAL is loaded only where files of maps are read

    check_gpkg(path)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        if len(layers) == 1:
            meta, _, shapes, values = pyogrio.raw.read(path, layer=layers[0], force_2d=True)
            drawn = shapely.from_wkb(shapes)
    except (RuntimeError, ValueError, OSError, LookupError, shapely.errors.GEOSException) as error:
        raise RefusedFileError(f"Plik {path.name} {_DAMAGED}") from error
    if len(layers) != 1:
        told = ", ".join(layers) or "żadnej"
        said = f"Plik {path.name} powinien mieć jedną warstwę z geometrią, a ma: {told}."
        raise RefusedFileError(f"{said} Zapisz wybraną do osobnego pliku.")
    if not meta["crs"]:
        said = f"Plik {path.name} nie mówi, w jakim układzie są współrzędne."
        raise RefusedFileError(f"{said} Przypisz układ warstwie i zapisz ją jeszcze raz.")
    change = _changer(path, str(meta["crs"]))
    return list(_renamed(meta, values, drawn, change))


def _renamed(
    meta: Any, values: Any, drawn: Any, change: Any
) -> Iterator[tuple[str, BaseGeometry | None]]:
    for row, shape in enumerate(drawn):
        said = {str(name): column[row] for name, column in zip(meta["fields"], values, strict=True)}
        moved = shape if shape is None or change is None else shapely.transform(shape, change)
        yield _named(said), moved


def _changer(path: Path, crs: str) -> Any:
    """Turns coordinates of a system into degrees of WGS 84; ``None`` where they are already."""
    try:
        known = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as problem:
        said = f"Plik {path.name} ma nieznany układ współrzędnych ({crs[:60]})."
        raise RefusedFileError(
            f"{said} Zapisz go w układzie EPSG:4326 albo EPSG:2180."
        ) from problem
    if known.equals(pyproj.CRS.from_user_input(WGS84), ignore_axis_order=True):
        return None
    turn = pyproj.Transformer.from_crs(known, WGS84, always_xy=True)

    def change(points: np.ndarray) -> np.ndarray:
        return np.column_stack(turn.transform(points[:, 0], points[:, 1]))

    return change
