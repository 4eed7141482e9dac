"""Letters and resolutions of the procedure, filled from data; what is not known stays a gap."""

from terytoria.reports.letters.addressees import Recipient, recipients
from terytoria.reports.letters.build import build_letter
from terytoria.reports.letters.filling import Filled, fill
from terytoria.reports.letters.templates import (
    Asked,
    Per,
    Template,
    UnknownLetterError,
    as_of,
    asked,
    letters_of,
    template,
)

__all__ = [
    "Asked",
    "Filled",
    "Per",
    "Recipient",
    "Template",
    "UnknownLetterError",
    "as_of",
    "asked",
    "build_letter",
    "fill",
    "letters_of",
    "recipients",
    "template",
]
