"""What a document must contain: profiles, their elements, and how far a draft fulfils them."""

from terytoria.strategy.elements.matrix import Cell, Matrix, Section, Standing, check_elements
from terytoria.strategy.elements.preconditions import Precondition, check_preconditions
from terytoria.strategy.elements.profiles import Element, Needs, Profile, profile, profiles

__all__ = [
    "Cell",
    "Element",
    "Matrix",
    "Needs",
    "Precondition",
    "Profile",
    "Section",
    "Standing",
    "check_elements",
    "check_preconditions",
    "profile",
    "profiles",
]
