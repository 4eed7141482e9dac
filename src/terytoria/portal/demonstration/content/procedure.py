"""The way to the strategy, begun a year ago: what was done on which day."""

from __future__ import annotations

from terytoria.portal.demonstration.domain.clock import ago, day, has_a_past
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.procedures.domain.facts import Papers, tell
from terytoria.portal.procedures.domain.planning import Wishes, start
from terytoria.portal.procedures.models import Procedure

PROFILE = "supralocal_10g"
NAME = "Strategia rozwoju ponadlokalnego (przykład)"
BEGUN = 330
FACTS = (
    ("form", 330, 290),
    ("resolution", 289, 270),
    ("diagnosis", 268, 200),
    ("draft", 198, 132),
    ("screening", 130, 95),
)
"""Steps with the days ago on which they began and ended; consultations tell their own."""


def add_procedure(scene: Scene) -> None:
    """Begin the procedure and tell its first steps, unless there is one."""
    known = Procedure.objects.filter(partnership=scene.partnership).exists()
    if known or not has_a_past(scene.partnership):
        return
    coordinator = scene.people["koordynator"]
    wishes = Wishes(day(BEGUN), without=frozenset({"assessment"}))
    with ago(BEGUN):
        made = start(coordinator, scene.partnership, PROFILE, NAME, wishes)
    for step, begin, end in FACTS:
        days = day(begin), day(end)
        with ago(end):
            tell(coordinator, made, step, *days, papers=Papers("Dzień przykładowy"))
