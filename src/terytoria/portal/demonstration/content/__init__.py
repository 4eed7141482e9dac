"""What each room shows in the demonstration: one file a room, in the order of the work."""

from terytoria.portal.demonstration.content.agreement import add_agreement
from terytoria.portal.demonstration.content.consultation import add_consultation
from terytoria.portal.demonstration.content.diagnosis import add_diagnosis
from terytoria.portal.demonstration.content.meetings import add_meetings
from terytoria.portal.demonstration.content.monitoring import add_monitoring
from terytoria.portal.demonstration.content.procedure import add_procedure
from terytoria.portal.demonstration.content.release import add_release
from terytoria.portal.demonstration.content.strategy import add_strategy
from terytoria.portal.demonstration.content.survey import add_survey
from terytoria.portal.demonstration.content.tasks import add_tasks
from terytoria.portal.demonstration.content.text import add_text, discuss_text
from terytoria.portal.demonstration.content.verdicts import add_verdicts
from terytoria.portal.demonstration.content.workshop import add_workshop
from terytoria.portal.demonstration.domain.partnership import Content, then

CONTENTS: tuple[Content, ...] = (
    then(330, add_agreement),
    then(205, add_diagnosis),
    then(203, add_verdicts),
    add_procedure,
    add_survey,
    add_workshop,
    then(199, add_strategy),
    add_text,
    add_consultation,
    add_meetings,
    add_release,
    add_monitoring,
    discuss_text,
    add_tasks,
)

__all__ = ["CONTENTS"]
