"""What everybody may ask for, without a token."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from terytoria.portal.api.interfaces.paging import Asked, Page, part_of
from terytoria.portal.api.interfaces.problems import ProblemError
from terytoria.portal.api.interfaces.shapes.ground import Slug
from terytoria.portal.api.interfaces.shapes.partnerships import (
    LevelName,
    PublicPartnership,
    StageName,
    UnitShape,
    public_shape,
    unit_shape,
)
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import held
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.territory import Level
from terytoria.territory.search import find

router = Router(tags=["Publiczne"])
_FOUND = 100  # units a search is worth reading

Stage = Annotated[StageName | None, Query(description="Tylko partnerstwa na tym etapie.")]
Member = Annotated[
    str | None,
    Query(
        pattern=r"^([0-9]{4}|[0-9]{7})$",
        description="Tylko partnerstwa, do których dziś należy jednostka o tym kodzie TERYT.",
    ),
]
Phrase = Annotated[
    str,
    Query(
        min_length=1,
        max_length=120,
        description="Nazwa (także odmieniona, bez polskich znaków) albo początek kodu TERYT.",
        examples=["Człopie"],
    ),
]
AtLevel = Annotated[LevelName | None, Query(description="Tylko jednostki tego poziomu.")]
Code = Annotated[
    str,
    Path(pattern=r"^([0-9]{2}|[0-9]{4}|[0-9]{7}|PL)$", description="Kod TERYT (tekst) albo PL."),
]


@router.get(
    "/partnerships",
    response=Page[PublicPartnership],
    operation_id="list_partnerships",
    summary="Partnerstwa kraju",
    description="Fakty publiczne: nazwa, etap, lider, członkowie z datami.",
)
def list_partnerships(
    request: HttpRequest,
    response: HttpResponse,
    part: Asked,
    stage: Stage = None,
    unit: Member = None,
) -> Page[PublicPartnership]:
    """Partnerships, by name."""
    country = land.current()
    rows = Partnership.objects.prefetch_related("members")
    if stage is not None:
        rows = rows.filter(stage=stage)
    if unit is not None:
        now = Membership.objects.filter(held(today()), unit=unit)
        rows = rows.filter(pk__in=now.values("partnership"))
    return part_of(request, response, rows, part, lambda one: public_shape(country, one))


@router.get(
    "/partnerships/{slug}",
    response=PublicPartnership,
    operation_id="get_partnership",
    summary="Jedno partnerstwo",
    description="Fakty publiczne o partnerstwie.",
)
def get_partnership(request: HttpRequest, slug: Slug) -> PublicPartnership:
    """A partnership by its address."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise ProblemError(404, "Nie ma takiego partnerstwa. Sprawdź skrót w /partnerships.")
    return public_shape(land.current(), found)


@router.get(
    "/units",
    response=Page[UnitShape],
    operation_id="search_units",
    summary="Szukanie gmin, powiatów i województw",
    description="Najlepiej pasujące jednostki; najwyżej 100, od najlepszej.",
)
def search_units(
    request: HttpRequest, response: HttpResponse, part: Asked, q: Phrase, level: AtLevel = None
) -> Page[UnitShape]:
    """Units that answer a phrase, the best first."""
    matches = find(land.current().register, q, _FOUND)
    units = [one.unit for one in matches if level is None or one.unit.level == Level(level)]
    return part_of(request, response, units, part, unit_shape)


@router.get(
    "/units/{code}",
    response=UnitShape,
    operation_id="get_unit",
    summary="Jedna jednostka",
    description="Gmina, powiat, województwo albo kraj według kodu TERYT.",
)
def get_unit(request: HttpRequest, code: Code) -> UnitShape:
    """A unit by its code."""
    register = land.current().register
    if code not in register:
        raise ProblemError(404, "Nie ma jednostki o tym kodzie. Wyszukaj ją po nazwie w /units.")
    return unit_shape(register.unit(code))
