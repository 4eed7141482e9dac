"""Author's text made ready for print: Polish quotes, dashes, and no line ending in "w".

Writers work on a print-ready copy; metadata (file titles, keywords) keep the author's spaces.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from terytoria.documents.model import Document
from terytoria.language.text import typographic

_EXACT = frozenset(
    {
        "align",
        "alt",
        "code",
        "date",
        "href",
        "id",
        "keywords",
        "kind",
        "language",
        "ref",
        "rows",
        "svg",
        "summary",
        "width",
    }
)
"""Fields that are no prose: names, addresses, values, pictures."""


def print_ready(document: Document) -> Document:
    """A copy whose prose is set by Polish typography; a document in another language is unchanged.

    >>> from terytoria.documents.model import Source
    >>> ready = print_ready(Document(title="Raport", blocks=(Source("GUS w Warszawie"),)))
    >>> ready.blocks[0].text
    'GUS w\\xa0Warszawie'
    """
    if document.language.partition("-")[0] != "pl":
        return document
    ready: Document = _ready(document)
    return ready


def _ready(value: Any) -> Any:
    if isinstance(value, str):
        return typographic(value)
    if isinstance(value, tuple):
        return tuple(_ready(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            part.name: _ready(getattr(value, part.name))
            for part in fields(value)
            if part.name not in _EXACT
        }
        return replace(value, **changes)
    return value
