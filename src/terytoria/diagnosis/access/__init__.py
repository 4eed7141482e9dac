"""Access: how far people live from schools and from any given points."""

from terytoria.diagnosis.access.analysis import AREA, Access, AccessOptions, access
from terytoria.diagnosis.access.country import CountryAccess, country_access
from terytoria.diagnosis.access.nearest import nearest
from terytoria.diagnosis.access.points import Points, PointsError
from terytoria.diagnosis.access.thresholds import Threshold, thresholds

__all__ = [
    "AREA",
    "Access",
    "AccessOptions",
    "CountryAccess",
    "Points",
    "PointsError",
    "Threshold",
    "access",
    "country_access",
    "nearest",
    "thresholds",
]
