"""States and kinds of a consultation and of the remarks in it."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """Where a consultation is: its register is open until every remark has a position."""

    PLANNED = "planned", "w przygotowaniu"
    OPEN = "open", "otwarte"
    CLOSED = "closed", "rejestr zamknięty"
    REPORTED = "reported", "sprawozdanie ogłoszone"


class Channel(TextChoices):
    """How a remark came."""

    FORM = "form", "formularz"
    MEETING = "meeting", "spotkanie"
    LETTER = "letter", "pismo"
    EMAIL = "email", "poczta elektroniczna"


class Author(TextChoices):
    """Who speaks, as a category: the register names no person."""

    RESIDENT = "resident", "mieszkaniec lub mieszkanka"
    ORGANISATION = "organisation", "organizacja społeczna"
    BUSINESS = "business", "przedsiębiorca"
    GOVERNMENT = "government", "inny samorząd"
    INSTITUTION = "institution", "instytucja"
    OTHER = "other", "inny autor"


class Standing(TextChoices):
    """Whether a remark counts."""

    UNCONFIRMED = "unconfirmed", "czeka na potwierdzenie"
    CONFIRMED = "confirmed", "przyjęta"
    SPAM = "spam", "odrzucona jako spam"


class Spot(TextChoices):
    """What a remark is on."""

    WHOLE = "whole", "cały dokument"
    CHAPTER = "chapter", "rozdział"
    BLOCK = "block", "akapit"
    MAP = "map", "miejsce na mapie"


class Outcome(TextChoices):
    """What was decided about a remark; the value is that of the report's position."""

    ACCEPTED = "accepted", "uwzględniona"
    PARTLY = "partly", "uwzględniona częściowo"
    REJECTED = "rejected", "nieuwzględniona"
    OUTSIDE = "outside", "poza zakresem"


CHANGING = frozenset({Outcome.ACCEPTED, Outcome.PARTLY})
"""Outcomes that change the text."""
