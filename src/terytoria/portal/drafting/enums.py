"""What blocks are, and what was done to them."""

from __future__ import annotations

from django.db.models import TextChoices


class BlockKind(TextChoices):
    """What a block is; the value is the kind of the engine's draft."""

    PARAGRAPH = "paragraph", "akapit"
    TABLE = "table", "tabela"
    FIGURE = "figure", "rysunek z diagnozy"
    INSERTED = "inserted", "wstawka ze strategii"


class Part(TextChoices):
    """Whose history a revision belongs to."""

    CHAPTER = "chapter", "rozdział"
    BLOCK = "block", "blok"
    COMPANION = "companion", "tekst towarzyszący"


class CompanionKind(TextChoices):
    """What goes with a text."""

    SUMMARY = "summary", "streszczenie"
    EASY = "easy", "tekst łatwy do czytania"


class Deed(TextChoices):
    """What was done to a chapter or a block."""

    CREATE = "create", "dodano"
    EDIT = "edit", "zmieniono"
    DELETE = "delete", "usunięto"
    RESTORE = "restore", "przywrócono"


class Outcome(TextChoices):
    """What became of a suggestion."""

    OPEN = "open", "czeka"
    ACCEPTED = "accepted", "przyjęta"
    DECLINED = "declined", "odrzucona"


class LayerUse(TextChoices):
    """What an own layer of the model is for."""

    NATURAL = "natural", "powiązania przyrodnicze"
    INTERVENTION = "intervention", "obszary strategicznej interwencji"


class Criterion(TextChoices):
    """What an ex-ante evaluation judges."""

    RELEVANCE = "relevance", "Trafność"
    EFFECTIVENESS = "effectiveness", "Przewidywana skuteczność"
    EFFICIENCY = "efficiency", "Efektywność"
