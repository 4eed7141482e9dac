"""Comments and suggestions."""

from __future__ import annotations

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.content import LONGEST_TEXT, tidy
from terytoria.portal.drafting.domain.history import Part, text_of
from terytoria.portal.drafting.domain.writing import Saved, change_block, normal
from terytoria.portal.drafting.enums import BlockKind, Outcome
from terytoria.portal.drafting.models import Block, Comment
from terytoria.portal.drafting.rules import COMMENT, EDIT
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.rules import may

LONGEST = 4000
LONGEST_REASON = 400


def comment(actor: User, part: Part, body: str, suggestion: str = "", version: int = 0) -> Comment:
    """Say something about a chapter or a block; ``suggestion`` is a paragraph's proposed text.

    ``version`` is that of the paragraph that was read. Raises ``ForbiddenError`` and
    ``RefusedError`` by field.
    """
    body, suggestion = tidy(body), tidy(suggestion)
    if len(body) > LONGEST:
        raise RefusedError("body", f"Komentarz ma {len(body)} znaków. Skróć go do {LONGEST}.")
    with acting(actor, COMMENT, text_of(part).partnership) as act:
        if part.deleted_at:
            raise RefusedError("", "Tego fragmentu już nie ma w tekście.")
        if isinstance(part, Block) and suggestion == part.content.get("text"):
            suggestion = ""
        if not body and not suggestion:
            raise RefusedError("body", "Napisz komentarz albo zaproponuj inny tekst.")
        if suggestion:
            _check(part, suggestion, version)
        made = Comment.objects.create(
            text=text_of(part),
            place=part.key,
            body=body,
            suggestion=suggestion,
            made_from=version if suggestion else None,
            by=act.actor,
        )
        act.log("comment.add", made, after={"body": body, "suggestion": suggestion})
    return made


def _check(part: Part, suggestion: str, version: int) -> None:
    if not isinstance(part, Block) or part.kind != BlockKind.PARAGRAPH:
        raise RefusedError("suggestion", "Inny tekst można zaproponować tylko dla akapitu.")
    if version > part.version:
        raise RefusedError("", "Nie wiadomo, co było zmieniane. Otwórz tę stronę jeszcze raz.")
    if len(suggestion) > LONGEST_TEXT:
        raise RefusedError("suggestion", f"Skróć propozycję do {LONGEST_TEXT} znaków.")
    try:
        normal(part, {"text": suggestion})
    except RefusedError as problem:
        raise RefusedError("suggestion", problem.message) from problem


def resolve(actor: User, one: Comment) -> None:
    """Close a comment: an editor may, and whoever wrote it."""
    with acting(actor, COMMENT, one.text.partnership) as act:
        stored = _open(one)
        if stored.by_id != actor.pk and not _edits(actor, stored):
            raise RefusedError("", "Komentarz zamyka jego autor albo osoba, która zmienia tekst.")
        _close(stored, actor, stored.outcome, "")
        act.log("comment.resolve", stored)


def accept(actor: User, one: Comment) -> Saved:
    """Put a suggestion into the text; what was saved since is merged with it.

    Raises ``EditedMeanwhileError`` when the same sentences were changed since.
    """
    with acting(actor, EDIT, one.text.partnership) as act:
        stored = _open(one)
        block = _paragraph(stored)
        saved = change_block(actor, block, stored.made_from or 0, stored.suggestion)
        _close(stored, actor, Outcome.ACCEPTED, "")
        act.log("suggestion.accept", stored)
    return saved


def decline(actor: User, one: Comment, reason: str) -> None:
    """Say no to a suggestion, with a reason its author reads."""
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        text = f"Podaj powód, najwyżej {LONGEST_REASON} znaków. Przeczyta go autor propozycji."
        raise RefusedError("reason", text)
    with acting(actor, EDIT, one.text.partnership) as act:
        stored = _open(one)
        _paragraph(stored)
        _close(stored, actor, Outcome.DECLINED, reason)
        act.log("suggestion.decline", stored, after={"reason": reason})


def _open(one: Comment) -> Comment:
    stored = Comment.objects.select_for_update(of=("self",)).select_related("text").get(pk=one.pk)
    if stored.resolved_at:
        raise RefusedError("", "Ten komentarz jest już zamknięty.")
    return stored


def _paragraph(one: Comment) -> Block:
    if not one.suggestion:
        raise RefusedError("", "Ten komentarz nie proponuje innego tekstu.")
    return Block.objects.select_related("chapter__text__partnership").get(key=one.place)


def _edits(actor: User, one: Comment) -> bool:
    return may(actor, EDIT, one.text.partnership, timezone.localdate())


def _close(one: Comment, actor: User, outcome: str, reason: str) -> None:
    one.outcome, one.reason = outcome, reason
    one.resolved_by, one.resolved_at = actor, timezone.now()
    one.save()
