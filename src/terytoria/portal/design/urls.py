"""Addresses of the gallery; they answer where ``DEBUG`` or ``DESIGN_GALLERY`` is set."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.design import views

urlpatterns = [
    path("gallery", views.parts, name="gallery"),
    path("gallery/formularz", views.form, name="gallery-form"),
    path("gallery/dane", views.data, name="gallery-data"),
    path("gallery/potwierdzenie", views.confirm, name="gallery-confirm"),
]
