"""Whom a survey asks, where it is on its way, how an answer came."""

from __future__ import annotations

from django.db.models import TextChoices


class Audience(TextChoices):
    """Whom a survey asks; names are those of the engine's audiences."""

    RESIDENTS = "residents", "mieszkańcy"
    YOUNG = "young", "młodzi (13–19 lat)"
    LEADERS = "leaders", "liderzy"


class State(TextChoices):
    """Where a survey is."""

    DRAFT = "draft", "w przygotowaniu"
    OPEN = "open", "trwa"
    CLOSED = "closed", "zakończona"


class Access(TextChoices):
    """Who may answer."""

    ANYBODY = "anybody", "każdy, kto zna adres"
    TOKEN = "token", "tylko z jednorazowym adresem"


class Channel(TextChoices):
    """How an answer came."""

    WEB = "web", "internet"
    PAPER = "paper", "papier"


class Sex(TextChoices):
    """What a person told; the engine's names."""

    WOMAN = "k", "kobieta"
    MAN = "m", "mężczyzna"


LANGUAGES = {"pl": "polski", "en": "English", "uk": "українська"}
"""Languages a questionnaire may be asked in, by their own names."""
