"""What people edit in items of each kind, as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge, Citation, Item

Values = dict[str, Any]


class Shape(Enum):
    """How a field holds its value: this decides how two edits of it are merged."""

    TEXT = "text"
    VALUE = "value"
    SET = "set"
    LIST = "list"


@dataclass(frozen=True)
class Field:
    """A field: its name, what people call it, its shape; ``to`` is the kind of items it links."""

    name: str
    label: str
    shape: Shape = Shape.VALUE
    to: Kind | None = None

    @property
    def linked(self) -> bool:
        """Whether it is a table of links to other items."""
        return self.to is not None and self.shape is Shape.SET


_TITLE, _TEXT = Field("title", "Tytuł", Shape.TEXT), Field("text", "Opis", Shape.TEXT)
_GOAL = Field("goal", "Cel", to=Kind.GOAL)
_ANSWERS = Field("answers", "Odpowiada na wyzwania", Shape.SET, Kind.CHALLENGE)
FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.FRAME: (Field("vision", "Wizja", Shape.TEXT), Field("horizon", "Horyzont (rok)")),
    Kind.CHALLENGE: (_TITLE, _TEXT, Field("cites", "Ustalenia i dane", Shape.SET)),
    Kind.GOAL: (_TITLE, _TEXT, _ANSWERS),
    Kind.DIRECTION: (_TITLE, _TEXT, _GOAL),
    Kind.PROJECT: (
        _TITLE,
        Field("lead", "Lider"),
        Field("partners", "Partnerzy", Shape.SET),
        Field("scope", "Zakres", Shape.TEXT),
        Field("cost", "Koszt (zł)"),
        Field("readiness", "Stan przygotowania"),
        Field("links", "Odnośniki", Shape.LIST),
        Field("serves", "Służy kierunkom", Shape.SET, Kind.DIRECTION),
        _ANSWERS,
    ),
    Kind.TARGET: (
        _GOAL,
        Field("indicator", "Wskaźnik z katalogu"),
        Field("own_name", "Wskaźnik własny", Shape.TEXT),
        Field("unit", "Jednostka miary"),
        Field("wanted", "Pożądana zmiana"),
        Field("base_year", "Rok bazowy"),
        Field("base_value", "Wartość bazowa"),
        Field("target_year", "Rok docelowy"),
        Field("target_value", "Wartość docelowa"),
        Field("source", "Źródło danych", Shape.TEXT),
        Field("justification", "Uzasadnienie", Shape.TEXT),
    ),
}


def labels(kind: Kind) -> dict[str, str]:
    """What people call the fields of a kind."""
    return {one.name: one.label for one in FIELDS[kind]}


def read(item: Item) -> Values:
    """The content of an item; links lead to items that are not deleted."""
    return {one.name: _read(item, one) for one in FIELDS[item.kind]}


def _read(item: Item, field: Field) -> Any:
    if field.linked:
        if item.pk is None:
            return []
        linked = getattr(item, field.name).filter(deleted_at__isnull=True)
        return sorted(linked.values_list("pk", flat=True))
    if field.name == "cites":
        return sorted(one.key for one in Citation.objects.filter(challenge=item.pk))
    if field.to:
        return getattr(item, f"{field.name}_id")
    value = getattr(item, field.name)
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def normal(kind: Kind, fields: Mapping[str, Any]) -> Values:
    """Fields as :func:`read` gives them: trimmed, sorted, without what is no field of the kind.

    >>> normal(Kind.GOAL, {"title": " Praca ", "answers": ["2", 1, 2]})
    {'title': 'Praca', 'answers': [1, 2]}
    """
    return {one.name: _normal(one, fields[one.name]) for one in FIELDS[kind] if one.name in fields}


def _normal(field: Field, value: Any) -> Any:
    if field.shape is Shape.SET:
        return sorted({int(one) for one in value} if field.linked else set(value))
    if field.shape is Shape.LIST:
        return list(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    return int(value) if field.to and value is not None else value


def write(item: Item, changes: Mapping[str, Any]) -> None:
    """Put changed fields into an item and save it; the caller checked them."""
    links = {one.name for one in FIELDS[item.kind] if one.linked}
    for name, value in changes.items():
        if name == "goal":
            item.goal_id = value  # type: ignore[attr-defined]
        elif name == "cost":
            item.cost = None if value is None else Decimal(value)  # type: ignore[attr-defined]
        elif name not in links and name != "cites":
            setattr(item, name, value)
    item.save()
    for name in links & changes.keys():
        _relink(getattr(item, name), changes[name])
    if isinstance(item, Challenge) and "cites" in changes:
        _recite(item, set(changes["cites"]))


def _relink(manager: Any, wanted: list[int]) -> None:
    """Links to items that are deleted stay, and are there again when those are restored."""
    now = set(manager.filter(deleted_at__isnull=True).values_list("pk", flat=True))
    manager.remove(*(now - set(wanted)))
    manager.add(*(set(wanted) - now))


def _recite(challenge: Challenge, wanted: set[str]) -> None:
    now = {one.key: one for one in Citation.objects.filter(challenge=challenge)}
    Citation.objects.filter(
        pk__in=[one.pk for key, one in now.items() if key not in wanted]
    ).delete()
    for key in sorted(wanted - now.keys()):
        source, _, number = key.partition(":")
        Citation.objects.create(challenge=challenge, **{f"{source}_id": int(number)})
