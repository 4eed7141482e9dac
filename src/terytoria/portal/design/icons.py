"""Small line icons drawn for this portal, as SVG that takes the colour of its text."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "info": '<circle cx="10" cy="10" r="8"/><path d="M10 9v5M10 6v.5"/>',
    "success": '<circle cx="10" cy="10" r="8"/><path d="m6 10.5 3 3 5-6.5"/>',
    "warning": '<path d="M10 2.5 18.5 17h-17zM10 8v4.5M10 14.5v.4"/>',
    "error": '<path d="M6.5 2h7L18 6.5v7L13.5 18h-7L2 13.5v-7zM10 6v5M10 13.8v.4"/>',
    "draft": '<path d="m3 17 1-4L14 3l3 3L7 16z"/><path d="m12 5 3 3"/>',
    "waiting": '<circle cx="10" cy="10" r="8"/><path d="M10 5v5l3.5 2"/>',
    "closed": '<rect x="4" y="9" width="12" height="8"/><path d="M7 9V6a3 3 0 0 1 6 0v3"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "down": '<path d="M10 3v10m-4-4 4 4 4-4M4 17h12"/>',
    "ascending": '<path d="M10 16V4M5 9l5-5 5 5"/>',
    "descending": '<path d="M10 4v12m-5-5 5 5 5-5"/>',
    "sortable": '<path d="m6 8 4-4 4 4M6 12l4 4 4-4"/>',
    "empty": '<path d="M3 11 6 3h8l3 8v6H3zM3 11h4l1 2.5h4l1-2.5h4"/>',
}
"""Shapes in a square of 20 units, by name."""


def icon(name: str) -> SafeString:
    """The icon as decoration: a word always stands beside it.

    Raises ``KeyError`` for a name that is not drawn, so that a slip is seen in the first test.

    >>> icon("plus")[:44]
    '<svg class="icon" viewBox="0 0 20 20" width='
    """
    shapes = mark_safe(SHAPES[name])  # noqa: S308 - constants of this file
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" '
        'focusable="false">{}</svg>',
        shapes,
    )
