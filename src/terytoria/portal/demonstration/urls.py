"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.demonstration import views

app_name = "demonstration"
urlpatterns = [path("", views.enter, name="enter")]
