"""An open answer released to be read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.surveys.models.survey import Survey


class Quote(models.Model):
    """A copy of an open answer, read and cleared of names by a person; no key to the answer."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="quotes")
    question = models.CharField(max_length=40)
    text = models.TextField("wypowiedź", max_length=4000)

    class Meta:
        ordering: ClassVar = ("question", "text")

    def __str__(self) -> str:
        return "wypowiedź"
