"""Surveys: questions and their logic, weights, results that name nobody."""

from terytoria.surveys.agreement import Agreement, agreement
from terytoria.surveys.analysis import Analysis, Response, analyse
from terytoria.surveys.audiences import Audience, audience
from terytoria.surveys.library import Template, library
from terytoria.surveys.population import Strata, strata_of
from terytoria.surveys.questionnaire import (
    Kind,
    Option,
    Question,
    Questionnaire,
    QuestionnaireError,
    Refusal,
    ShownIf,
)
from terytoria.surveys.tabulation import Result, Share, tabulate
from terytoria.surveys.weighting import Respondents, Weights, weigh

__all__ = [
    "Agreement",
    "Analysis",
    "Audience",
    "Kind",
    "Option",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "Refusal",
    "Respondents",
    "Response",
    "Result",
    "Share",
    "ShownIf",
    "Strata",
    "Template",
    "Weights",
    "agreement",
    "analyse",
    "audience",
    "library",
    "strata_of",
    "tabulate",
    "weigh",
]
