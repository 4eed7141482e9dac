"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.consultations.views import register, running

app_name = "consultations"
_ALL = "<slug:slug>/konsultacje/"
_ONE = f"{_ALL}<int:number>/"
_REMARK = f"{_ONE}uwaga/<int:remark>/"
urlpatterns = [
    path(_ALL, running.listing, name="listing"),
    path(f"{_ALL}nowe/", running.add, name="add"),
    path(f"{_ALL}dane-osoby/", running.person, name="person"),
    path(_ONE, running.consultation, name="consultation"),
    path(f"{_ONE}zmiana/", running.change, name="change"),
    path(f"{_ONE}otwarcie/", running.begin, name="open"),
    path(f"{_ONE}zamkniecie/", running.end, name="close"),
    path(f"{_ONE}sprawozdanie/", running.make_report, name="make_report"),
    path(f"{_ONE}rejestr/", register.table, name="register"),
    path(f"{_ONE}rejestr.csv", register.as_csv, name="csv"),
    path(f"{_ONE}grupy/", register.groups, name="groups"),
    path(f"{_ONE}uwaga/nowa/", register.add, name="enter"),
    path(_REMARK, register.one, name="remark"),
    path(f"{_REMARK}stanowisko/", register.position, name="position"),
    path(f"{_REMARK}stanowisko/<int:verdict>/", register.approve, name="approve"),
    path(f"{_REMARK}dane/", register.screen, name="screen"),
    path(f"{_REMARK}spam/", register.spam, name="spam"),
    path(f"{_REMARK}przywrocenie/", register.restore, name="restore"),
    path(f"{_REMARK}wyjecie/", register.part, name="part"),
    path(f"{_REMARK}pierwotna/", register.original, name="original"),
    path(f"{_REMARK}skan/", register.scan, name="scan"),
]
