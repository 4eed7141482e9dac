"""Addresses below ``/api/``."""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path

from terytoria.portal.api.views import documentation
from terytoria.portal.api.views.gate import absent, gate, gated
from terytoria.portal.api.views.v1 import api

app_name = "api"
_operations = [
    gated(one) for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"
]
_version = [
    path("openapi.json", gate(documentation.schema), name="schema"),
    *_operations,
]
urlpatterns = [
    path("", documentation.page, name="page"),
    path("v1/", include(_version)),
    re_path(r"^.*$", gate(absent), name="absent"),
]
