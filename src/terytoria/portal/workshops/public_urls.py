"""Addresses of participants; no account is needed."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.workshops.views import public

app_name = "warsztat"
urlpatterns = [
    path("", public.enter, name="enter"),
    path("<slug:code>/", public.room, name="room"),
]
