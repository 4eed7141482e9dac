"""Kinds of items of the chain, how ready a project is, and how grave a problem is."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices


class Kind(TextChoices):
    """What an item of the chain is, in the order of reading; ``frame`` is the strategy itself."""

    FRAME = "frame", "założenia"
    CHALLENGE = "challenge", "wyzwanie"
    GOAL = "goal", "cel"
    DIRECTION = "direction", "kierunek działań"
    PROJECT = "project", "projekt"
    TARGET = "target", "miernik"


class Readiness(TextChoices):
    """How far a project is."""

    IDEA = "idea", "pomysł"
    CONCEPT = "concept", "koncepcja"
    DOCUMENTATION = "documentation", "dokumentacja w przygotowaniu"
    READY = "ready", "gotowy do realizacji"
    UNDER_WAY = "under_way", "w realizacji"


class Wanted(TextChoices):
    """Which way a value should go."""

    UP = "up", "wzrost"
    DOWN = "down", "spadek"
    KEEP = "keep", "utrzymanie"


class CitedState(TextChoices):
    """What became of cited evidence since it was cited."""

    CURRENT = "current", "aktualne"
    CHANGED = "changed", "inne w nowszej diagnozie"
    GONE = "gone", "nie ma go w nowszej diagnozie"
    UNJUDGED = "unjudged", "bez obowiązującej oceny"
    REJECTED = "rejected", "odrzucone"
    WITHDRAWN = "withdrawn", "wycofane"


class Deed(TextChoices):
    """What was done to an item."""

    CREATE = "create", "dodano"
    EDIT = "edit", "zmieniono"
    DELETE = "delete", "usunięto"
    RESTORE = "restore", "przywrócono"


class Severity(StrEnum):
    """How grave a problem is: an error stops freezing, a hint is advice."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word people read."""
        return {"error": "błąd", "warning": "uwaga", "hint": "wskazówka"}[self.value]
