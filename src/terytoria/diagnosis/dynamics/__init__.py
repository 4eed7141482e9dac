"""How fast things change, how surely, and how that stands against the comparison group."""

from terytoria.diagnosis.dynamics.assess import assess_dynamics
from terytoria.diagnosis.dynamics.classes import NO_CLASS, Course, class_label
from terytoria.diagnosis.dynamics.movement import Movement
from terytoria.diagnosis.dynamics.options import DynamicsError, DynamicsOptions
from terytoria.diagnosis.dynamics.result import Dynamics
from terytoria.diagnosis.dynamics.theil_sen import Slopes, theil_sen
from terytoria.diagnosis.dynamics.trends import Trends, trends_of

__all__ = [
    "NO_CLASS",
    "Course",
    "Dynamics",
    "DynamicsError",
    "DynamicsOptions",
    "Movement",
    "Slopes",
    "Trends",
    "assess_dynamics",
    "class_label",
    "theil_sen",
    "trends_of",
]
