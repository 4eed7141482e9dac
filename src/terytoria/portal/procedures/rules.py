"""Who may do what with the procedures of a partnership."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, GUIDES, PROGRAMME, TEAM, Action

VIEW = Action(
    "procedures.view", "oglądać procedury tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE
)
PLAN = Action(
    "procedures.plan",
    "układać planu procedury",
    frozenset({Role.COORDINATOR}) | GUIDES,
)
TELL = Action(
    "procedures.tell",
    "odnotowywać kroków procedury",
    frozenset({Role.COORDINATOR, Role.EXPERT}) | GUIDES,
)
OVERRIDE = Action(
    "procedures.override",
    "odnotować kroku wbrew regułom",
    frozenset({Role.COORDINATOR}) | GUIDES,
)
WRITE = Action(
    "procedures.write",
    "przygotowywać pism procedury",
    frozenset({Role.COORDINATOR, Role.EXPERT}) | GUIDES,
    EVERY_STAGE,
)
ACTIONS = (VIEW, PLAN, TELL, OVERRIDE, WRITE)
