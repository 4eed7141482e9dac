"""Who may do what with the workshops of a partnership."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, PROGRAMME, TEAM, Action

VIEW = Action(
    "workshops.view", "oglądać warsztatów tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE
)
RUN = Action(
    "workshops.run",
    "planować ani prowadzić warsztatów",
    frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}),
)
"""Those who may both change the strategy and add own evidence: a note becomes both."""
ACTIONS = (VIEW, RUN)
