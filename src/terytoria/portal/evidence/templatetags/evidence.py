"""How texts and values of findings are written."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from terytoria.language.numbers import number
from terytoria.portal.evidence.enums import Standing

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


@register.filter
def figure(value: float | str | None) -> str:
    """A raw value: whole, or with four decimals; a dash where there is none.

    >>> figure(None), figure(1234.0)
    ('–', '1234')
    """
    if value is None or isinstance(value, str):  # a template has "" where nothing is
        return "–"
    return number(value, 0 if value == int(value) else 4)


@register.filter
def limits(interval: Sequence[float] | None) -> str:
    """The limits of a value; a dash where it has none."""
    return " – ".join(map(figure, interval)) if interval else "–"


@register.filter
def look(standing: Standing) -> str:
    """The kind of status by which a standing is shown."""
    return _LOOKS[standing]
