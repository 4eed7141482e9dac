"""Who may do what with the meetings of a partnership."""

from __future__ import annotations

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, PROGRAMME, TEAM, Action

_LEAD = frozenset({Role.COORDINATOR, Role.CHAIR})

VIEW = Action("meetings.view", "oglądać spotkań tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
PLAN = Action("meetings.plan", "planować ani zwoływać spotkań", _LEAD)
RUN = Action("meetings.run", "prowadzić spotkań", _LEAD)
VOTE = Action("meetings.vote", "głosować", frozenset({Role.REPRESENTATIVE, Role.WORKING_GROUP}))
ENTER = Action("meetings.enter", "wpisywać głosów innych osób", frozenset({Role.COORDINATOR}))
MINUTES = Action("meetings.minutes", "sporządzać protokołów", frozenset({Role.COORDINATOR}))
ACTIONS = (VIEW, PLAN, RUN, VOTE, ENTER, MINUTES)
