"""What each room shows in the demonstration: one file a room, in the order of the work."""

from terytoria.portal.demonstration.content.agreement import add_agreement
from terytoria.portal.demonstration.content.diagnosis import add_diagnosis
from terytoria.portal.demonstration.content.meetings import add_meetings
from terytoria.portal.demonstration.content.strategy import add_strategy
from terytoria.portal.demonstration.content.tasks import add_tasks
from terytoria.portal.demonstration.content.verdicts import add_verdicts
from terytoria.portal.demonstration.domain.partnership import Content

CONTENTS: tuple[Content, ...] = (
    add_agreement,
    add_diagnosis,
    add_verdicts,
    add_strategy,
    add_meetings,
    add_tasks,
)

__all__ = ["CONTENTS"]
