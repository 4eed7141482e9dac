"""Units of local government, areas made of them, their boundaries and neighbours."""

from terytoria.territory.area import Area, AreaError
from terytoria.territory.boundaries import Boundaries
from terytoria.territory.codes import CodeError
from terytoria.territory.neighbours import Contiguity, Neighbours
from terytoria.territory.register import Register, UnknownUnitError
from terytoria.territory.unit import Kind, Level, Unit

__all__ = [
    "Area",
    "AreaError",
    "Boundaries",
    "CodeError",
    "Contiguity",
    "Kind",
    "Level",
    "Neighbours",
    "Register",
    "Unit",
    "UnknownUnitError",
]
