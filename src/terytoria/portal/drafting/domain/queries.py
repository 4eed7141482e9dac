"""Reading texts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from terytoria.portal.drafting.models import (
    Block,
    Chapter,
    Comment,
    DraftVersion,
    Evaluation,
    Text,
)
from terytoria.portal.partnerships.models import Partnership
from terytoria.strategy.draft import Draft


def texts(partnership: Partnership) -> QuerySet[Text]:
    """Every text of a partnership, the newest first."""
    return Text.objects.filter(partnership=partnership).select_related("created_by")


def current_text(partnership: Partnership) -> Text | None:
    """The text that is being written; ``None`` before the first."""
    found = texts(partnership).filter(is_current=True)
    return found.select_related("partnership").first()


def chapters_of(text: Text) -> QuerySet[Chapter]:
    """Chapters in order, those deleted left out."""
    return Chapter.objects.filter(text=text, deleted_at__isnull=True)


def blocks_of(text: Text) -> QuerySet[Block]:
    """Blocks of living chapters in order, those deleted left out."""
    return Block.objects.filter(
        chapter__text=text, chapter__deleted_at__isnull=True, deleted_at__isnull=True
    ).order_by("chapter__position", "chapter_id", "position", "pk")


def draft_of(text: Text) -> Draft:
    """The text as it is now, in the engine's shape."""
    return Draft.from_json(draft_values(text))


def draft_values(text: Text) -> dict[str, Any]:
    """The text as it is now, as JSON values of :class:`terytoria.strategy.draft.Draft`."""
    blocks: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in blocks_of(text):
        blocks[one.chapter_id].append({"kind": one.kind, "id": one.key, **one.content})
    chapters = [
        {
            "id": one.key,
            "title": one.title,
            "level": one.level,
            "elements": sorted(one.elements),
            "blocks": blocks[one.pk],
        }
        for one in chapters_of(text)
    ]
    return {"title": text.title, "horizon": text.horizon, "chapters": chapters}


def frozen(text: Text) -> QuerySet[DraftVersion]:
    """Frozen versions of a text, the newest first, without their bytes."""
    kept = DraftVersion.objects.filter(text=text)
    return kept.select_related("created_by", "text", "strategy").defer(
        "content", "strategy__content"
    )


def frozen_versions(partnership: Partnership) -> QuerySet[DraftVersion]:
    """Frozen versions of every text of a partnership, the newest first, without their bytes."""
    kept = DraftVersion.objects.filter(text__partnership=partnership).select_related("text")
    return kept.defer("content").order_by("-created_at", "-pk")


def comments_of(text: Text) -> QuerySet[Comment]:
    """Comments, the oldest first."""
    return Comment.objects.filter(text=text).select_related("by", "resolved_by")


def evaluation_of(text: Text) -> Evaluation | None:
    """The newest evaluation, signed or not."""
    return Evaluation.objects.filter(text=text).select_related("signed_by").first()


def signed_evaluation(text: Text) -> Evaluation | None:
    """The newest signed evaluation."""
    kept = Evaluation.objects.filter(text=text, signed_at__isnull=False)
    return kept.select_related("signed_by").first()
