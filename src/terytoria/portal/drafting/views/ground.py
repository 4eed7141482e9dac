"""What every page of the text stands on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from terytoria.portal.drafting.domain.history import Part
from terytoria.portal.drafting.domain.queries import current_text
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.drafting.rules import COMMENT, EDIT, FREEZE, SIGN
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can
from terytoria.portal.partnerships.views.ground import words as of_partnership


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    return {
        **of_partnership(request, partnership, "drafting:text", heading),
        "may_edit": can(request, EDIT, partnership),
        "may_comment": can(request, COMMENT, partnership),
        "may_freeze": can(request, FREEZE, partnership),
        "may_sign": can(request, SIGN, partnership),
        "back": reverse("drafting:text", args=[partnership.slug]),
    }


def text_of(partnership: Partnership) -> Text:
    """The current text; no such page before the first."""
    found = current_text(partnership)
    if found is None:
        raise Http404
    return found


def part_of(partnership: Partnership, key: str) -> Part:
    """A chapter or a block, deleted or not; no such page when it is of another partnership."""
    chapters = Chapter.objects.select_related("text__partnership")
    blocks = Block.objects.select_related("chapter__text__partnership")
    found = (
        chapters.filter(text__partnership=partnership, key=key).first()
        or blocks.filter(chapter__text__partnership=partnership, key=key).first()
    )
    if found is None:
        raise Http404
    return found


def chapter_of(partnership: Partnership, key: str) -> Chapter:
    """A chapter; no such page for anything else."""
    found = part_of(partnership, key)
    if not isinstance(found, Chapter):
        raise Http404
    return found


def block_of(partnership: Partnership, key: str) -> Block:
    """A block; no such page for anything else."""
    found = part_of(partnership, key)
    if not isinstance(found, Block):
        raise Http404
    return found


def to_place(partnership: Partnership, key: str = "") -> HttpResponse:
    """Back to a place in the text."""
    return redirect(place(partnership, key))


def place(partnership: Partnership, key: str = "") -> str:
    """The address of a chapter or a block in the text."""
    whole = reverse("drafting:text", args=[partnership.slug])
    return f"{whole}#{key}" if key else whole
