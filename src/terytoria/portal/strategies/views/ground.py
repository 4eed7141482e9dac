"""What every page of the strategy stands on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.strategies.domain.queries import MODELS
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.interfaces.addresses import KINDS
from terytoria.portal.strategies.models import Item
from terytoria.portal.strategies.rules import EDIT, FREEZE


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    return {
        **of_partnership(request, partnership, "strategies:outline", heading),
        "may_edit": can(request, EDIT, partnership),
        "may_freeze": can(request, FREEZE, partnership),
    }


def kind_of(slug: str) -> Kind:
    """The kind named in an address; no such page for another word."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def item_of(partnership: Partnership, slug: str, pk: int) -> Item:
    """An item, deleted or not; no such page when it is of another partnership."""
    model = MODELS[kind_of(slug)]
    found = model._default_manager.filter(partnership=partnership, pk=pk).first()  # noqa: SLF001 - documented
    if found is None:
        raise Http404
    return found
