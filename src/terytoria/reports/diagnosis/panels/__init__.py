"""Figures of the report, each with its alternative text and the table behind it."""

from terytoria.reports.diagnosis.panels.bars import bars_panel
from terytoria.reports.diagnosis.panels.dots import dots_panel
from terytoria.reports.diagnosis.panels.heat import heat_panel
from terytoria.reports.diagnosis.panels.maps import country_panel, map_panel
from terytoria.reports.diagnosis.panels.quadrant import quadrant_panel
from terytoria.reports.diagnosis.panels.trend import trend_panel

__all__ = [
    "bars_panel",
    "country_panel",
    "dots_panel",
    "heat_panel",
    "map_panel",
    "quadrant_panel",
    "trend_panel",
]
