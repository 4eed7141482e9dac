"""What the chain writes into a new text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from terytoria.documents.inline import escape
from terytoria.portal.drafting.domain.citing import source_of
from terytoria.portal.drafting.domain.content import Values
from terytoria.portal.drafting.enums import BlockKind
from terytoria.portal.strategies.chain import Chain, Cited
from terytoria.strategy.draft import Source, numbers_in
from terytoria.strategy.draft.model import Live

MOST_FINDINGS = 24
_BOLD = re.compile(r"\*\*(.+?)\*\*")
Content = tuple[BlockKind, Values]


def blocks_for(fill: str, chain: Chain, accepted: Iterable[Cited]) -> list[Content]:
    """Contents of the blocks that the chain gives for a ``fill`` of the template."""
    return list(_FILLS[fill](chain, tuple(accepted))) if fill else []


def cited_text(one: Cited) -> str:
    """The text of a source with the citation on its first number that the source holds.

    Without such a number the citation stands after the text.
    """
    source = source_of(one)
    for match in _BOLD.finditer(one.text):
        if _holds(source, match[1]):
            words = _linked(match[1], one.key)
            return f"{one.text[: match.start()]}{words}{one.text[match.end() :]}".strip()
    return f"{one.text.strip()} ({_linked('dowód', one.key)})".strip()


def _holds(source: Source, words: str) -> bool:
    """Whether every number in the words is one of the source's."""
    written = list(numbers_in(words))
    return bool(written) and all(
        any(number.says(value) for value in source.values) for number in written
    )


def _linked(words: str, key: str) -> str:
    return f"[{words}](dowod:{key})"


def _findings(chain: Chain, accepted: tuple[Cited, ...]) -> Iterator[Content]:
    """What challenges cite, under their titles; then other accepted findings, few of many."""
    told: set[str] = set()
    for challenge in chain.challenges:
        lines = [f"**{escape(challenge.title)}**"]
        lines += [escape(line) for line in challenge.text.splitlines() if line.strip()]
        lines += [cited_text(one) for one in challenge.cites if one.text]
        told |= {one.key for one in challenge.cites}
        yield _paragraph("\n".join(lines))
    left = [one for one in accepted if one.key not in told and one.text]
    for one in left[: max(0, MOST_FINDINGS - len(told))]:
        yield _paragraph(cited_text(one))


def _vision(chain: Chain, accepted: tuple[Cited, ...]) -> Iterator[Content]:
    del accepted
    if chain.frame.vision.strip():
        yield _paragraph(escape(chain.frame.vision))


def _directions(chain: Chain, accepted: tuple[Cited, ...]) -> Iterator[Content]:
    del accepted
    for place, goal in enumerate(chain.goals, 1):
        directions = chain.directions_of(goal.id)
        if directions:
            lines = [f"**Cel {place}. {escape(goal.title)}**"]
            lines += [f"- {escape(_said(one.title, one.text))}" for one in directions]
            yield _paragraph("\n".join(lines))


def _said(title: str, text: str) -> str:
    joined = " ".join(text.split())
    return f"{title}: {joined}" if joined else title


def _inserted(what: Live) -> Callable[[Chain, tuple[Cited, ...]], Iterator[Content]]:
    def made(chain: Chain, accepted: tuple[Cited, ...]) -> Iterator[Content]:
        del chain, accepted
        yield BlockKind.INSERTED, {"what": what.value}

    return made


def _paragraph(text: str) -> Content:
    return BlockKind.PARAGRAPH, {"text": text.strip()}


_FILLS: Mapping[str, Callable[[Chain, tuple[Cited, ...]], Iterator[Content]]] = {
    "findings": _findings,
    "vision": _vision,
    "goals": _inserted(Live.GOALS),
    "directions": _directions,
    "targets": _inserted(Live.TARGETS),
    "projects": _inserted(Live.PROJECTS),
}
