"""The model as files that programs for maps open: GeoPackage and GeoJSON."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from terytoria.strategy.spatial.rules import column_of, kind_name

if TYPE_CHECKING:
    from terytoria.strategy.spatial.model import Layer

FIRST = {"id": "id", "name": "nazwa", "kind": "rodzaj"}
DIGITS = 6
"""Decimals of degrees in GeoJSON: about a decimetre."""
_CLOCK = Lock()
_EMPTY = {str: "", int: 0, float: 0.0, bool: False}


def write_geopackage(path: Path, layers: Sequence[Layer], vintage: str) -> Path:
    """Write a GeoPackage (OGC 12-128) with a table per layer, empty ones too, and return its path.

    Columns are the Polish names of the rules. The time of change written inside is the day of the
    data, so the same layers give the same bytes. The file appears whole or not at all.
    """
    import pyogrio  # noqa: PLC0415 - GDAL is loaded only where files of maps are made

    with tempfile.TemporaryDirectory(dir=path.parent) as folder, _CLOCK:
        target = Path(folder) / "model.gpkg"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{vintage[:10]}T00:00:00.000Z"})
        try:
            for place, layer in enumerate(layers):
                _write(target, layer, append=place > 0)
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        target.replace(path)
    return path


def _write(target: Path, layer: Layer, *, append: bool) -> None:
    import pyogrio.raw  # noqa: PLC0415 - the same

    shapes = np.array([*(one.geometry for one in layer.features), None], dtype=object)[:-1]
    columns = [_texts([getattr(one, name) for one in layer.features]) for name in ("id", "name")]
    columns.append(_texts([kind_name(one.kind) for one in layer.features]))
    masks: list[Any] = [None, None, None]
    for name, kind in layer.schema.items():
        given = [one.attributes.get(name) for one in layer.features]
        missing = np.array([value is None for value in given], dtype=bool)
        filled = [_EMPTY[kind] if value is None else value for value in given]
        columns.append(_texts(filled) if kind is str else np.array(filled, dtype=_DTYPES[kind]))
        masks.append(missing)
    pyogrio.raw.write(
        target,
        geometry=shapely.to_wkb(shapes),
        field_data=columns,
        fields=[*FIRST.values(), *map(column_of, layer.schema)],
        field_mask=masks,
        layer=layer.name,
        driver="GPKG",
        geometry_type="Unknown",
        crs="EPSG:4326",
        append=append,
        layer_options={"IDENTIFIER": layer.title, "DESCRIPTION": layer.rule.reason},
    )


_DTYPES: dict[type, str] = {int: "int64", float: "float64", bool: "bool"}


def _texts(values: Sequence[object]) -> np.ndarray:
    return np.array([*values, None], dtype=object)[:-1]


def geojson(layers: Sequence[Layer]) -> str:
    """The layers as one collection of features in degrees, rings turned as RFC 7946 asks."""
    features = [
        {
            "type": "Feature",
            "id": f"{layer.name}/{one.id}",
            "properties": {
                "warstwa": layer.title,
                "nazwa": one.name,
                "rodzaj": kind_name(one.kind),
                **{column_of(name): value for name, value in one.attributes.items()},
            },
            "geometry": _rounded(shapely.geometry.mapping(_turned(one.geometry))),
        }
        for layer in layers
        for one in layer.features
    ]
    body = {"type": "FeatureCollection", "features": features}
    return json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _turned(geometry: Any) -> Any:
    return shapely.orient_polygons(geometry, exterior_cw=False)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(part) for part in value]
    return value
