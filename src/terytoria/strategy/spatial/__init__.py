"""The model of the functional and spatial structure of an area: layers computed from data."""

from terytoria.strategy.spatial.areas import OwnArea, OwnAreaError
from terytoria.strategy.spatial.build import SpatialOptions, ground_of, spatial_model
from terytoria.strategy.spatial.model import Feature, Layer, SpatialModel
from terytoria.strategy.spatial.own import OwnLayer, Use, read_own_layer
from terytoria.strategy.spatial.rules import LAYERS, Rule, kind_name, rule, title_of

__all__ = [
    "LAYERS",
    "Feature",
    "Layer",
    "OwnArea",
    "OwnAreaError",
    "OwnLayer",
    "Rule",
    "SpatialModel",
    "SpatialOptions",
    "Use",
    "ground_of",
    "kind_name",
    "read_own_layer",
    "rule",
    "spatial_model",
    "title_of",
]
