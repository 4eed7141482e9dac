"""The chain of a strategy, its frozen versions; projects and targets to be edited."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from terytoria.portal.api.interfaces.bearer import ReadToken, StrategyToken
from terytoria.portal.api.interfaces.paging import Asked, Page, part_of
from terytoria.portal.api.interfaces.problems import Fault, ProblemError
from terytoria.portal.api.interfaces.shapes.ground import Number, Slug
from terytoria.portal.api.interfaces.shapes.strategy import (
    ChainShape,
    NewProject,
    NewTarget,
    ProjectEdit,
    ProjectShape,
    StrategyVersionShape,
    TargetEdit,
    TargetShape,
    chain_shape,
    project_shape,
    strategy_version_shape,
    target_shape,
)
from terytoria.portal.api.views.ground import missing, own_partnership, owner
from terytoria.portal.partnerships.domain.acting import acting
from terytoria.portal.strategies.domain.editing import create, edit
from terytoria.portal.strategies.domain.queries import alive, chain_of, frozen
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Item, StrategyVersion
from terytoria.portal.strategies.rules import EDIT, VIEW

router = Router(tags=["Strategia"], auth=ReadToken())
_NAMES = {Kind.PROJECT: "projektu", Kind.TARGET: "miernika"}


@router.get(
    "/my/partnerships/{slug}/strategy",
    response=ChainShape,
    operation_id="get_strategy",
    summary="Strategia w obecnym brzmieniu",
    description="Cały łańcuch od dowodów do mierników, razem z szkicami.",
)
def get_strategy(request: HttpRequest, slug: Slug) -> ChainShape:
    """The chain as it is now."""
    return chain_shape(chain_of(own_partnership(request, slug, VIEW)))


@router.get(
    "/my/partnerships/{slug}/strategies",
    response=Page[StrategyVersionShape],
    operation_id="list_strategy_versions",
    summary="Zamrożone wersje strategii",
    description="Najnowsza pierwsza.",
)
def list_versions(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[StrategyVersionShape]:
    """Frozen versions."""
    rows = frozen(own_partnership(request, slug, VIEW))
    return part_of(request, response, rows, part, strategy_version_shape)


@router.get(
    "/my/partnerships/{slug}/strategies/{number}",
    response=StrategyVersionShape,
    operation_id="get_strategy_version",
    summary="Jedna zamrożona wersja",
    description="Kto i kiedy ją zamroził.",
)
def get_version(request: HttpRequest, slug: Slug, number: Number) -> StrategyVersionShape:
    """One frozen version."""
    return strategy_version_shape(_frozen(request, slug, number))


@router.get(
    "/my/partnerships/{slug}/strategies/{number}/content",
    response=ChainShape,
    operation_id="get_strategy_content",
    summary="Treść zamrożonej wersji",
    description="Łańcuch z dowodami, jakim był w chwili zamrożenia.",
)
def get_content(request: HttpRequest, slug: Slug, number: Number) -> ChainShape:
    """The chain of a frozen version."""
    return chain_shape(_frozen(request, slug, number).chain())


@router.get(
    "/my/partnerships/{slug}/projects",
    response=Page[ProjectShape],
    operation_id="list_projects",
    summary="Projekty",
    description="W kolejności strategii.",
)
def list_projects(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[ProjectShape]:
    """Projects of the chain."""
    return part_of(request, response, _items(request, slug, Kind.PROJECT), part, project_shape)


@router.get(
    "/my/partnerships/{slug}/projects/{project}",
    response=ProjectShape,
    operation_id="get_project",
    summary="Jeden projekt",
    description="Z numerem zapisu, który podaje się przy zmianie.",
)
def get_project(request: HttpRequest, slug: Slug, project: Number) -> ProjectShape:
    """One project."""
    return project_shape(_item(request, slug, Kind.PROJECT, project))


@router.post(
    "/my/partnerships/{slug}/projects",
    response={201: ProjectShape},
    auth=StrategyToken(),
    operation_id="add_project",
    summary="Dodanie projektu",
    description="Dla koordynatora, eksperta, grupy roboczej i doradcy.",
)
def add_project(request: HttpRequest, slug: Slug, new: NewProject) -> Status[ProjectShape]:
    """Add a project."""
    found = own_partnership(request, slug, VIEW)
    return Status(201, project_shape(create(owner(request), found, Kind.PROJECT, new.told())))


@router.patch(
    "/my/partnerships/{slug}/projects/{project}",
    response=ProjectShape,
    auth=StrategyToken(),
    operation_id="edit_project",
    summary="Zmiana projektu",
    description="Zmienia tylko podane pola. Poprzednia treść zostaje w historii.",
)
def edit_project(
    request: HttpRequest, slug: Slug, project: Number, new: ProjectEdit
) -> ProjectShape:
    """Change a project."""
    item = _item(request, slug, Kind.PROJECT, project)
    return project_shape(_edited(request, item, new))


@router.get(
    "/my/partnerships/{slug}/targets",
    response=Page[TargetShape],
    operation_id="list_targets",
    summary="Mierniki",
    description="W kolejności strategii. Ocena realności jest w /strategy.",
)
def list_targets(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[TargetShape]:
    """Targets of the chain."""
    return part_of(request, response, _items(request, slug, Kind.TARGET), part, target_shape)


@router.get(
    "/my/partnerships/{slug}/targets/{target}",
    response=TargetShape,
    operation_id="get_target",
    summary="Jeden miernik",
    description="Z numerem zapisu, który podaje się przy zmianie.",
)
def get_target(request: HttpRequest, slug: Slug, target: Number) -> TargetShape:
    """One target."""
    return target_shape(_item(request, slug, Kind.TARGET, target))


@router.post(
    "/my/partnerships/{slug}/targets",
    response={201: TargetShape},
    auth=StrategyToken(),
    operation_id="add_target",
    summary="Dodanie miernika",
    description="Dla koordynatora, eksperta, grupy roboczej i doradcy.",
)
def add_target(request: HttpRequest, slug: Slug, new: NewTarget) -> Status[TargetShape]:
    """Add a target."""
    found = own_partnership(request, slug, VIEW)
    return Status(201, target_shape(create(owner(request), found, Kind.TARGET, new.told())))


@router.patch(
    "/my/partnerships/{slug}/targets/{target}",
    response=TargetShape,
    auth=StrategyToken(),
    operation_id="edit_target",
    summary="Zmiana miernika",
    description="Zmienia tylko podane pola. Poprzednia treść zostaje w historii.",
)
def edit_target(request: HttpRequest, slug: Slug, target: Number, new: TargetEdit) -> TargetShape:
    """Change a target."""
    return target_shape(_edited(request, _item(request, slug, Kind.TARGET, target), new))


def _frozen(request: HttpRequest, slug: str, number: int) -> StrategyVersion:
    found = frozen(own_partnership(request, slug, VIEW)).filter(number=number).first()
    if found is None:
        raise missing("numeru strategii")
    return found


def _items(request: HttpRequest, slug: str, kind: Kind) -> QuerySet[Item]:
    return alive(kind, own_partnership(request, slug, VIEW))


def _item(request: HttpRequest, slug: str, kind: Kind, number: int) -> Item:
    found = _items(request, slug, kind).filter(pk=number).first()
    if found is None:
        raise missing(_NAMES[kind])
    return found


def _edited(request: HttpRequest, item: Item, new: ProjectEdit | TargetEdit) -> Item:
    """The item after a change; a program must have seen the version it changes (409)."""
    with acting(owner(request), EDIT, item.partnership):
        item.refresh_from_db()
        if item.version != new.version:
            reason = f"Zapisana jest wersja {item.version}, a nie {new.version}."
            remedy = "Pobierz obecną treść, nanieś na nią zmiany i wyślij z jej numerem."
            raise ProblemError(409, f"{reason} {remedy}", [Fault("version", reason, remedy)])
        return edit(owner(request), item, new.told(), new.version).item
