"""How often one computer sends remarks, counted for a day without knowing which it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Salt(models.Model):
    """The secret of a day; without it, what was counted that day leads to no address."""

    day = models.DateField(unique=True)
    value = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return f"{self.day}"


class Knock(models.Model):
    """Something was sent from a computer, known by a hash with the salt of the day."""

    mark = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["mark", "at"], name="knocks_of_a_computer")
        ]

    def __str__(self) -> str:
        return self.mark
