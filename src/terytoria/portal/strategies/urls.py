"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.strategies.views import items, outline, past, picture, realism, versions

app_name = "strategies"
urlpatterns = [
    path("<slug:slug>/strategia/", outline.outline, name="outline"),
    path("<slug:slug>/strategia/zalozenia/", items.frame, name="frame_edit"),
    path("<slug:slug>/strategia/zalozenia/historia/", past.frame_history, name="frame_history"),
    path("<slug:slug>/strategia/z-ustalen/", outline.suggestions, name="suggestions"),
    path("<slug:slug>/strategia/usuniete/", past.deleted, name="deleted"),
    path("<slug:slug>/strategia/zamrozenie/", versions.freeze, name="freeze"),
    path("<slug:slug>/strategia/wersje/", versions.listing, name="versions"),
    path("<slug:slug>/strategia/wersje/porownanie/", versions.compare, name="compare"),
    path("<slug:slug>/strategia/wersje/<int:number>/", versions.version, name="version"),
    path("<slug:slug>/strategia/drzewo/", picture.tree, name="tree"),
    path("<slug:slug>/strategia/mierniki/sprawdzenie/", realism.order, name="check_targets"),
    path(
        "<slug:slug>/strategia/mierniki/<int:pk>/sprawdzenie/", realism.order, name="check_target"
    ),
    path("<slug:slug>/strategia/<slug:kind>/nowe/", items.add, name="add"),
    path("<slug:slug>/strategia/<slug:kind>/<int:pk>/", items.change, name="edit"),
    path("<slug:slug>/strategia/<slug:kind>/<int:pk>/historia/", past.history, name="history"),
    path("<slug:slug>/strategia/<slug:kind>/<int:pk>/usuniecie/", past.delete, name="delete"),
    path("<slug:slug>/strategia/<slug:kind>/<int:pk>/przywrocenie/", past.restore, name="restore"),
    path("<slug:slug>/strategia/<slug:kind>/<int:pk>/kolejnosc/", outline.move, name="move"),
    path(
        "<slug:slug>/strategia/wyzwanie/<int:pk>/<slug:source>/<int:number>/",
        outline.recite,
        name="recite",
    ),
]
