"""What the rules of procedure of a body say."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.meetings.enums import Body, Share
from terytoria.portal.partnerships.models import Partnership


class Procedure(models.Model):
    """The quorum of a body from a day (``as_of``) on, and on what basis; history stays."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="procedures"
    )
    body = models.CharField("kogo dotyczy", max_length=20, choices=Body)
    share = models.CharField("kworum", max_length=20, choices=Share)
    basis = models.CharField("podstawa", max_length=300)
    as_of = models.DateField("obowiązuje od")

    class Meta:
        ordering = ("body", "-as_of", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "body", "as_of"], name="one_quorum_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}: {self.get_share_display()}"
