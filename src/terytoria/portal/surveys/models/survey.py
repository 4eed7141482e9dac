"""A survey."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.surveys.enums import Access, Audience, State
from terytoria.surveys.questionnaire import Questionnaire


class Survey(models.Model):
    """What a partnership asks, of whom and when.

    ``questionnaire`` is the engine's questionnaire as plain values; it changes only in a draft.
    ``gminas`` are pairs of code and name people choose from, kept when the survey is opened.
    ``slug`` is the public address. ``version`` grows with every change, so that two people who
    edit at once do not overwrite each other. Answers are deleted on the day ``keep_until``;
    ``erased_on`` is when they were.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="surveys")
    slug = models.SlugField("adres", max_length=80, unique=True)
    title = models.CharField("tytuł", max_length=160)
    intro = models.TextField("wstęp", max_length=2000, blank=True)
    audience = models.CharField("kogo pytamy", max_length=10, choices=Audience)
    access = models.CharField(
        "kto może odpowiedzieć", max_length=8, choices=Access, default=Access.ANYBODY
    )
    questionnaire = models.JSONField()
    titles = models.JSONField(default=dict)
    intros = models.JSONField(default=dict)
    gminas = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    opens = models.DateField("początek")
    closes = models.DateField("koniec")
    keep_until = models.DateField("odpowiedzi usuwamy")
    erased_on = models.DateField(null=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-opens", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closes__gte=models.F("opens")), name="a_survey_closes_after_it_opened"
            ),
            models.CheckConstraint(
                condition=Q(keep_until__gt=models.F("closes")),
                name="answers_are_kept_until_a_survey_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> Questionnaire:
        """The questionnaire."""
        return Questionnaire.from_json(self.questionnaire)

    @property
    def draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == State.DRAFT

    def takes_answers(self, day: date) -> bool:
        """Whether the public may answer on a day."""
        return self.state == State.OPEN and self.opens <= day <= self.closes

    def title_in(self, language: str) -> str:
        """The title in a language, else in Polish."""
        return str(self.titles.get(language) or self.title)

    def intro_in(self, language: str) -> str:
        """The introduction in a language, else in Polish."""
        return str(self.intros.get(language) or self.intro)
