"""An answer that nobody can be told by."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from terytoria.portal.surveys.enums import Channel, Sex
from terytoria.portal.surveys.models.survey import Survey


class Answer(models.Model):
    """What one person answered, on what day, by what channel; nothing of who or where from.

    ``number`` is random and tells no order. There is no hour, no address of a computer, no account
    and no key to a token.
    """

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    day = models.DateField()
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.WEB)
    content = models.JSONField()
    gmina = models.CharField(max_length=7, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    band = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering: ClassVar = ("number",)

    def __str__(self) -> str:
        return "odpowiedź"
