"""What a token is for."""

from __future__ import annotations

from django.db.models import TextChoices


class Scope(TextChoices):
    """Something a token may do, never more than its owner may do today."""

    READ = "read", "odczyt wszystkiego, co widzi właściciel"
    EVIDENCE = "evidence", "dodawanie danych własnych i ocen ustaleń"
    STRATEGY = "strategy", "dodawanie i zmiana projektów oraz mierników"
    TASKS = "tasks", "dodawanie i kończenie zadań"
