"""Targets followed from one snapshot to the next."""

from terytoria.strategy.monitoring.following import Following, follow
from terytoria.strategy.monitoring.lights import Light, Reading, near_share, shine

__all__ = ["Following", "Light", "Reading", "follow", "near_share", "shine"]
