"""The partnership's card: what no statistics know - its leader, partners and purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from terytoria.language.text import fold
from terytoria.statistics.catalogue import Text


class CardError(ValueError):
    """A card file that cannot be read or lacks a field."""


@dataclass(frozen=True)
class Card:
    """Name, leader, external partners and purpose of a partnership, each with its source."""

    name: str
    short_name: str
    leader: str = ""
    partners: tuple[str, ...] = ()
    purpose: Text = field(default_factory=lambda: Text("", ""))
    strategy: str = ""
    source: str = ""
    as_of: str = ""
    contact_person: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    example: bool = False

    @property
    def slug(self) -> str:
        """The short name as a part of an address.

        >>> Card("Długa nazwa", "Partnerstwo powiatu wałeckiego").slug
        'partnerstwo-powiatu-waleckiego'
        """
        return re.sub(r"[^a-z0-9]+", "-", fold(self.short_name)).strip("-") or "partnerstwo"

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
        purpose = body.get("purpose") or {"pl": "", "en": ""}
        if not isinstance(purpose, dict) or set(purpose) - {"pl", "en"} or "pl" not in purpose:
            raise CardError(f"{file}: purpose is a text in pl and, if there is one, in en")
        texts = Text(str(purpose["pl"]), str(purpose.get("en") or purpose["pl"]))
        partners = tuple(str(partner) for partner in body.get("partners") or ())
        return cls(**{**body, "partners": partners, "purpose": texts})
