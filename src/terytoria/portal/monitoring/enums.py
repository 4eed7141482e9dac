"""Which text of a target is followed, and where money of a project comes from."""

from __future__ import annotations

from django.db.models import TextChoices


class Text(TextChoices):
    """The text of a target: as adopted, or as it stands in the strategy at work."""

    ADOPTED = "adopted", "przyjęty"
    DRAFT = "draft", "jeszcze nieprzyjęty"


class Fund(TextChoices):
    """Where money comes from."""

    OWN = "own", "budżety członków"
    STATE = "state", "budżet państwa"
    EU = "eu", "fundusze europejskie"
    PRIVATE = "private", "środki prywatne"
    OTHER = "other", "inne źródło"
