"""``{% load design %}``: the components of the working pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from terytoria.language.plural import counted
from terytoria.portal.design import icons
from terytoria.portal.design.differences import Change, Piece, difference
from terytoria.portal.design.tables import Table

register = template.Library()

NOTICES = {"info": "Informacja", "success": "Gotowe", "warning": "Uwaga", "error": "Błąd"}
"""The word that opens a notice, by kind."""

BUTTONS = {
    "main": "button",
    "second": "button second",
    "danger": "button danger",
    "quiet": "button quiet",
}
"""CSS classes of a button, by kind."""

Links = Iterable[tuple[str, str, bool | str]]
"""Address, words, whether it is where the reader is now."""

register.simple_tag(icons.icon)


@register.filter
def notice_kind(level: str) -> str:
    """The kind of a notice from a level tag of Django's messages.

    >>> notice_kind("debug"), notice_kind("error")
    ('info', 'error')
    """
    return level if level in NOTICES else "info"


@register.filter
def notice_word(kind: str) -> str:
    """The word that opens a notice of a kind."""
    return NOTICES[kind]


@register.inclusion_tag("design/notice.html")
def notice(kind: str, text: str, title: str = "") -> dict[str, str]:
    """A message in the page: ``info``, ``success``, ``warning`` or ``error``."""
    return {"kind": kind, "text": text, "title": title}


@register.inclusion_tag("design/link_button.html")
def link_button(url: str, label: str, kind: str = "main", icon: str = "") -> dict[str, str]:
    """A link to a page where something is done: ``main``, ``second`` or ``quiet``."""
    return {"url": url, "label": label, "look": BUTTONS[kind], "icon_name": icon}


@register.inclusion_tag("design/button.html")
def button(
    label: str,
    kind: str = "main",
    *,
    icon: str = "",
    name: str = "",
    value: str = "",
    disabled: bool = False,
) -> dict[str, Any]:
    """A button that sends its form: ``main``, ``second``, ``danger`` or ``quiet``."""
    sent = {"name": name, "value": value, "disabled": disabled}
    return {"label": label, "look": BUTTONS[kind], "icon_name": icon, **sent}


@register.simple_tag
def status(kind: str, word: str) -> SafeString:
    """A state of a thing: an icon and a word, never colour alone.

    Kinds: ``draft``, ``waiting``, ``info``, ``success``, ``warning``, ``error``, ``closed``.
    """
    return format_html('<span class="status {}">{}{}</span>', kind, icons.icon(kind), word)


@register.inclusion_tag("design/field.html")
def field(bound: BoundField) -> dict[str, BoundField]:
    """One field: label, help, errors, control."""
    return {"field": bound}


@register.inclusion_tag("design/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary of what to correct, with links to the fields; nothing for a sound form."""
    shown = [bound for bound in form.visible_fields() if bound.errors]
    unseen = [error for bound in form.hidden_fields() for error in bound.errors]
    wrong = [(target(bound), bound.label, bound.errors) for bound in shown]
    return {"wrong": wrong, "whole": [*form.non_field_errors(), *unseen]}


@register.inclusion_tag("design/form.html")
def fields(form: BaseForm) -> dict[str, BaseForm]:
    """The summary of errors and every field of a form, in order."""
    return {"form": form}


def target(bound: BoundField) -> str:
    """Id of the element the summary leads to: the control, or the group of controls."""
    return f"{bound.auto_id}_group" if bound.use_fieldset else str(bound.id_for_label)


@register.inclusion_tag("design/crumbs.html")
def crumbs(*places: Any) -> dict[str, Any]:
    """The way here: addresses and words in turn; the last place has words only.

    ``{% crumbs "/" "Partnerstwa" "/dolina/" "Dolina" "Gminy" %}``
    """
    way = list(zip(places[:-1:2], places[1:-1:2], strict=True))
    return {"way": way, "here": places[-1]}


@register.inclusion_tag("design/tabs.html")
def tabs(links: Links, label: str) -> dict[str, Any]:
    """Pages about one thing, as navigation; the present one ``True``, one that leads to it
    ``"true"``: what ``aria-current`` says."""
    return {"links": links, "label": label}


@register.inclusion_tag("design/tiles.html")
def tiles(figures: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Few large figures: value, what it is, what to compare it with (may be empty)."""
    return {"figures": figures}


@register.inclusion_tag("design/empty.html")
def empty(title: str, text: str, url: str = "", action: str = "") -> dict[str, str]:
    """A place where nothing is yet: says what to do next."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("design/timeline.html")
def timeline(events: Sequence[Any]) -> dict[str, Any]:
    """History, newest first: objects with ``when``, ``what``, ``who`` and maybe ``note``."""
    return {"events": events}


@register.simple_block_tag
def card(content: str, title: str, url: str = "", status: str = "") -> SafeString:
    """A thing among its like: title (a link when there is an address), state, a few words."""
    named = format_html('<a href="{}">{}</a>', url, title) if url else title
    return format_html(
        '<div class="card"><div class="card-head"><h3>{}</h3>{}</div>{}</div>',
        named,
        status,
        content,
    )


@register.inclusion_tag("design/table.html", takes_context=True)
def table(context: template.Context, shown: Table) -> dict[str, Any]:
    """A table that is sorted by links and becomes labelled rows on a phone.

    The order is in the address (``?sort=``); other parameters of the address are kept.
    """
    shown = shown.sorted_by(context["request"].GET.get("sort", ""))
    heads = [
        (
            column,
            shown.order_of(column),
            address(context, sort=shown.next_sort(column), page=None),
        )
        for column in shown.columns
    ]
    rows = [list(zip(shown.columns, row, strict=True)) for row in shown.rows]
    return {"table": shown, "heads": heads, "rows": rows}


@register.inclusion_tag("design/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a long list (``?page=``); nothing when there is one page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        (number, address(context, page=number) if isinstance(number, int) else "")
        for number in numbers
    ]
    return {"page": page, "links": links}


def address(context: template.Context, **changes: str | int | None) -> str:
    """The address of this page with some parameters changed; ``None`` takes one away."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.inclusion_tag("design/difference.html")
def differences(old: str, new: str) -> dict[str, Any]:
    """Two versions of a text in one: what was taken out and what was put in."""
    pieces = difference(old, new)
    taken, put = counted_words(pieces, "removed"), counted_words(pieces, "added")
    return {"pieces": pieces, "taken": taken, "put": put, "same": old == new}


def counted_words(pieces: Iterable[Piece], change: Change) -> str:
    """How many words came or went, in words."""
    count = sum(piece.words for piece in pieces if piece.change == change)
    return counted(count, "słowo", "słowa", "słów")


@register.inclusion_tag("design/map.html", takes_context=True)
def map_block(
    context: template.Context, svg: SafeString, caption: str, alternative: Table
) -> dict[str, Any]:
    """A map and, below it, the same in a table.

    ``svg`` is trusted markup of our own map writer, already marked safe by the view.
    """
    given = {"svg": svg, "caption": caption, "alternative": alternative}
    return {"request": context["request"], **given}
