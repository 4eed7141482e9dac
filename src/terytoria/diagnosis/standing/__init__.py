"""Where each member of a partnership, and the whole of it, stands among its like."""

from terytoria.diagnosis.standing.assess import assess_standing
from terytoria.diagnosis.standing.standings import Standing, Standings
from terytoria.diagnosis.standing.verdict import StandingError, StandingOptions, Verdict
from terytoria.diagnosis.standing.yardstick import Yardstick, yardstick_of

__all__ = [
    "Standing",
    "StandingError",
    "StandingOptions",
    "Standings",
    "Verdict",
    "Yardstick",
    "assess_standing",
    "yardstick_of",
]
