"""Prose is set for print; names, values and addresses are left alone."""

from __future__ import annotations

from dataclasses import replace

from terytoria.documents.inline import inline
from terytoria.documents.model import Column, Document, Figure, Heading, Paragraph, Run, Table
from terytoria.documents.typography import print_ready

NBSP = "\u00a0"


def test_prose_in_every_depth() -> None:
    paragraph = Paragraph(inline("Mieszka w **Lipowej i w Łęgach**"))
    ready = print_ready(Document(title="O gminie", blocks=(Heading(1, "Żyć w mieście"), paragraph)))
    assert ready.title == f"O{NBSP}gminie"
    heading, body = ready.blocks
    assert isinstance(heading, Heading)
    assert heading.text == f"Żyć w{NBSP}mieście"
    assert isinstance(body, Paragraph)
    assert body.runs[1] == Run(f"Lipowej i{NBSP}w{NBSP}Łęgach", bold=True)


def test_names_values_and_pictures_stay() -> None:
    svg = '<svg viewBox="0 0 1 1"><text>w mieście</text></svg>'
    table = Table("a-b", "W tabeli", (Column("a"),), (("Gmina w Polsce",),))
    figure = Figure("r", svg, "Opis w słowach", "Podpis w druku", table=table)
    (ready,) = print_ready(Document(title="R", blocks=(figure,))).blocks
    assert isinstance(ready, Figure)
    assert (ready.svg, ready.alt, ready.id) == (svg, figure.alt, "r")
    assert ready.caption == f"Podpis w{NBSP}druku"
    assert ready.table is not None
    assert ready.table.rows == table.rows
    assert ready.table.caption == f"W{NBSP}tabeli"


def test_twice_is_once(sample: Document) -> None:
    assert print_ready(print_ready(sample)) == print_ready(sample)


def test_other_languages_are_not_touched(sample: Document) -> None:
    english = replace(sample, language="en-GB")
    assert print_ready(english) == english
