"""The library of questionnaires: data to begin from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from terytoria.surveys.questionnaire import Questionnaire


@dataclass(frozen=True)
class Template:
    """A questionnaire ready to ask: for whom, what it is called by language, its questions."""

    id: str
    audience: str
    title: Mapping[str, str]
    intro: Mapping[str, str]
    questionnaire: Questionnaire


@cache
def library() -> tuple[Template, ...]:
    """Templates in the order of their names.

    >>> [one.id for one in library()]
    ['leaders', 'residents', 'young']
    """
    folder = files("terytoria.surveys").joinpath("data/library")
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    return tuple(
        _read(name.removesuffix(".yaml"), folder.joinpath(name).read_text(encoding="utf-8"))
        for name in found
    )


def _read(name: str, text: str) -> Template:
    told: dict[str, Any] = yaml.safe_load(text)
    asked = Questionnaire.from_json(told["questionnaire"])
    return Template(name, told["audience"], told["title"], told["intro"], asked)
