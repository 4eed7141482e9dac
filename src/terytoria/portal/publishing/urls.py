"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.publishing import views

urlpatterns = [
    path("", views.home, name="home"),
    path("partnerstwo/<slug:slug>/", views.partnership, name="partnership"),
    path("partnerstwo/<slug:slug>/gmina/<slug:code>/", views.gmina, name="gmina"),
    path("partnerstwo/<slug:slug>/pliki/<str:name>", views.file, name="file"),
    path("partnerstwo/<slug:slug>/dostepnosc/", views.accessibility, name="accessibility"),
]
