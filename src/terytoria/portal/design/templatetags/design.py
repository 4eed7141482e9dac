"""``{% load design %}``: the components of the working pages."""

from __future__ import annotations

from django import template

from terytoria.portal.design import icons

register = template.Library()

NOTICES = {"info": "Informacja", "success": "Gotowe", "warning": "Uwaga", "error": "Błąd"}
"""The word that opens a notice, by kind."""

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
