"""What the public pages say in each language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

_MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "en": "January February March April May June July August September October November December",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}


@cache
def wording(language: str) -> Mapping[str, str]:
    """Sentences by name.

    >>> wording("en")["next"], wording("de")["next"]
    ('Next', 'Dalej')
    """
    text = files("terytoria.portal.surveys").joinpath("words.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = yaml.safe_load(text)
    return {**told["pl"], **told.get(language, {})}


def day(value: date, language: str) -> str:
    """A day in words.

    >>> day(date(2026, 5, 3), "pl"), day(date(2026, 5, 3), "uk")
    ('3 maja 2026', '3 травня 2026')
    """
    months = _MONTHS.get(language, _MONTHS["pl"]).split()
    return f"{value.day} {months[value.month - 1]} {value.year}"
