"""The partnership's card: what no statistics know - its leader, partners and purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from terytoria.language.text import fold
from terytoria.statistics.catalogue import Text

_TEXTS = (
    *("name", "short_name", "leader", "strategy", "source", "as_of"),
    *("contact_person", "contact_email", "contact_phone"),
)


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
        unknown = sorted(map(str, set(body) - set(cls.__dataclass_fields__)))
        if unknown:
            raise CardError(f"{file}: unknown field {', '.join(unknown)}")
        if not body.get("name") or not body.get("short_name"):
            raise CardError(f"{file}: a card needs name and short_name")
        partners = body.get("partners") or []
        if not isinstance(partners, list):
            raise CardError(f"{file}: partners is a list of names")
        given = {name: _text(file, name, body.get(name)) for name in _TEXTS}
        return cls(
            **{name: text for name, text in given.items() if text},
            partners=tuple(_text(file, "partners", partner) for partner in partners),
            purpose=_purpose(file, body.get("purpose") or {"pl": ""}),
            example=_switch(file, "example", body.get("example", False)),
        )


def _text(file: str, name: str, value: object) -> str:
    """A field as text; numbers and dates that YAML made of it become text again."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise CardError(f"{file}: {name} is a text")
    return str(value)


def _switch(file: str, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise CardError(f"{file}: {name} is true or false")
    return value


def _purpose(file: str, value: object) -> Text:
    if not isinstance(value, dict) or set(value) - {"pl", "en"} or "pl" not in value:
        raise CardError(f"{file}: purpose is a text in pl and, if there is one, in en")
    polish = _text(file, "purpose", value["pl"])
    return Text(polish, _text(file, "purpose", value.get("en")) or polish)
