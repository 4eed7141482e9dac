"""Elements that do not apply."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.drafting.models.text import Text


class Waiver(models.Model):
    """Why an element (its id, as G7) does not apply to a text."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="waivers")
    element = models.CharField(max_length=8)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("element",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "element"], name="an_element_is_waived_once")
        ]

    def __str__(self) -> str:
        return self.element
