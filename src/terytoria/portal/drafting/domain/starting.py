"""Starting a text, and changing what it is: title, profiles, horizon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.citing import citable
from terytoria.portal.drafting.domain.content import normal_block, normal_chapter, tidy
from terytoria.portal.drafting.domain.history import new_key, note
from terytoria.portal.drafting.domain.prefilling import blocks_for
from terytoria.portal.drafting.domain.templates import template_of
from terytoria.portal.drafting.enums import Deed
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships.domain.acting import Deed as Act
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.strategy.elements import profiles

LONGEST_TITLE = 200
EARLIEST, LATEST = 2020, 2100


@dataclass(frozen=True)
class Frame:
    """What a text is."""

    title: str
    profiles: tuple[str, ...]
    horizon: int

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        return {"title": self.title, "profiles": list(self.profiles), "horizon": self.horizon}


def framed(given: Mapping[str, Any]) -> Frame:
    """The frame as it is kept; raises ``RefusedError`` by field."""
    title = " ".join(tidy(str(given["title"])).split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise RefusedError("title", f"Podaj tytuł, najwyżej {LONGEST_TITLE} znaków.")
    asked = set(given["profiles"])
    known = tuple(one.id for one in profiles() if one.id in asked)
    if not known or len(known) != len(asked):
        raise RefusedError("profiles", "Wybierz z listy, czym ten dokument ma być.")
    horizon = int(given["horizon"])
    if not EARLIEST <= horizon <= LATEST:
        raise RefusedError("horizon", f"Podaj rok od {EARLIEST} do {LATEST}.")
    return Frame(title, known, horizon)


def create_text(
    actor: User, partnership: Partnership, given: Mapping[str, Any], *, empty: bool = False
) -> Text:
    """Start a text from the template of its profiles, with what the chain already says.

    It becomes the current one; earlier texts stay. ``empty`` starts without chapters. Raises
    ``ForbiddenError`` and ``RefusedError`` by field.
    """
    frame = framed(given)
    with acting(actor, EDIT, partnership) as act:
        Text.objects.filter(partnership=act.partnership, is_current=True).update(is_current=False)
        text = Text.objects.create(partnership=act.partnership, created_by=actor, **frame.values())
        act.log("draft.start", text, after=frame.values())
        if not empty:
            _fill(act, text, frame.profiles)
    return text


def _fill(act: Act, text: Text, asked: Iterable[str]) -> None:
    chain, accepted = chain_of(act.partnership), citable(act.partnership)
    for place, one in enumerate(template_of(asked), 1):
        content = normal_chapter(text, {"title": one.title, "level": 1, "elements": one.elements})
        chapter = Chapter.objects.create(text=text, key=new_key("r"), position=place, **content)
        note(act, chapter, Deed.CREATE, {}, content)
        for at, (kind, given) in enumerate(blocks_for(one.fill, chain, accepted), 1):
            made = normal_block(kind, given)
            block = Block.objects.create(
                chapter=chapter, key=new_key("b"), position=at, kind=kind, content=made
            )
            note(act, block, Deed.CREATE, {}, made)


def change_text(actor: User, text: Text, version: int, given: Mapping[str, Any]) -> Text:
    """Change the title, profiles or horizon of a text that was opened in ``version``."""
    frame = framed(given)
    with acting(actor, EDIT, text.partnership) as act:
        stored = Text.objects.select_for_update().get(pk=text.pk)
        before = Frame(stored.title, tuple(stored.profiles), stored.horizon).values()
        if stored.version != version:
            said = "Ktoś zmienił to, gdy ta strona była otwarta. Sprawdź i zapisz jeszcze raz"
            raise RefusedError("", f"{said}: teraz jest „{stored.title}”, {stored.horizon}.")
        if before == frame.values():
            return stored
        for name, value in frame.values().items():
            setattr(stored, name, value)
        stored.version += 1
        stored.save()
        act.log("draft.edit", stored, before, frame.values())
    return stored


def make_current(actor: User, text: Text) -> None:
    """Go back to an earlier text."""
    with acting(actor, EDIT, text.partnership) as act:
        Text.objects.filter(partnership=act.partnership, is_current=True).update(is_current=False)
        Text.objects.filter(pk=text.pk).update(is_current=True)
        act.log("draft.current", text)
