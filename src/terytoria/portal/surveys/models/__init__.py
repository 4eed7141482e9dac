"""Tables of surveys."""

from terytoria.portal.surveys.models.answer import Answer
from terytoria.portal.surveys.models.coding import Code, Coding
from terytoria.portal.surveys.models.quote import Quote
from terytoria.portal.surveys.models.results import Results
from terytoria.portal.surveys.models.saved import SavedDraft
from terytoria.portal.surveys.models.survey import Survey
from terytoria.portal.surveys.models.token import Token

__all__ = ["Answer", "Code", "Coding", "Quote", "Results", "SavedDraft", "Survey", "Token"]
