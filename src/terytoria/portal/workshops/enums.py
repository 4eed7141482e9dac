"""States of a workshop, and where a sticky note stands."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """How far a workshop is."""

    PLANNED = "planned", "zaplanowany"
    OPEN = "open", "trwa"
    CLOSED = "closed", "zakończony"


class Place(TextChoices):
    """Where a note stands: loose, the trunk of a tree, its root or its branch."""

    LOOSE = "loose", "nieułożona"
    CHALLENGE = "challenge", "wyzwanie"
    CAUSE = "cause", "przyczyna"
    EFFECT = "effect", "skutek"


BELOW = frozenset({Place.CAUSE, Place.EFFECT})
"""Places that belong to a challenge."""
