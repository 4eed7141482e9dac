"""The text in consultation as a page: every part has an address and can be remarked on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from terytoria.documents.inline import InlineError, inline
from terytoria.documents.model import Run
from terytoria.language.numbers import number
from terytoria.portal.consultations.domain.places import block_name, draft_of
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.drafting.domain.figures import pictures
from terytoria.portal.strategies.chain import Chain
from terytoria.strategy.draft import Block, Figure, Inserted, Paragraph, Table

_CITED = re.compile(r"\[((?:\\.|[^\\\]])*)\]\(dowod:[^)\s]+\)")


@dataclass(frozen=True)
class Part:
    """A block on the page: its key, what it is called, its markup."""

    key: str
    name: str
    body: SafeString


@dataclass(frozen=True)
class Section:
    """A chapter on the page; ``level`` is that of its heading."""

    key: str
    title: str
    level: int
    parts: tuple[Part, ...]


def sections_of(consultation: Consultation) -> tuple[Section, ...]:
    """The text in order; nothing for a file."""
    draft = draft_of(consultation)
    if draft is None:
        return ()
    setter = _Setter(consultation)
    return tuple(
        Section(
            chapter.id,
            chapter.title,
            chapter.level + 1,
            tuple(Part(one.id, block_name(one), setter.markup(one)) for one in chapter.blocks),
        )
        for chapter in draft.chapters
    )


def marked(text: str) -> SafeString:
    """Marked text as markup; a mark left open is shown as it was typed."""
    plain = _CITED.sub(r"\1", text)
    try:
        runs = inline(plain)
    except InlineError:
        return mark_safe(escape(plain))  # noqa: S308 - escaped just here
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Run) -> SafeString:
    shown: SafeString = format_html("{}", run.text)
    if run.bold:
        shown = format_html("<strong>{}</strong>", shown)
    if run.italic:
        shown = format_html("<em>{}</em>", shown)
    if run.href and run.href.startswith(("https://", "http://")):
        shown = format_html('<a href="{}" rel="noopener">{}</a>', run.href, shown)
    return shown


class _Setter:
    """Sets blocks; what it takes from the diagnosis and the chain is read when first needed."""

    def __init__(self, consultation: Consultation) -> None:
        self._consultation = consultation
        self._chain: Chain | None = None

    def markup(self, block: Block) -> SafeString:
        """A block as markup."""
        if isinstance(block, Paragraph):
            return format_html("<p>{}</p>", marked(block.text))
        if isinstance(block, Table):
            return _table(block)
        if isinstance(block, Figure):
            return self._figure(block)
        return self._inserted(block)

    def _figure(self, block: Figure) -> SafeString:
        shown = picture_of(self._consultation, block.figure)
        if shown is None:
            return format_html("<p><strong>Rysunek.</strong> {}</p>", block.caption)
        where = (*place_of(self._consultation), block.id)
        return format_html(
            '<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>',
            reverse("public_consultation:figure", args=where),
            shown.get("alt", ""),
            block.caption or shown.get("caption", ""),
        )

    def _inserted(self, block: Inserted) -> SafeString:
        draft = self._consultation.draft
        if self._chain is None and draft is not None:
            self._chain = draft.strategy.chain()
        chain = self._chain
        return mark_safe("") if chain is None else _LIVE[str(block.what)](chain)


def picture_of(consultation: Consultation, figure: str) -> dict[str, Any] | None:
    """A figure of the diagnosis that the text was frozen with."""
    draft = consultation.draft
    found = pictures(draft.diagnosis) if draft and draft.diagnosis else {}
    shown = found.get(figure)
    return dict(shown) if shown else None


def place_of(consultation: Consultation) -> tuple[str, int]:
    """What names a consultation in addresses."""
    return consultation.partnership.slug, consultation.number


def _table(block: Table) -> SafeString:
    heads = format_html_join("", '<th scope="col">{}</th>', ((marked(c),) for c in block.header))
    rows = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in block.rows))
    return format_html(
        '<div class="scrolled" tabindex="0" role="region" aria-label="Tabela: {0}">'
        '<table class="plain"><caption>{0}</caption><thead><tr>{1}</tr></thead>'
        "<tbody>{2}</tbody></table></div>",
        block.caption,
        heads,
        rows,
    )


def _cells(row: tuple[str, ...]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((marked(cell),) for cell in row))


def _list(rows: Iterator[SafeString]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((r,) for r in rows)))


def _goals(chain: Chain) -> SafeString:
    def goal(one: Any) -> SafeString:
        below = list(chain.directions_of(one.id))
        inner = _list(format_html("{}", each.title) for each in below) if below else ""
        return format_html("<strong>{}</strong>{}", one.title, inner)

    return _list(goal(one) for one in chain.goals)


def _targets(chain: Chain) -> SafeString:
    def target(one: Any) -> SafeString:
        value = f"{number(one.target_value, 2)} {one.unit}".replace(",00", "")
        return format_html("{}: {} w {} r.", one.name, value, one.target_year)

    return _list(target(one) for one in chain.targets)


def _projects(chain: Chain) -> SafeString:
    def project(one: Any) -> SafeString:
        lead = chain.units.get(one.lead, "")
        return format_html("{}{}", one.title, f" ({lead})" if lead else "")

    return _list(project(one) for one in chain.projects)


_LIVE = {"goals": _goals, "targets": _targets, "projects": _projects}
