"""What the check of a target shows beside its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def sources_read(result: Mapping[str, Any]) -> str:
    """Sources under a check, each once, in order.

    >>> sources_read({"evidence": [{"source": "A; B"}, {"source": "B"}]})
    'A; B'
    """
    named = [part for one in result["evidence"] for part in str(one["source"]).split("; ")]
    return "; ".join(dict.fromkeys(named))


@register.filter
def under(found: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key, ``None`` for nothing."""
    return found.get(key)
