"""Two edits of one text put together: sentence by sentence, line by line, against the ancestor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from terytoria.portal.drafting.domain.content import table_of, table_text

_BEGINS = r"(?<=[.!?…])[^\S\n]+(?=[A-ZĄĆĘŁŃÓŚŹŻ*\[„\"(])"
_TOKENS = re.compile(rf"\n|{_BEGINS}|(?:(?!{_BEGINS})[^\n])+")


@dataclass(frozen=True)
class Merge:
    """What two edits give together.

    ``values`` hold what would be saved: in ``conflicts`` (fields that both changed at the same
    place) it is mine. ``theirs`` are fields in which something of theirs was kept.
    """

    values: dict[str, Any]
    conflicts: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class _Edit:
    """Tokens from ``start`` to ``end`` of the ancestor replaced by ``put``."""

    start: int
    end: int
    put: tuple[str, ...]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Put together contents of a chapter or a block, both made from ``base``.

    Text is merged by sentences, a table by rows, a set by its elements, anything else whole.
    """
    flat = [_flat(one) for one in (base, mine, theirs)]
    values, conflicts, taken = {}, [], []
    for name in flat[1]:
        was, my, their = (one.get(name) for one in flat)
        values[name] = my
        if their in (was, my):
            continue
        joined = _joined(name, was, my, their)
        if joined is None:
            conflicts.append(name)
        else:
            values[name] = joined
            taken.append(name)
    return Merge(_deep(values), tuple(conflicts), tuple(taken))


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    """A table becomes a text of lines, so that rows are merged like sentences."""
    if "header" not in content:
        return dict(content)
    return {"caption": content["caption"], "table": table_text(content)}


def _deep(values: dict[str, Any]) -> dict[str, Any]:
    if "table" not in values:
        return values
    return {"caption": values["caption"], **table_of(values["table"])}


def _joined(name: str, was: Any, my: Any, their: Any) -> Any:
    if my == was:
        return their
    if name == "elements":
        before, mine, theirs = set(was), set(my), set(their)
        return sorted((theirs | (mine - before)) - (before - mine))
    if name in ("text", "table"):
        return merge_texts(was, my, their, by_lines=name == "table")
    return None


def merge_texts(base: str, mine: str, theirs: str, *, by_lines: bool = False) -> str | None:
    """A text with both edits; ``None`` where both touch the same sentence (line).

    Both edits are all there, word for word, or there is no merged text.

    >>> merge_texts("Ubyło osób. Są stare. Koniec.", "Ubyło młodych. Są stare. Koniec.",
    ...             "Ubyło osób. Są stare. To koniec.")
    'Ubyło młodych. Są stare. To koniec.'
    >>> merge_texts("Ubyło osób.", "Ubyło młodych.", "Przybyło osób.")
    """
    split = _lines if by_lines else sentences
    before = split(base)
    edits = _edits(before, split(mine)), _edits(before, split(theirs))
    for one in edits[0]:
        if any(one != other and _clash(one, other) for other in edits[1]):
            return None
    both = sorted({*edits[0], *edits[1]}, key=lambda one: (one.start, one.end))
    merged, at = [], 0
    for edit in both:
        merged += [*before[at : edit.start], *edit.put]
        at = edit.end
    return "".join([*merged, *before[at:]])


def sentences(text: str) -> list[str]:
    """Sentences, spaces between them and ends of lines; together they are the text.

    >>> sentences("Raz. Dwa,2 i trzy!\\nKoniec")
    ['Raz.', ' ', 'Dwa,2 i trzy!', '\\n', 'Koniec']
    """
    return _TOKENS.findall(text)


def _lines(text: str) -> list[str]:
    return re.findall(r"\n|[^\n]+", text)


def _edits(before: Sequence[str], after: Sequence[str]) -> tuple[_Edit, ...]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(
        _Edit(start, end, tuple(after[put_from:put_to]))
        for name, start, end, put_from, put_to in steps
        if name != "equal"
    )


def _clash(one: _Edit, other: _Edit) -> bool:
    """Whether two edits touch the same tokens, or put text at the same place."""
    if one.start == other.start and one.start == one.end and other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end
