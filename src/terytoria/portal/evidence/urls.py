"""Addresses of evidence, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.evidence.views import diagnosis, overview, own

app_name = "evidence"
urlpatterns = [
    path("przeglad/", overview.overview, name="overview"),
    path("<slug:slug>/diagnoza/", diagnosis.latest, name="latest"),
    path("<slug:slug>/diagnoza/zlecenie/", diagnosis.order, name="order"),
    path("<slug:slug>/diagnoza/przerwanie/", diagnosis.cancel, name="cancel"),
    path("<slug:slug>/diagnoza/porownanie/", diagnosis.compare, name="compare"),
    path("<slug:slug>/diagnoza/wersja/<int:number>/", diagnosis.version, name="version"),
    path("<slug:slug>/diagnoza/ustalenie/<int:pk>/", diagnosis.finding, name="finding"),
    path("<slug:slug>/dane-wlasne/", own.listing, name="own"),
    path("<slug:slug>/dane-wlasne/nowe/", own.add, name="own_add"),
    path("<slug:slug>/dane-wlasne/<int:pk>/plik/", own.file, name="own_file"),
    path("<slug:slug>/dane-wlasne/<int:pk>/wycofanie/", own.withdraw, name="own_withdraw"),
]
