"""Partnerships, their members and units."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from terytoria.portal.api.interfaces.shapes.ground import Given
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.territory import Unit

StageName = Literal["forming", "active", "closed"]
LevelName = Literal["country", "voivodeship", "powiat", "gmina"]


class MemberShape(Given):
    """A unit that belongs to a partnership, with its dates."""

    unit: str = Field(
        description="Kod TERYT: gmina 7 cyfr, powiat 4 cyfry (tekst).", examples=["3217023"]
    )
    name: str = Field(description="Nazwa jednostki.", examples=["Człopa"])
    since: date = Field(description="Pierwszy dzień członkostwa.")
    until: date | None = Field(description="Ostatni dzień członkostwa; null: trwa.")


class PublicPartnership(Given):
    """What everybody may know of a partnership."""

    slug: str = Field(description="Skrót w adresie.", examples=["dolina"])
    name: str = Field(description="Pełna nazwa.")
    short_name: str = Field(description="Nazwa skrócona.")
    stage: StageName = Field(description="Etap: zawiązuje się, działa, zakończone.")
    leader: str = Field(description="Kod TERYT lidera (tekst).", examples=["3217011"])
    members: list[MemberShape] = Field(description="Członkowie, także byli, wg kodu i daty.")


class OwnPartnership(PublicPartnership):
    """A partnership as its people see it."""

    purpose: str = Field(description="Cel współpracy.")
    version: int = Field(description="Numer zapisu; rośnie przy każdej zmianie.")
    roles: list[str] = Field(
        description="Twoje role dziś w tym partnerstwie i w programie.", examples=[["coordinator"]]
    )


class UnitShape(Given):
    """A unit of the division of the country."""

    code: str = Field(description="Kod TERYT (tekst).", examples=["3217023"])
    name: str = Field(description="Nazwa.", examples=["Człopa"])
    level: LevelName = Field(description="Poziom: kraj, województwo, powiat, gmina.")
    kind: str = Field(description="Rodzaj po polsku.", examples=["gmina miejsko-wiejska"])
    parent: str = Field(description="Kod jednostki nadrzędnej; pusty dla kraju.")
    area_km2: float = Field(description="Powierzchnia, km².", examples=[349.16])


def member_shape(country: Country, record: Membership) -> MemberShape:
    """A member by its record."""
    return MemberShape(
        unit=record.unit,
        name=country.label(record.unit),
        since=record.since,
        until=record.until,
    )


def public_shape(country: Country, partnership: Partnership) -> PublicPartnership:
    """A partnership for everybody."""
    return PublicPartnership.model_validate(_public(country, partnership))


def own_shape(country: Country, partnership: Partnership, roles: list[str]) -> OwnPartnership:
    """A partnership for its people."""
    told = {"purpose": partnership.purpose, "version": partnership.version, "roles": roles}
    return OwnPartnership.model_validate({**_public(country, partnership), **told})


def unit_shape(unit: Unit) -> UnitShape:
    """A unit of the register."""
    return UnitShape.model_validate(
        {
            "code": unit.code,
            "name": unit.name,
            "level": unit.level.value,
            "kind": unit.kind.name_pl,
            "parent": unit.parent,
            "area_km2": unit.area_km2,
        }
    )


def _public(country: Country, partnership: Partnership) -> dict[str, object]:
    return {
        "slug": partnership.slug,
        "name": partnership.name,
        "short_name": partnership.short_name,
        "stage": partnership.stage,
        "leader": partnership.leader,
        "members": [member_shape(country, one) for one in partnership.members.all()],
    }
