"""Addresses of a person's tokens, below ``/konto/tokeny/``."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.api.views import tokens

app_name = "tokens"
urlpatterns = [
    path("", tokens.listing, name="listing"),
    path("nowy/", tokens.make, name="make"),
    path("<int:number>/cofniecie/", tokens.revoke, name="revoke"),
]
