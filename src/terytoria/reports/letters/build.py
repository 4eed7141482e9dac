"""A filled letter as a Document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from terytoria.documents.model import (
    Block as Part,
)
from terytoria.documents.model import (
    BulletList,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Table,
)
from terytoria.language.dates import date_pl
from terytoria.reports.letters.filling import Filled, gap
from terytoria.reports.letters.templates import Kind, as_of, caution
from terytoria.strategy.procedure import Plan

_AFTER_DRAFT = ("form", "resolution")
"""Steps that a schedule of work no longer needs: they are behind the resolution itself."""


def build_letter(
    filled: Filled, day: date, *, plan: Plan | None = None, synthetic: bool = False
) -> Document:
    """The document of a filled letter, dated ``day``.

    ``plan`` gives the schedule of a resolution (a gap without it). The same letter gives the
    same document.
    """
    resolution = filled.template.kind is Kind.RESOLUTION
    subject = Heading(1, filled.subject, "sprawa", numbered=False)
    blocks: list[Part] = [subject, *_body(filled, plan)]
    if not resolution:
        blocks.append(Paragraph((Run(f"Podstawa prawna: {filled.template.basis}.", small=True),)))
    mark = "" if filled.template.confirmed else " Podstawa prawna do potwierdzenia."
    note = f"{caution()}{mark} Stan prawny: {date_pl(as_of())}"
    return Document(
        title=filled.template.name,
        subtitle=filled.subject,
        authors=filled.sender[:1],
        date=day,
        keywords=("procedura", "strategia"),
        summary=filled.subject,
        synthetic=synthetic,
        letter=_head(filled, resolution=resolution),
        blocks=tuple(blocks),
        notes=(note,),
    )


def _head(filled: Filled, *, resolution: bool) -> Letterhead:
    if resolution:
        return Letterhead(
            case="", signature=("Przewodniczący rady", *filled.signature), centred=True
        )
    return Letterhead(filled.sender, filled.place, filled.case, filled.addressee, filled.signature)


def _body(filled: Filled, plan: Plan | None) -> Iterator[Part]:
    for at, block in enumerate(filled.blocks):
        if block.kind == "schedule":
            yield _schedule(plan)
        elif block.kind == "ul":
            yield BulletList(block.items)
        elif block.kind == "h":
            text = "".join(run.text for run in block.items[0])
            yield Heading(2, text, f"czesc-{at}", numbered=False)
        else:
            yield Paragraph(block.items[0])


def _schedule(plan: Plan | None) -> Part:
    if plan is None:
        return Paragraph((Run(gap("schedule"), bold=True),))
    rows = tuple(
        (one.step.name, one.step.actor, f"{one.begin:%d.%m.%Y}", f"{one.end:%d.%m.%Y}")
        for one in plan.steps
        if one.step.id not in _AFTER_DRAFT
    )
    columns = (Column("Etap"), Column("Kto"), Column("Od"), Column("Do"))
    return Table("harmonogram", "Harmonogram prac", columns, rows)
