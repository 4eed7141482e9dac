"""Who may do what with the text of a strategy."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, GUIDES, PROGRAMME, TEAM, Action

_EDITORS = frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}) | GUIDES

VIEW = Action("drafting.view", "oglądać tekstu strategii", TEAM | PROGRAMME, EVERY_STAGE)
EDIT = Action("drafting.edit", "zmieniać tekstu strategii", _EDITORS)
COMMENT = Action(
    "drafting.comment",
    "komentować tekstu strategii",
    _EDITORS | {Role.CHAIR, Role.REPRESENTATIVE},
)
FREEZE = Action("drafting.freeze", "zamrażać wersji tekstu", frozenset({Role.COORDINATOR}) | GUIDES)
SIGN = Action("drafting.sign", "podpisać ewaluacji", frozenset({Role.EXPERT}) | GUIDES)
ACTIONS = (VIEW, EDIT, COMMENT, FREEZE, SIGN)
