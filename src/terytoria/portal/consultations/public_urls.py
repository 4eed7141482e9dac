"""Addresses that anybody opens."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.consultations.views import public, remarks

app_name = "public_consultation"
_ONE = "<slug:slug>/<int:number>/"
urlpatterns = [
    path("<slug:slug>/", public.listing, name="listing"),
    path(_ONE, public.page, name="page"),
    path(f"{_ONE}mapa/", public.chart, name="map"),
    path(f"{_ONE}mapa.svg", public.chart_picture, name="picture"),
    path(f"{_ONE}rysunek/<slug:block>.svg", public.figure, name="figure"),
    path(f"{_ONE}plik/", public.file, name="file"),
    path(f"{_ONE}uwaga/", remarks.remark, name="remark"),
    path(f"{_ONE}uwaga/<str:code>/", remarks.fate, name="fate"),
    path(f"{_ONE}potwierdzenie/<str:token>/", remarks.prove, name="confirm"),
    path(f"{_ONE}sprawozdanie/", public.report, name="report"),
    path(f"{_ONE}sprawozdanie.pdf", public.report_file, {"ending": "pdf"}, name="report_pdf"),
    path(f"{_ONE}sprawozdanie.docx", public.report_file, {"ending": "docx"}, name="report_docx"),
    path(f"{_ONE}zmiany/", public.changes, name="changes"),
]
