"""Surveys: questions and their logic, weights, results that name nobody."""

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
    "Kind",
    "Option",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "Refusal",
    "Respondents",
    "Result",
    "Share",
    "ShownIf",
    "Strata",
    "Weights",
    "strata_of",
    "tabulate",
    "weigh",
]
