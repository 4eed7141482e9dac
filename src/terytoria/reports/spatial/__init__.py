"""The model of the functional and spatial structure as a map, as tables and as a document."""

from terytoria.reports.spatial.document import build_spatial, layer_table, model_figure
from terytoria.reports.spatial.map import MapError, draw_model

__all__ = ["MapError", "build_spatial", "draw_model", "layer_table", "model_figure"]
