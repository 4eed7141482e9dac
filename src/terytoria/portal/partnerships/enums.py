"""Roles in a partnership and the states it passes through."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person does in a partnership."""

    COORDINATOR = "coordinator", "koordynator"
    REPRESENTATIVE = "representative", "przedstawiciel członka"
    CHAIR = "chair", "przewodniczący Rady Partnerstwa"
    WORKING_GROUP = "working_group", "członek grupy roboczej"
    EXPERT = "expert", "ekspert"
    OBSERVER = "observer", "obserwator"


class Stage(TextChoices):
    """Where a partnership is on its way."""

    FORMING = "forming", "zawiązuje się"
    ACTIVE = "active", "działa"
    CLOSED = "closed", "zakończone"


class DocumentKind(TextChoices):
    """What a document of a partnership is."""

    AGREEMENT = "agreement", "porozumienie"
    RESOLUTION = "resolution", "uchwała"
    MINUTES = "minutes", "protokół"
    DIAGNOSIS = "diagnosis", "diagnoza"
    STRATEGY = "strategy", "strategia"
    OTHER = "other", "inny dokument"
