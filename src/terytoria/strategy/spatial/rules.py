"""The rules of the layers, as stored with the package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LAYERS = ("settlements", "links", "corridors", "natural", "services", "intervention")
"""Layers of the model in the order of the act."""


@dataclass(frozen=True)
class Rule:
    """Why a layer is made as it is: title, source and reason in Polish, day, and its numbers.

    ``limits`` are sentences on what the data cannot say, ``needs`` tells which file would fill the
    layer; ``values`` are the thresholds by name.
    """

    layer: str
    title: str
    as_of: str
    source: str
    reason: str
    limits: tuple[str, ...]
    needs: str
    values: dict[str, Any]


@cache
def content() -> dict[str, Any]:
    """The stored file as it is."""
    text = files("terytoria.strategy.spatial").joinpath("data/rules.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


@cache
def rule(layer: str) -> Rule:
    """The rule of a layer; ``KeyError`` for a layer that the model does not have.

    >>> rule("links").values["between"]
    20
    """
    stored = content()
    body = dict(stored["layers"][layer])
    words = {name: str(body.pop(name)) for name in ("title", "source", "reason")}
    limits = tuple(body.pop("limits"))
    needs = str(body.pop("needs", ""))
    return Rule(layer, as_of=str(stored["as_of"]), limits=limits, needs=needs, values=body, **words)


def kind_name(kind: str) -> str:
    """What features of a kind are called in Polish.

    >>> kind_name("main")
    'korytarz główny'
    """
    return str(content()["kinds"][kind])


def title_of(attribute: str) -> str:
    """The Polish title of an attribute, as tables show it.

    >>> title_of("people")
    'Mieszkańcy'
    """
    return str(content()["attributes"][attribute]["title"])


def column_of(attribute: str) -> str:
    """The name of an attribute's column in files: Polish without diacritics.

    >>> column_of("people")
    'mieszkancy'
    """
    return str(content()["attributes"][attribute]["column"])
