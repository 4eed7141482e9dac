"""Two texts compared, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.portal.drafting.domain.content import LABELS, in_words
from terytoria.portal.drafting.domain.history import Change
from terytoria.portal.drafting.enums import BlockKind
from terytoria.strategy.draft import Draft


@dataclass(frozen=True)
class Difference:
    """A chapter or a block that came (``added``), went, was ``moved`` or is told otherwise."""

    what: str
    name: str
    place: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _Item:
    name: str
    chapter: str
    chapter_key: str
    words: Mapping[str, str]


def compare(old: Draft, new: Draft) -> tuple[Difference, ...]:
    """What a later text says otherwise, in its order; then what it lacks."""
    return tuple(_differences(_items(old), _items(new)))


def _differences(before: dict[str, _Item], after: dict[str, _Item]) -> Iterator[Difference]:
    for key in [*after, *(one for one in before if one not in after)]:
        was, now = before.get(key), after.get(key)
        changes = tuple(_changes(was.words if was else {}, now.words if now else {}))
        shown = now or was
        if shown is None:
            continue
        what = "changed" if was and now else ("added" if now else "removed")
        if was and now and not changes:
            if was.chapter_key == now.chapter_key:
                continue
            what, changes = "moved", (Change("Rozdział", was.chapter, now.chapter),)
        yield Difference(what, shown.name, shown.chapter, changes)


def _items(draft: Draft) -> dict[str, _Item]:
    found: dict[str, _Item] = {"": _Item("Tekst", "", "", _frame(draft))}
    for chapter in draft.to_json()["chapters"]:
        own = {name: chapter[name] for name in ("title", "level", "elements")}
        name = f"Rozdział „{chapter['title']}”"
        found[chapter["id"]] = _Item(name, chapter["title"], "", in_words(own))
        for block in chapter["blocks"]:
            content: dict[str, Any] = {
                key: value for key, value in block.items() if key not in ("id", "kind")
            }
            kind = BlockKind(block["kind"]).label.capitalize()
            found[block["id"]] = _Item(kind, chapter["title"], chapter["id"], in_words(content))
    return found


def _frame(draft: Draft) -> dict[str, str]:
    return {"title": draft.title, "what": f"do roku {draft.horizon}"}


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name, label in LABELS.items():
        if old.get(name, "") != new.get(name, ""):
            yield Change(label, old.get(name, ""), new.get(name, ""))
