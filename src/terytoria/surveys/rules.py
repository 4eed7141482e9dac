"""Thresholds of weighting and of what is shown, read from the package's data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def rule(name: str) -> int:
    """A threshold by name.

    >>> rule("least_group")
    10
    """
    text = files("terytoria.surveys").joinpath("data/rules.yaml")
    content: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return int(content[name]["value"])
