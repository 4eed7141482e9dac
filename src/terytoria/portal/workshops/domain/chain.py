"""From the board into the strategy: a challenge, then its goal, with where they came from."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.own import add_own_evidence
from terytoria.portal.evidence.enums import OwnKind
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.domain.editing import create
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge, Goal
from terytoria.portal.workshops.domain.ground import workshop_now
from terytoria.portal.workshops.domain.queries import Card, Tree, board_of
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Note, Workshop
from terytoria.portal.workshops.rules import RUN


def take_challenge(actor: User, note: Note, url: str = "") -> Challenge:
    """Make a challenge of the strategy of a trunk; the workshop is kept as its evidence.

    ``url`` is where the minutes are. Raises ``ForbiddenError`` and ``RefusedError``.
    """
    with acting(actor, RUN, note.workshop.partnership) as deed:
        workshop, tree = _tree(workshop_now(deed, note.workshop, State.CLOSED), note)
        stored = tree.trunk.note
        if stored.challenge and not stored.challenge.deleted_at:
            raise RefusedError("", "To wyzwanie jest już w strategii.")
        own = _evidence(actor, workshop, url)
        text = _told(workshop, tree.dots, ("Przyczyny", tree.causes), ("Skutki", tree.effects))
        fields = {"title": stored.text, "text": text, "cites": [f"own:{own.pk}"]}
        made = create(actor, deed.partnership, Kind.CHALLENGE, fields)
        assert isinstance(made, Challenge)  # noqa: S101 - of its kind
        stored.challenge = made
        stored.save(update_fields=["challenge"])
        deed.log("note.take", stored, after={"kind": str(Kind.CHALLENGE.label)})
    return made


def take_goal(actor: User, note: Note) -> Goal:
    """Make a goal of the strategy of a trunk that is reworded as one; it answers its challenge."""
    with acting(actor, RUN, note.workshop.partnership) as deed:
        workshop, tree = _tree(workshop_now(deed, note.workshop, State.CLOSED), note)
        stored = tree.trunk.note
        if not stored.goal:
            raise RefusedError("", "Zapisz najpierw to wyzwanie jako cel, w drzewie celów.")
        if stored.challenge is None or stored.challenge.deleted_at:
            raise RefusedError("", "Przenieś najpierw wyzwanie: cel na nie odpowiada.")
        if stored.aim and not stored.aim.deleted_at:
            raise RefusedError("", "Ten cel jest już w strategii.")
        text = _told(workshop, tree.dots, ("Co zrobić", tree.causes), ("Co to da", tree.effects),
                     goals=True)  # fmt: skip
        fields = {"title": stored.goal, "text": text, "answers": [stored.challenge.pk]}
        made = create(actor, deed.partnership, Kind.GOAL, fields)
        assert isinstance(made, Goal)  # noqa: S101 - of its kind
        stored.aim = made
        stored.save(update_fields=["aim"])
        deed.log("note.take", stored, after={"kind": str(Kind.GOAL.label)})
    return made


def _tree(workshop: Workshop, note: Note) -> tuple[Workshop, Tree]:
    for tree in board_of(workshop).trees:
        if tree.trunk.note.pk == note.pk:
            return workshop, tree
    raise RefusedError("", "Ta karteczka nie jest już wyzwaniem na tablicy. Odśwież stronę.")


def _evidence(actor: User, workshop: Workshop, url: str) -> OwnEvidence:
    """The workshop as own evidence: what there is, else made now."""
    kept = workshop.evidence
    if kept is not None and kept.withdrawn_at is None:
        return kept
    board, day = board_of(workshop), timezone.localdate(workshop.closed_at)
    note = (
        f"Pytanie: {workshop.question} Uczestników: {workshop.people}, karteczek: {board.notes}, "
        f"kropek: {board.dots}. Uczestnicy nie są próbą losową mieszkańców."
    )
    try:
        workshop.evidence = add_own_evidence(
            actor,
            workshop.partnership,
            title=f"Warsztat „{workshop.title}”",
            kind=OwnKind.DOCUMENT,
            source=f"Protokół warsztatu z {date_pl(day)}",
            vintage=day,
            url=url,
            note=note,
        )
    except ValidationError as problem:
        raise RefusedError("", " ".join(problem.messages)) from problem
    workshop.save(update_fields=["evidence"])
    return workshop.evidence


def _told(
    workshop: Workshop, dots: int, *parts: tuple[str, Iterable[Card]], goals: bool = False
) -> str:
    """Where an item came from and what hung on it."""
    day = date_pl(timezone.localdate(workshop.closed_at))
    told = [f"Z warsztatu „{workshop.title}” ({day}). Kropek: {dots}."]
    for heading, cards in parts:
        lines = [one.note.goal if goals else one.note.text for one in cards]
        if any(lines):
            told.append("\n".join([f"{heading}:", *(f"– {line}" for line in lines if line)]))
    return "\n\n".join(told)[:8000]
