"""What each room shows in the demonstration: one file a room, in the order of the work."""

from terytoria.portal.demonstration.content.agreement import add_agreement
from terytoria.portal.demonstration.content.diagnosis import add_diagnosis
from terytoria.portal.demonstration.content.verdicts import add_verdicts
from terytoria.portal.demonstration.domain.partnership import Content

CONTENTS: tuple[Content, ...] = (add_agreement, add_diagnosis, add_verdicts)

__all__ = ["CONTENTS"]
