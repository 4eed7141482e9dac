"""Whether a single-use address was used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.surveys.models.survey import Survey


class Token(models.Model):
    """The digest of a single-use address and whether it was used; never when nor for what."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64)
    used = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("survey", "digest"), name="a_token_of_a_survey")
        ]

    def __str__(self) -> str:
        return "adres jednorazowy"
