"""Who may do what with the surveys of a partnership."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, PROGRAMME, TEAM, Action

_WORKERS = frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP})

VIEW = Action("surveys.view", "oglądać ankiet tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
EDIT = Action("surveys.edit", "przygotowywać ani prowadzić ankiet", _WORKERS)
ENTER = Action("surveys.enter", "wpisywać ankiet papierowych", _WORKERS)
RESULTS = Action("surveys.results", "oglądać wyników przed ich ogłoszeniem", _WORKERS, EVERY_STAGE)
RELEASE = Action(
    "surveys.release", "ogłaszać wyników ankiet", frozenset({Role.COORDINATOR, Role.EXPERT})
)
ACTIONS = (VIEW, EDIT, ENTER, RESULTS, RELEASE)
