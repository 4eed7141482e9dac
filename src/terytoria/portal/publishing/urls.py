"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.publishing.views import open_data, pages, papers

_PAPER = "partnerstwo/<slug:slug>/dokument/<slug:paper>/"
urlpatterns = [
    path("", pages.home, name="home"),
    path("dane/", open_data.page, name="open_data"),
    path("dane/<str:name>", open_data.file, name="open_data_file"),
    path("nowosci.atom", open_data.feed, name="feed"),
    path("sitemap.xml", open_data.sitemap, name="sitemap"),
    path("robots.txt", open_data.robots, name="robots"),
    path("partnerstwo/<slug:slug>/", pages.partnership, name="partnership"),
    path("partnerstwo/<slug:slug>/strategia/", papers.strategy, name="strategy"),
    path("partnerstwo/<slug:slug>/gmina/<slug:code>/", pages.gmina, name="gmina"),
    path("partnerstwo/<slug:slug>/pliki/<str:name>", pages.file, name="file"),
    path("partnerstwo/<slug:slug>/dostepnosc/", pages.accessibility, name="accessibility"),
    path(_PAPER, papers.document, name="document"),
    path(f"{_PAPER}wersja/<int:number>/", papers.version, name="document_version"),
    path(f"{_PAPER}wersja/<int:number>/<str:name>", papers.document_file, name="document_file"),
    path(
        "partnerstwo/<slug:slug>/uchwala/<int:ordinal>-<int:year>/",
        papers.decision,
        name="decision",
    ),
]
