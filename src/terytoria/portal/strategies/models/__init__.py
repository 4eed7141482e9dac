"""Tables of the chain."""

from terytoria.portal.strategies.models.challenge import Challenge, Citation
from terytoria.portal.strategies.models.direction import Direction
from terytoria.portal.strategies.models.frame import Frame
from terytoria.portal.strategies.models.goal import Goal
from terytoria.portal.strategies.models.item import Item
from terytoria.portal.strategies.models.project import Project
from terytoria.portal.strategies.models.revision import Revision
from terytoria.portal.strategies.models.target import Target
from terytoria.portal.strategies.models.version import StrategyVersion

__all__ = [
    "Challenge",
    "Citation",
    "Direction",
    "Frame",
    "Goal",
    "Item",
    "Project",
    "Revision",
    "StrategyVersion",
    "Target",
]
