"""Template tags for two languages: the other page, Polish names, dates, kinds of findings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

KINDS = {
    "strength": _("Mocna strona"),
    "weakness": _("Słaba strona"),
    "opportunity": _("Szansa"),
    "threat": _("Zagrożenie"),
    "contradiction": _("Sprzeczność"),
    "gap": _("Luka w danych"),
}


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any]) -> str:
    """Address of the current page in the language it is not shown in."""
    return switched(context["request"].path)


def switched(path: str) -> str:
    """The same address in the other language.

    >>> switched("/partnerstwo/walcz/"), switched("/en/partnerstwo/walcz/"), switched("/en")
    ('/en/partnerstwo/walcz/', '/partnerstwo/walcz/', '/')
    """
    if path == "/en" or path.startswith("/en/"):
        return "/" + path.removeprefix("/en").lstrip("/")
    return "/en/" + path.lstrip("/")


@register.simple_tag(takes_context=True)
def polish(context: dict[str, Any], text: str) -> SafeString:
    """``lang="pl"`` for a text left in Polish on a page in another language, else nothing.

    Proper names and sources are the same in both languages of a publication; a text that is
    the same word for word is therefore Polish.
    """
    shown = context.get("publication")
    foreign = get_language() != "pl" and shown is not None and text in shown.polish
    return mark_safe(' lang="pl"' if foreign else "")  # noqa: S308 - constants


@register.simple_tag
def in_polish() -> SafeString:
    """``lang="pl"`` on a page in another language: for words that are always Polish."""
    return mark_safe("" if get_language() == "pl" else ' lang="pl"')  # noqa: S308 - constants


@register.filter
def day(text: str) -> str:
    """An ISO date in words, in the language of the page; anything else as it is.

    >>> day("wkrótce")
    'wkrótce'
    """
    try:
        return date_format(date.fromisoformat(text), "j E Y")
    except ValueError:
        return text


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of finding is called; nothing for an unknown one.

    >>> kind_name("nothing")
    ''
    """
    return str(KINDS.get(kind, ""))
