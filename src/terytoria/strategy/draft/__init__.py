"""The text of a strategy: chapters, blocks with lasting ids, citations, checks."""

from terytoria.strategy.draft.citations import Citation, citations, numbers_in
from terytoria.strategy.draft.consistency import Gravity, Problem, Promise, Source, check_draft
from terytoria.strategy.draft.model import (
    Block,
    Chapter,
    Draft,
    DraftError,
    Figure,
    Inserted,
    Paragraph,
    Table,
)
from terytoria.strategy.draft.sections import sections_of

__all__ = [
    "Block",
    "Chapter",
    "Citation",
    "Draft",
    "DraftError",
    "Figure",
    "Gravity",
    "Inserted",
    "Paragraph",
    "Problem",
    "Promise",
    "Source",
    "Table",
    "check_draft",
    "citations",
    "numbers_in",
    "sections_of",
]
