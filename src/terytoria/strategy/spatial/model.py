"""The model of the functional and spatial structure: layers of features on a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import polars as pl
from shapely.geometry.base import BaseGeometry

from terytoria.statistics.evidence import Evidence
from terytoria.strategy.spatial import export
from terytoria.strategy.spatial.rules import Rule, kind_name
from terytoria.territory import Area

Value: TypeAlias = str | int | float | bool | None

_TYPES: dict[type, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    float: pl.Float64(),
    bool: pl.Boolean(),
}


@dataclass(frozen=True)
class Feature:
    """One thing on the map: ``geometry`` in WGS 84 degrees, plain ``attributes``, its evidence.

    ``id`` is unique in its layer and stays the same for the same data.
    """

    id: str
    name: str
    kind: str
    geometry: BaseGeometry
    attributes: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "attributes", MappingProxyType(dict(self.attributes)))


@dataclass(frozen=True)
class Layer:
    """Features of one layer with its rule, what it says in Polish and what it cannot say.

    ``schema`` names the attributes of the features and their types (also of an empty layer).
    """

    name: str
    rule: Rule
    features: tuple[Feature, ...]
    schema: Mapping[str, type]
    text: str
    limits: tuple[str, ...]

    @property
    def title(self) -> str:
        """The Polish title."""
        return self.rule.title

    def of_kind(self, *kinds: str) -> tuple[Feature, ...]:
        """Features of some kinds, in order."""
        return tuple(one for one in self.features if one.kind in kinds)

    def table(self) -> pl.DataFrame:
        """A row per feature: id, name, kind, then the attributes."""
        schema: dict[str, pl.DataType] = {name: pl.String() for name in ("id", "name", "kind")}
        schema |= {name: _TYPES[kind] for name, kind in self.schema.items()}
        rows = [
            {"id": one.id, "name": one.name, "kind": one.kind, **one.attributes}
            for one in self.features
        ]
        return pl.DataFrame(rows, schema)

    def explain(self) -> str:
        """The layer in Polish: the number, a comparison, what follows."""
        return self.text


@dataclass(frozen=True)
class SpatialModel:
    """Layers of an area in the order of the act.

    ``members`` are the gminas with their boundaries (those the data have), ``around`` the
    boundaries near them, for the ground of a map.
    """

    area: Area
    layers: tuple[Layer, ...]
    members: tuple[Feature, ...]
    around: tuple[BaseGeometry, ...]
    vintage: str
    synthetic: bool

    def layer(self, name: str) -> Layer:
        """A layer by name; ``KeyError`` when the model has none."""
        for one in self.layers:
            if one.name == name:
                return one
        raise KeyError(f"no layer {name!r} in the model")

    def table(self) -> pl.DataFrame:
        """Every feature of every layer: layer, id, name, kind in Polish, type of geometry."""
        rows = [
            (layer.name, one.id, one.name, kind_name(one.kind), one.geometry.geom_type)
            for layer in self.layers
            for one in layer.features
        ]
        columns = ("layer", "id", "name", "kind", "geometry")
        return pl.DataFrame(rows, dict.fromkeys(columns, pl.String), orient="row")

    def tables(self) -> dict[str, pl.DataFrame]:
        """The table of each layer by its name."""
        return {layer.name: layer.table() for layer in self.layers}

    def explain(self, layer: str | None = None) -> str:
        """The model, or one layer, in Polish; also the text alternative of the map."""
        if layer is not None:
            return self.layer(layer).explain()
        return " ".join(one.explain() for one in self.layers)

    def to_geopackage(self, path: Path) -> Path:
        """Write a GeoPackage with a table per layer; the same model gives the same bytes."""
        return export.write_geopackage(path, self.layers, self.vintage)

    def to_geojson(self) -> str:
        """All layers as one GeoJSON text (RFC 7946); ``warstwa`` names the layer of a feature."""
        return export.geojson(self.layers)
