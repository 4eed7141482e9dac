"""Addresses of the public pages; no account is needed."""

from __future__ import annotations

from django.urls import path, re_path

from terytoria.portal.surveys.views import public, public_results

app_name = "ankieta"
_SINGLE_USE = r"^(?P<slug>[-a-zA-Z0-9_]+)/(?P<token>[a-hjkmnp-z2-9]{12})/$"
urlpatterns = [
    path("<slug:slug>/", public.form, name="form"),
    path("<slug:slug>/powrot/", public.take_up_page, name="return"),
    path("<slug:slug>/dziekujemy/", public.thanks, name="thanks"),
    path("<slug:slug>/wyniki/", public_results.page, name="results"),
    path("<slug:slug>/wyniki.csv", public_results.table, name="results_csv"),
    re_path(_SINGLE_USE, public.form, name="token"),
]
