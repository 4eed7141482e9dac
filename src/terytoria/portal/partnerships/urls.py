"""Addresses of partnerships, below the place where they are included."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.partnerships.views import (
    documents,
    listing,
    log,
    members,
    partnership,
    people,
)

app_name = "partnerships"
urlpatterns = [
    path("", listing.home, name="home"),
    path("nowe/", listing.choose, name="choose"),
    path("nowe/opis/", listing.create, name="create"),
    path("dziennik/", log.programme_log, name="programme_log"),
    path("dziennik/plik.<str:ending>", log.programme_log_file, name="programme_log_file"),
    path("zaproszenie/<str:token>/", people.accept, name="accept"),
    path("<slug:slug>/", partnership.dashboard, name="dashboard"),
    path("<slug:slug>/opis/", partnership.edit, name="edit"),
    path("<slug:slug>/etap/", partnership.stage, name="stage"),
    path("<slug:slug>/dziennik/", log.log, name="log"),
    path("<slug:slug>/dziennik/plik.<str:ending>", log.log_file, name="log_file"),
    path("<slug:slug>/czlonkowie/", members.members, name="members"),
    path("<slug:slug>/czlonkowie/nowy/", members.join, name="join"),
    path("<slug:slug>/czlonkowie/lider/", partnership.leader, name="leader"),
    path("<slug:slug>/czlonkowie/<int:record>/koniec/", members.leave, name="leave"),
    path("<slug:slug>/czlonkowie/<int:record>/poprawka/", members.correct, name="correct"),
    path("<slug:slug>/czlonkowie/<int:record>/nastepca/", members.replace, name="replace"),
    path("<slug:slug>/osoby/", people.people, name="people"),
    path("<slug:slug>/osoby/zaproszenie/", people.send, name="invite"),
    path("<slug:slug>/osoby/rola/", people.further_role, name="role"),
    path("<slug:slug>/osoby/<int:record>/koniec/", people.end, name="end_role"),
    path("<slug:slug>/zaproszenia/<int:record>/cofniecie/", people.take_back, name="revoke"),
    path("<slug:slug>/partnerzy/", members.externals, name="externals"),
    path("<slug:slug>/partnerzy/nowy/", members.join_external, name="add_external"),
    path("<slug:slug>/partnerzy/<int:record>/koniec/", members.leave_external, name="end_external"),
    path("<slug:slug>/dokumenty/", documents.documents, name="documents"),
    path("<slug:slug>/dokumenty/nowy/", documents.add, name="add_document"),
    path("<slug:slug>/dokumenty/<int:record>/", documents.document, name="document"),
    path("<slug:slug>/dokumenty/<int:record>/metryczka/", documents.edit, name="edit_document"),
    path("<slug:slug>/dokumenty/<int:record>/wersja/", documents.renew, name="add_version"),
    path(
        "<slug:slug>/dokumenty/<int:record>/<int:number>/plik/", documents.download, name="download"
    ),
]
