"""Addresses: Polish without a prefix, English below ``/en/``; type has no language."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from terytoria.portal import errors
from terytoria.portal.publishing import views
from terytoria.portal.publishing.urls import urlpatterns as pages

urlpatterns = [
    path("czcionka/<str:weight>.woff2", views.font, name="font"),
    path("konto/tokeny/", include("terytoria.portal.api.token_urls")),
    path("konto/pokaz/", include("terytoria.portal.demonstration.urls")),
    path("konto/", include("terytoria.portal.accounts.urls")),
    path("api/", include("terytoria.portal.api.urls")),
    path("ankieta/", include("terytoria.portal.surveys.public_urls")),
    path("praca/", include("terytoria.portal.publishing.work_urls")),
    path("praca/", include("terytoria.portal.monitoring.urls")),
    path("praca/", include("terytoria.portal.surveys.urls")),
    path("praca/", include("terytoria.portal.consultations.urls")),
    path("praca/", include("terytoria.portal.procedures.urls")),
    path("praca/", include("terytoria.portal.planner.urls")),
    path("praca/", include("terytoria.portal.meetings.urls")),
    path("praca/", include("terytoria.portal.workshops.urls")),
    path("praca/", include("terytoria.portal.drafting.urls")),
    path("praca/", include("terytoria.portal.strategies.urls")),
    path("praca/", include("terytoria.portal.evidence.urls")),
    path("praca/", include("terytoria.portal.partnerships.urls")),
    path("warsztat/", include("terytoria.portal.workshops.public_urls")),
    path("konsultacje/", include("terytoria.portal.consultations.public_urls")),
    path("wyglad/", include("terytoria.portal.design.urls")),
    *i18n_patterns(*pages, prefix_default_language=False),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
