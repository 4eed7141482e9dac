"""A partnership."""

from __future__ import annotations

from django.db import models

from terytoria.portal.partnerships.enums import Stage


class Partnership(models.Model):
    """A partnership of local governments.

    ``leader`` is the TERYT code of the member that leads, a gmina or a powiat. Members and people
    are dated records of their own.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField("nazwa", max_length=200)
    short_name = models.CharField("nazwa skrócona", max_length=80)
    purpose = models.TextField("cel współpracy", blank=True, max_length=4000)
    leader = models.CharField("lider", max_length=7)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.FORMING)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.short_name
