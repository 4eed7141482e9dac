"""The partnership's card: what no statistics know - its leader, partners and purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


class CardError(ValueError):
    """A card file that cannot be read or lacks a field."""


@dataclass(frozen=True)
class Both:
    """A text in the two languages of the product; English falls back to Polish."""

    pl: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in ``"pl"`` or ``"en"``.

        >>> Both("powiat").in_language("en")
        'powiat'
        """
        return self.en or self.pl if language == "en" else self.pl


@dataclass(frozen=True)
class Card:
    """Name, leader, external partners and purpose of a partnership, each with its source."""

    name: str
    short_name: str
    leader: str = ""
    partners: tuple[str, ...] = ()
    purpose: Both = field(default_factory=lambda: Both(""))
    strategy: str = ""
    source: str = ""
    as_of: str = ""
    example: bool = False

    @classmethod
    def read(cls, path: Path) -> Card:
        """Card from a YAML file; :class:`CardError` names what is missing or unknown."""
        try:
            body = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            raise CardError(f"{path.name}: cannot be read as YAML: {problem}") from problem
        if not isinstance(body, dict):
            raise CardError(f"{path.name}: a card is a set of named fields")
        return cls._from_fields(path.name, body)

    @classmethod
    def _from_fields(cls, file: str, body: dict[str, Any]) -> Card:
        unknown = sorted(set(body) - set(cls.__dataclass_fields__))
        if unknown:
            raise CardError(f"{file}: unknown field {', '.join(unknown)}")
        if not body.get("name") or not body.get("short_name"):
            raise CardError(f"{file}: a card needs name and short_name")
        purpose = body.pop("purpose", None) or {"pl": ""}
        return cls(
            **{**body, "partners": tuple(body.get("partners", ())), "purpose": Both(**purpose)}
        )
