"""Addresses of the working page of publication, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.publishing.views import work

app_name = "publishing"
urlpatterns = [
    path("<slug:slug>/publikacja/", work.releases, name="releases"),
    path("<slug:slug>/publikacja/uchwala/<int:record>/", work.release, name="release"),
    path("<slug:slug>/publikacja/<int:record>/wycofanie/", work.withdraw, name="withdraw"),
    path("<slug:slug>/publikacja/<int:record>/ponowienie/", work.again, name="again"),
]
