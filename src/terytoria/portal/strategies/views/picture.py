"""The picture of the chain."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terytoria.language.plural import counted
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.domain.realism import last_failure, realism_of
from terytoria.portal.strategies.enums import Kind, Severity
from terytoria.portal.strategies.interfaces import addresses
from terytoria.portal.strategies.interfaces.tree import draw_tree
from terytoria.portal.strategies.interfaces.tree_list import listed
from terytoria.portal.strategies.interfaces.tree_nodes import FORMS, graph_of, key_of
from terytoria.portal.strategies.rules import VIEW
from terytoria.portal.strategies.views.ground import words

_LOOKS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "info"}


@require_safe
@partnership_page(VIEW)
def tree(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The tree of the strategy, and the same as a list with its problems and checks.

    Nodes lead to the outline, where they are edited.
    """
    chain = chain_of(partnership)
    checked = check(chain)
    graph = graph_of(chain, checked, partial(addresses.outline, partnership.slug))
    realism = realism_of(partnership)
    shown = words(request, partnership, "Drzewo strategii") | {
        "lead": "Od wyzwań do projektów: co z czego wynika i czego brakuje.",
        "empty": not any(True for _ in chain.items()),
        "wide": draw_tree(graph),
        "narrow": draw_tree(graph, narrow=True),
        "parts": listed(chain, checked, graph),
        "counts": [
            (_LOOKS[one], counted(checked.count(one), *FORMS[one]))
            for one in Severity
            if checked.count(one)
        ],
        "realism": {key_of(Kind.TARGET, target): one for target, one in realism.items()},
        "failure": last_failure(partnership),
    }
    return render(request, "strategies/tree.html", shown)
