"""How texts and values of findings are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from terytoria.portal.evidence.enums import Standing
from terytoria.portal.evidence.interfaces.values import (
    amount,
    indicator_name,
    plain,
    unit_names,
    values_of,
)

register = template.Library()
_LOOKS = {
    Standing.OPEN: "draft",
    Standing.ACCEPTED: "success",
    Standing.REJECTED: "closed",
    Standing.REWORDED: "info",
    Standing.AGAIN: "warning",
}


@register.filter
def emphasised(text: str) -> SafeString:
    """A text whose ``**words**`` are strong; everything else is escaped.

    >>> emphasised("to **20%** & <b>")
    'to <strong>20%</strong> &amp; &lt;b&gt;'
    """
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return conditional_escape(text)
    written = [
        format_html("<strong>{}</strong>" if at % 2 else "{}", one) for at, one in enumerate(parts)
    ]
    return format_html_join("", "{}", ((one,) for one in written))


register.filter(values_of)
register.filter(unit_names)
register.filter(indicator_name)


@register.filter
def figure(value: float | str | None) -> str:
    """A number as it is; a dash where there is none.

    >>> figure(None), figure(1234.0), figure(41.5)
    ('–', '1234', '41,5')
    """
    return plain(None if isinstance(value, str) else value)  # a template has "" where nothing is


@register.filter
def amount_in(value: Mapping[str, Any] | None, code: str) -> str:
    """The value of a piece of evidence with the unit of its indicator."""
    return amount(code, value["value"] if value else None)


@register.filter
def look(standing: Standing) -> str:
    """The kind of status by which a standing is shown."""
    return _LOOKS[standing]
