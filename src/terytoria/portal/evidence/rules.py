"""Who may do what with the evidence of a partnership."""

from __future__ import annotations

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, GUIDES, PROGRAMME, TEAM, Action

VIEW = Action("evidence.view", "oglądać ustaleń tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
DIAGNOSE = Action(
    "evidence.diagnose",
    "zlecać diagnozy",
    frozenset({Role.COORDINATOR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER}),
)
JUDGE = Action("evidence.judge", "oceniać ustaleń", frozenset({Role.EXPERT}) | GUIDES)
OWN = Action(
    "evidence.own",
    "dodawać ani wycofywać danych własnych",
    frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}),
)
ACTIONS = (VIEW, DIAGNOSE, JUDGE, OWN)
