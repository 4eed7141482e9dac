"""Who may do what with the chain of a partnership."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, GUIDES, PROGRAMME, TEAM, Action

VIEW = Action("strategy.view", "oglądać strategii tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
EDIT = Action(
    "strategy.edit",
    "zmieniać strategii",
    frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}) | GUIDES,
)
FREEZE = Action(
    "strategy.freeze",
    "zamrażać wersji strategii",
    frozenset({Role.COORDINATOR, Role.EXPERT}) | GUIDES,
)
ACTIONS = (VIEW, EDIT, FREEZE)
