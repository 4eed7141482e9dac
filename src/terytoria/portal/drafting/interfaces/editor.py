"""What the editor of a block does before it saves: a citation put in, a preview."""

from __future__ import annotations

from typing import Any

from terytoria.portal.drafting.domain.citing import cited as sources_of
from terytoria.portal.drafting.domain.citing import cited_keys
from terytoria.portal.drafting.domain.content import normal_block
from terytoria.portal.drafting.domain.figures import figures_for
from terytoria.portal.drafting.domain.queries import draft_of
from terytoria.portal.drafting.interfaces.reading import Reading
from terytoria.portal.drafting.models import Text
from terytoria.portal.evidence.interfaces.values import amount
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.strategies.chain import Cited
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.strategy.draft import Chapter, Draft

MARK = "[]"
"""Where a citation goes; without the mark it goes to the end."""


def citation(one: Cited) -> str:
    """The citation of a source with its first value, else with its title.

    The author may change the words; the number is checked against the source.
    """
    value = next((each for each in one.values if each["value"] is not None), None)
    words = amount(value["indicator"], value["value"]) if value else one.title
    words = words.replace("[", "(").replace("]", ")").replace("\\", "")
    return f"[{words}](dowod:{one.key})"


def cited(text: str, one: Cited) -> str:
    """A text with a citation where ``[]`` stands, else at its end."""
    if MARK in text:
        return text.replace(MARK, citation(one), 1)
    return f"{text.rstrip()} {citation(one)}".lstrip()


def previewed(text: Text, kind: str, typed: dict[str, Any]) -> dict[str, Any]:
    """A block as it would be shown, or why it could not be saved."""
    try:
        content = normal_block(kind, typed)
    except (RefusedError, KeyError) as problem:
        return {"preview_problem": getattr(problem, "message", "Uzupełnij pola.")}
    row = {"id": "podglad", "title": "Podgląd", "blocks": [{"kind": kind, "id": "p", **content}]}
    whole = {"title": text.title, "horizon": text.horizon, "chapters": [row]}
    draft = Draft.from_json(whole)
    chapter: Chapter = draft.chapters[0]
    figures = figures_for(text.partnership, draft_of(text))
    sources = sources_of(text.partnership, cited_keys(draft))
    reading = Reading(text.partnership.slug, draft, chain_of(text.partnership), sources, figures)
    return {"preview": reading.block(chapter.blocks[0]), "outline": reading.outline}
