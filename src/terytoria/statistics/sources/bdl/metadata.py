"""How the office describes its variables, units and codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from terytoria.statistics.sources.bdl.attributes import DISPUTED, Meaning, decided
from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.errors import NotFoundError, PayloadError
from terytoria.statistics.sources.bdl.unit_ids import teryt_of

_NAMES = ("n1", "n2", "n3", "n4", "n5")


@dataclass(frozen=True)
class Description:
    """A variable as the office describes it.

    ``names`` are its dimensions ``n1`` to ``n5`` as far as given; ``level`` is the lowest level
    (of the office's numbering: 2 voivodeship, 5 powiat, 6 gmina) it is published for, ``None``
    when not told; ``unit`` is the name of its unit of measure; ``years`` are those with data.
    """

    id: str
    subject: str
    subject_name: str
    names: tuple[str, ...]
    level: int | None
    unit: str
    years: tuple[int, ...]

    @property
    def full_name(self) -> str:
        """The subject's name and all dimensions.

        >>> Description("60", "P1", "Urodzenia", ("ogółem",), 6, "osoba", ()).full_name
        'Urodzenia, ogółem'
        """
        return ", ".join(name for name in (self.subject_name, *self.names) if name)


def describe(bdl: Bdl, variable_id: str) -> Description:
    """The office's description of a variable, with the name of its subject (two requests).

    :class:`NotFoundError` for an id the office does not know; :class:`PayloadError` for an
    answer of another shape.
    """
    row = bdl.get(f"/variables/{variable_id}")
    fields = _Fields(row, f"zmienna {variable_id}")
    if fields.identity("id") != variable_id:
        raise fields.fault("id", f"to nie {variable_id}")
    subject = fields.text("subjectId")
    return Description(
        variable_id,
        subject,
        _subject_name(bdl, subject),
        tuple(name for name in map(fields.text, _NAMES) if name),
        fields.integer("level"),
        fields.text("measureUnitName"),
        fields.years("years"),
    )


def units(bdl: Bdl, level: int) -> tuple[tuple[str, str], ...]:
    """TERYT codes and the office's ids of the units of a level of the office, in its order.

    Parts of gminas and units without a TERYT code are left out.
    """
    pairs: list[tuple[str, str]] = []
    for document in bdl.documents("/units", {"level": level}):
        for row in document["results"]:
            code = teryt_of(row["id"])
            if code is not None:
                pairs.append((code, row["id"]))
    return tuple(pairs)


def attribute_zero(bdl: Bdl) -> Meaning:
    """What the disputed code 0 means, by the office's own words; missing when it has none."""
    try:
        row = bdl.get(f"/attributes/{DISPUTED}")
    except NotFoundError:
        return Meaning.MISSING
    fields = _Fields(row, f"atrybut {DISPUTED}")
    return decided(f"{fields.text('name')} {fields.text('description')}")


def _subject_name(bdl: Bdl, subject: str) -> str:
    """Name of a subject; empty when the office gives none."""
    if not subject:
        return ""
    try:
        return _Fields(bdl.get(f"/subjects/{subject}"), f"temat {subject}").text("name")
    except NotFoundError:
        return ""


@dataclass(frozen=True)
class _Fields:
    """Fields of an object, each of its type or a ``PayloadError``; an omitted one is empty."""

    row: dict[str, Any]
    where: str

    def text(self, field: str) -> str:
        value = self.row.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.fault(field, "to nie tekst")
        return value.strip()

    def identity(self, field: str) -> str:
        value = self.row.get(field)
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self.fault(field, "to nie identyfikator")
        return str(value)

    def integer(self, field: str) -> int | None:
        value = self.row.get(field)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.fault(field, "to nie liczba całkowita")
        return value

    def years(self, field: str) -> tuple[int, ...]:
        value = self.row.get(field, [])
        if not isinstance(value, list):
            raise self.fault(field, "to nie lista lat")
        texts = [str(each) for each in value if isinstance(each, int | str)]
        if len(texts) != len(value) or not all(
            len(text) == 4 and text.isascii() and text.isdigit() for text in texts
        ):
            raise self.fault(field, "to nie lista lat")
        return tuple(sorted(map(int, texts)))

    def fault(self, field: str, what: str) -> PayloadError:
        return PayloadError(f"pole „{field}”: {what}", self.where)
