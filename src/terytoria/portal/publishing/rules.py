"""Who may make public what the council adopted, and who may take it back."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, PROGRAMME, TEAM, Action

VIEW = Action("publishing.view", "oglądać publikacji partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
RELEASE = Action(
    "publishing.release",
    "publikować uchwał",
    frozenset({Role.COORDINATOR, Role.CHAIR}),
)
WITHDRAW = Action(
    "publishing.withdraw",
    "wycofywać publikacji",
    frozenset({Role.COORDINATOR, Role.CHAIR}),
    EVERY_STAGE,
)
ACTIONS = (VIEW, RELEASE, WITHDRAW)
