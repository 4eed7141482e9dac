"""Codes people give to open answers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.surveys.models.answer import Answer
from terytoria.portal.surveys.models.survey import Survey


class Code(models.Model):
    """A category of open answers to one question."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="codes")
    question = models.CharField(max_length=40)
    name = models.CharField("kod", max_length=80)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("survey", "question", "name"), name="a_code_of_a_question"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """What codes one person gave to one answer; none is a decision too."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="codings")
    question = models.CharField(max_length=40)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    codes = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("answer", "question", "coder"), name="one_coding_by_a_person"
            )
        ]

    def __str__(self) -> str:
        return "kodowanie"
