"""Inline markup: a marked sentence becomes runs, so that authors write sentences.

``**bold**``, ``*italic*``, ``[text](https://…)``, ``[text](@id)``, ``[@id]``; a backslash takes
the meaning from the sign after it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from terytoria.documents.model import Run, Runs

_TOKEN = re.compile(
    r"\\(?P<escaped>.)"
    r"|(?P<bold>\*\*)"
    r"|(?P<italic>\*)"
    r"|\[@(?P<label>[^\]\s]+)\]"
    r"|\[(?P<text>(?:\\.|[^\\\]])*)\]\((?P<target>[^)\s]+)\)"
    r"|(?P<plain>[^\\*\[]+|.)",
    re.DOTALL,
)
_SPECIAL = re.compile(r"([\\*\[\]@])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class InlineError(ValueError):
    """A sentence whose emphasis is opened and not closed."""


def inline(text: str, *, small: bool = False) -> Runs:
    """Runs of a marked sentence; raises :class:`InlineError` when emphasis is left open.

    >>> [(run.text, run.bold) for run in inline("Mieszka tu **4390 osób**.")]
    [('Mieszka tu ', False), ('4390 osób', True), ('.', False)]
    >>> inline("[na rysunku #](@ludnosc)")[0].ref
    'ludnosc'
    """
    runs: list[Run] = []
    look = Run("", small=small)
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "bold":
            look = replace(look, bold=not look.bold)
        elif kind == "italic":
            look = replace(look, italic=not look.italic)
        elif kind == "label":
            runs.append(replace(look, ref=match["label"]))
        elif kind == "target":
            runs.append(_link(look, match["text"], match["target"]))
        else:
            _append(runs, replace(look, text=match["escaped"] or match["plain"] or ""))
    if look.bold or look.italic:
        mark = "**" if look.bold else "*"
        raise InlineError(f"unclosed {mark} in {text!r}; close it or write \\{mark[0]}")
    return tuple(runs)


def escape(text: str) -> str:
    """Text that :func:`inline` reads back literally, in a sentence and between link brackets.

    >>> plain_text(inline(escape("a*b [c]")))
    'a*b [c]'
    """
    return _SPECIAL.sub(r"\\\1", text)


def plain_text(runs: Runs) -> str:
    """The words of runs without their looks.

    >>> plain_text(inline("o *4,8%* mniej"))
    'o 4,8% mniej'
    """
    return "".join(run.text for run in runs)


def _link(look: Run, text: str, target: str) -> Run:
    text = _ESCAPED.sub(r"\1", text)
    if target.startswith("@"):
        return replace(look, text=text, ref=target[1:])
    return replace(look, text=text, href=target)


def _append(runs: list[Run], piece: Run) -> None:
    """Join a piece to the run before it when they look the same."""
    if runs and replace(runs[-1], text="") == replace(piece, text=""):
        runs[-1] = replace(piece, text=runs[-1].text + piece.text)
    elif piece.text:
        runs.append(piece)
