"""Comments as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from terytoria.portal.drafting.domain.history import content_at
from terytoria.portal.drafting.models import Block, Chapter, Comment


@dataclass(frozen=True)
class Remark:
    """A comment with its place and, for a suggestion, the text it was made from."""

    comment: Comment
    place: str
    before: str
    place_url: str

    @classmethod
    def of(cls, slug: str, comment: Comment) -> Remark:
        """One comment."""
        return remarks(slug, [comment])[0]


def remarks(slug: str, comments: Iterable[Comment]) -> tuple[Remark, ...]:
    """Comments in the given order."""
    given = list(comments)
    keys = {one.place for one in given}
    chapters = {one.key: one for one in Chapter.objects.filter(key__in=keys)}
    blocks = {
        one.key: one for one in Block.objects.filter(key__in=keys).select_related("chapter__text")
    }
    whole = reverse("drafting:text", args=[slug])
    found = []
    for one in given:
        block = blocks.get(one.place)
        name = f"{block.chapter}, {block}" if block else str(chapters.get(one.place, ""))
        base = content_at(block, one.made_from) if block and one.made_from else None
        before = str((base or {}).get("text", ""))
        found.append(Remark(one, name, before, f"{whole}#{one.place}"))
    return tuple(found)
