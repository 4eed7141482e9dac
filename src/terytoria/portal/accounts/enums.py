"""Roles that the programme entrusts people with, over all partnerships or those of a region."""

from __future__ import annotations

from django.db.models import TextChoices


class ProgrammeRole(TextChoices):
    """A role in the programme."""

    NATIONAL_OFFICER = "national_officer", "urzędnik programu (kraj)"
    REGIONAL_OFFICER = "regional_officer", "urzędnik programu (województwo)"
    LEAD_ADVISER = "lead_adviser", "doradca wiodący"
