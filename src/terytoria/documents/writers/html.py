"""HTML: one self-contained, accessible file that asks nothing of any network."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from itertools import groupby

from terytoria.documents import phrases
from terytoria.documents.model import Contents, CoverPicture, Document, Letterhead
from terytoria.documents.numbering import Entry, Numbering, number
from terytoria.documents.svg import opened, prepared
from terytoria.documents.theme import ACCENT, INK, MUTED, PAPER, PARTNERSHIP, RULE, SURFACE
from terytoria.documents.typography import print_ready
from terytoria.documents.validation import validate
from terytoria.documents.writers.fonts import web_font
from terytoria.documents.writers.html_blocks import block_html
from terytoria.language.dates import date_pl

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_MAIN = "_tresc"
"""Id of the text; no id of a document starts with an underscore."""
_FACES = (("Regular", 400, "normal"), ("Semibold", 600, "normal"), ("It", 400, "italic"))


def write_html(document: Document) -> str:
    """A document as one HTML5 file: styles, typeface and pictures inside it, no scripts.

    Raises :class:`~terytoria.documents.validation.DocumentError` for a document with faults.

    >>> from terytoria.documents.model import Heading
    >>> text = write_html(Document(title="Raport", blocks=(Heading(1, "Wstęp", id="wstep"),)))
    >>> '<h2 id="wstep" class="chapter">' in text
    True
    """
    validate(document)
    head = _head(document)
    document = print_ready(document)
    numbering = number(document)
    body = "\n".join(
        block_html(block, index, numbering) for index, block in enumerate(document.blocks)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n{head}\n<body>\n'
        f'<a class="skip" href="#{_MAIN}">Przejdź do treści</a>\n'
        f"{_front(document)}\n"
        f'<div class="page">\n{_contents(document, numbering)}\n'
        f'<main id="{_MAIN}">\n{body}\n</main>\n{_footer(document)}\n</div>\n</body>\n</html>\n'
    )


def _head(document: Document) -> str:
    metas = (
        ("description", document.summary),
        ("author", ", ".join(document.authors)),
        ("keywords", ", ".join(document.keywords)),
        ("publisher", document.publisher),
        ("date", document.date.isoformat()),
    )
    lines = "\n".join(
        f'<meta name="{name}" content="{escape(text)}">' for name, text in metas if text
    )
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n{lines}\n<style>\n{_style()}</style>\n</head>"
    )


@cache
def _style() -> str:
    """Typeface, colours of the theme, and the rules of ``report.css``."""
    faces = "\n".join(
        f'@font-face{{font-family:"Source Sans Pro";font-weight:{weight};font-style:{slope};'
        f"src:url(data:font/woff2;base64,{web_font(cut)}) format('woff2')}}"
        for cut, weight, slope in _FACES
    )
    colours = {
        "ink": INK,
        "muted": MUTED,
        "rule": RULE,
        "accent": ACCENT,
        "warn": PARTNERSHIP,
        "paper": PAPER,
        "surface": SURFACE,
    }
    root = ";".join(f"--{name}:{value}" for name, value in colours.items())
    rules = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return f"{faces}\n:root{{{root}}}\n{rules}"


def _front(document: Document) -> str:
    if document.letter:
        return _letter(document, document.letter)
    front = document.front
    facts = (*front.facts, ("Data", date_pl(document.date)))
    rows = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in facts
    )
    kicker = f'<p class="kicker">{escape(front.kicker)}</p>' if front.kicker else ""
    subtitle = f'<p class="subtitle">{escape(document.subtitle)}</p>' if document.subtitle else ""
    banner = f'<p class="synthetic">{phrases.SYNTHETIC}</p>' if document.synthetic else ""
    picture = _cover(front.figure) if front.figure else ""
    side = " with-picture" if front.figure else ""
    return (
        f'<header class="front">{banner}<div class="front-in{side}"><div>{kicker}'
        f'<h1>{escape(document.title)}</h1>{subtitle}<dl class="facts">{rows}</dl></div>'
        f"{picture}</div></header>"
    )


def _letter(document: Document, letter: Letterhead) -> str:
    """Place, sender and addressee above the subject; the signature is in the footer."""
    banner = f'<p class="synthetic">{phrases.SYNTHETIC}</p>' if document.synthetic else ""
    parts = ((letter.place,), letter.sender, (letter.case,), letter.addressee)
    told = "".join(f"<p>{'<br>'.join(map(escape, lines))}</p>" for lines in parts if any(lines))
    return (
        f'<header class="front">{banner}<div class="front-in"><div>{told}'
        f"<h1>{escape(document.title)}</h1></div></div></header>"
    )


def _cover(picture: CoverPicture) -> str:
    attributes = f'role="img" aria-label="{escape(picture.alt)}"'
    return f"<div>{opened(prepared(picture.svg, 'okladka'), attributes)}</div>"


def _contents(document: Document, numbering: Numbering) -> str:
    """Navigation over chapters and their sections; always there, whatever the blocks say."""
    block = next((b for b in document.blocks if isinstance(b, Contents)), Contents())
    shown = [entry for entry in numbering.outline if entry.level <= min(block.depth, 2)]
    if not shown:
        return '<div class="contents"></div>'
    title = escape(block.title)
    return f'<nav class="contents" aria-label="{title}"><h2>{title}</h2>{_entries(shown)}</nav>'


def _entries(entries: list[Entry]) -> str:
    chapters: list[tuple[Entry, list[Entry]]] = []
    for is_chapter, group in groupby(entries, key=lambda entry: entry.level == 1):
        if is_chapter:
            chapters += [(entry, []) for entry in group]
        else:
            chapters[-1][1].extend(group)
    items = "".join(
        f"<li>{_entry(chapter)}"
        + (f"<ol>{''.join(f'<li>{_entry(part)}</li>' for part in parts)}</ol>" if parts else "")
        + "</li>"
        for chapter, parts in chapters
    )
    return f"<ol>{items}</ol>"


def _entry(entry: Entry) -> str:
    digits = f'<span class="n">{entry.number}</span>' if entry.number else ""
    return f'<a href="#{entry.id}">{digits}<span>{escape(entry.text)}</span></a>'


def _footer(document: Document) -> str:
    people = ", ".join(document.authors)
    lines = [*(document.letter.signature if document.letter else ()), *document.notes]
    if not document.letter and (people or document.publisher):
        lines.insert(0, ", ".join(part for part in (people, document.publisher) if part))
    if document.synthetic:
        lines.append(phrases.SYNTHETIC)
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<footer><h2>{phrases.IMPRINT}</h2>{text}</footer>" if lines else "<footer></footer>"
