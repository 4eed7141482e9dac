"""Who may do what with the consultations of a partnership."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, GUIDES, PROGRAMME, TEAM, Action

_COORDINATOR = frozenset({Role.COORDINATOR})
_REGISTER = _COORDINATOR | {Role.EXPERT} | GUIDES

VIEW = Action("consultations.view", "oglądać konsultacji", TEAM | PROGRAMME, EVERY_STAGE)
RUN = Action("consultations.run", "prowadzić konsultacji", _COORDINATOR | GUIDES)
REGISTER = Action("consultations.register", "prowadzić rejestru uwag", _REGISTER)
PROPOSE = Action("consultations.propose", "proponować stanowisk", _REGISTER | {Role.WORKING_GROUP})
CONFIRM = Action("consultations.confirm", "zatwierdzać stanowisk", _COORDINATOR)
REPORT = Action("consultations.report", "ogłaszać sprawozdania", _COORDINATOR)
PERSONAL = Action(
    "consultations.personal", "oglądać ani usuwać danych osobowych", _COORDINATOR, EVERY_STAGE
)
ACTIONS = (VIEW, RUN, REGISTER, PROPOSE, CONFIRM, REPORT, PERSONAL)
