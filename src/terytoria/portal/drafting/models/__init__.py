"""Tables of the text of a strategy."""

from terytoria.portal.drafting.models.block import Block
from terytoria.portal.drafting.models.chapter import Chapter
from terytoria.portal.drafting.models.comment import Comment
from terytoria.portal.drafting.models.companion import Companion
from terytoria.portal.drafting.models.evaluation import Evaluation
from terytoria.portal.drafting.models.figures import FigureSet
from terytoria.portal.drafting.models.file import DraftFile
from terytoria.portal.drafting.models.layer import OwnLayer
from terytoria.portal.drafting.models.presence import Presence
from terytoria.portal.drafting.models.revision import BlockRevision
from terytoria.portal.drafting.models.text import Text
from terytoria.portal.drafting.models.version import DraftVersion
from terytoria.portal.drafting.models.waiver import Waiver

__all__ = [
    "Block",
    "BlockRevision",
    "Chapter",
    "Comment",
    "Companion",
    "DraftFile",
    "DraftVersion",
    "Evaluation",
    "FigureSet",
    "OwnLayer",
    "Presence",
    "Text",
    "Waiver",
]
