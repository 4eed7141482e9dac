"""What an expert makes of a finding, and kinds of own evidence."""

from __future__ import annotations

from django.db.models import TextChoices


class Choice(TextChoices):
    """A verdict on a finding."""

    ACCEPTED = "accepted", "przyjęte"
    REJECTED = "rejected", "odrzucone"
    REWORDED = "reworded", "przeformułowane"


class Standing(TextChoices):
    """Where a finding stands in a version."""

    OPEN = "open", "bez oceny"
    ACCEPTED = "accepted", "przyjęte"
    REJECTED = "rejected", "odrzucone"
    REWORDED = "reworded", "przeformułowane"
    AGAIN = "again", "do ponownej oceny"


class OwnKind(TextChoices):
    """What evidence of the partnership's own is."""

    SURVEY = "survey", "badanie lub ankieta"
    DOCUMENT = "document", "dokument"
    DATA = "data", "dane"


class Kind(TextChoices):
    """What a finding is for the area, in the order of reading."""

    STRENGTH = "strength", "Mocne strony"
    WEAKNESS = "weakness", "Słabe strony"
    OPPORTUNITY = "opportunity", "Szanse"
    THREAT = "threat", "Zagrożenia"
    CONTRADICTION = "contradiction", "Sprzeczności"
    GAP = "gap", "Luki w danych"
