"""A template with facts put in; what is not known stays a visible gap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from terytoria.documents.model import Run, Runs
from terytoria.reports.letters.templates import PLACE, Template, asked

_SPLIT = re.compile(r"(\{[a-z_]+\})")

Facts = Mapping[str, str]
"""Facts by name as they stand in a text; a fact of several lines holds line ends."""


def gap(name: str) -> str:
    """What is printed where a fact is not known.

    >>> gap("case")
    '[uzupełnij: znak sprawy]'
    """
    known = asked().get(name)
    return f"[uzupełnij: {known.label if known else name}]"


@dataclass(frozen=True)
class Block:
    """A piece of a letter: ``p`` and ``h`` hold one item, ``ul`` several, ``schedule`` none."""

    kind: str
    items: tuple[Runs, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A letter ready to be set, with the labels of what is still missing."""

    template: Template
    sender: tuple[str, ...]
    place: str
    case: str
    addressee: tuple[str, ...]
    subject: str
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    gaps: tuple[str, ...]


def fill(template: Template, facts: Facts) -> Filled:
    """Put facts into a template; an empty fact is a missing one.

    >>> from terytoria.reports.letters.templates import template
    >>> filled = fill(template("rzgw"), {"strategy": "Strategia Doliny"})
    >>> filled.subject
    'Konsultacje projektu strategii „Strategia Doliny” w sprawach gospodarki wodnej'
    >>> "znak sprawy" in filled.gaps
    True
    """
    known = {name: text.strip() for name, text in facts.items() if text.strip()}
    known.setdefault("basis", template.basis)
    missing = [name for name in template.needs if name not in known]
    day = known.get("day", gap("day"))
    return Filled(
        template=template,
        sender=tuple(_line("{sender}", known).splitlines()),
        place=f"{_line('{place}', known)}, {day}",
        case=f"Znak sprawy: {_line('{case}', known)}",
        addressee=tuple(
            line for text in template.addressee for line in _line(text, known).splitlines()
        ),
        subject=_line(template.opening, known),
        blocks=tuple(_block(one, known) for one in template.blocks),
        signature=tuple(_line("{signature}", known).splitlines()),
        gaps=tuple(dict.fromkeys(_label(name) for name in missing)),
    )


def _label(name: str) -> str:
    known = asked().get(name)
    return known.label if known else name


def _line(text: str, known: Facts) -> str:
    filled = PLACE.sub(lambda found: known.get(found[1]) or gap(found[1]), text)
    return filled.replace("..", ".")


def _block(block: Mapping[str, object], known: Facts) -> Block:
    ((kind, value),) = block.items()
    if kind == "schedule":
        return Block("schedule")
    if kind == "list":
        name = str(value)
        lines = [line.strip() for line in known.get(name, gap(name)).splitlines() if line.strip()]
        return Block("ul", tuple(_runs(line) for line in lines))
    texts = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return Block("ul" if kind == "ul" else kind, tuple(_filled(one, known) for one in texts))


def _filled(text: str, known: Facts) -> Runs:
    """A text as runs, gaps in bold; what people typed is never read as marks.

    A fact that ends with a full stop ("2026 r.") ends a sentence with that one.
    """
    found: list[Run] = []
    for part in _SPLIT.split(text):
        stopped = bool(found) and found[-1].text.endswith(".")
        found += _part(part.removeprefix(".") if stopped else part, known) if part else ()
    return tuple(run for run in found if run.text)


def _part(part: str, known: Facts) -> Runs:
    found = PLACE.fullmatch(part)
    if found is None:
        return (Run(part),)
    if found[1] in known:
        return (Run(" ".join(known[found[1]].split())),)
    return (Run(gap(found[1]), bold=True),)


def _runs(line: str) -> Runs:
    return (Run(line, bold=line.startswith("[uzupełnij:")),)
