"""Two chains compared, as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from terytoria.portal.strategies.chain import Chain, ChainItem, Frame
from terytoria.portal.strategies.domain.content import labels
from terytoria.portal.strategies.domain.words import Names, content_of, names_in, told
from terytoria.portal.strategies.enums import Kind


@dataclass(frozen=True)
class TextChange:
    """A field told otherwise."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ItemChange:
    """An item that came (``added``), went (``removed``) or is told otherwise (``changed``)."""

    what: str
    kind: Kind
    title: str
    texts: tuple[TextChange, ...]


def compare(old: Chain, new: Chain) -> tuple[ItemChange, ...]:
    """What a later chain says otherwise, in its order; then what it lacks."""
    return tuple(_changes(old, new))


def _changes(old: Chain, new: Chain) -> Iterator[ItemChange]:
    before, after = _items(old), _items(new)
    was, now = names_in(old), names_in(new)
    for key in [*after, *(one for one in before if one not in after)]:
        texts = tuple(_texts(before.get(key), after.get(key), was, now))
        if texts:
            what = "changed" if key in before and key in after else "removed"
            what = "added" if key not in before else what
            title = new.titles.get(key) or old.titles.get(key) or "Wizja i horyzont"
            yield ItemChange(what, key[0], title, texts)


def _items(chain: Chain) -> dict[tuple[Kind, int], ChainItem | Frame]:
    return {(Kind.FRAME, 0): chain.frame, **{(one.kind, one.id): one for one in chain.items()}}


def _texts(
    old: ChainItem | Frame | None, new: ChainItem | Frame | None, was: Names, now: Names
) -> Iterator[TextChange]:
    shown = new or old
    if shown is None:
        return
    contents = content_of(old) if old else {}, content_of(new) if new else {}
    before, after = told(shown.kind, contents[0], was), told(shown.kind, contents[1], now)
    for name, label in labels(shown.kind).items():
        # A link to an item that only has another name is no change; a new wording of evidence is.
        same = name != "cites" and contents[0].get(name) == contents[1].get(name)
        if not same and before.get(name, "") != after.get(name, ""):
            yield TextChange(label, before.get(name, ""), after.get(name, ""))
