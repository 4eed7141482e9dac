"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.drafting.views import (
    checklist,
    companions,
    judging,
    layers,
    parts,
    past,
    reading,
    remarks,
    versions,
)

app_name = "drafting"
urlpatterns = [
    path("<slug:slug>/tekst/", reading.text, name="text"),
    path("<slug:slug>/tekst/nowy/", reading.start, name="start"),
    path("<slug:slug>/tekst/teksty/", reading.listing, name="texts"),
    path("<slug:slug>/tekst/teksty/<int:pk>/", reading.choose, name="choose"),
    path("<slug:slug>/tekst/ustawienia/", reading.settings, name="settings"),
    path("<slug:slug>/tekst/rysunki/<int:number>/", reading.draw, name="draw"),
    path("<slug:slug>/tekst/rysunki/<int:number>/<slug:name>.svg", reading.picture, name="picture"),
    path("<slug:slug>/tekst/lista-kontrolna/", checklist.checklist, name="checklist"),
    path("<slug:slug>/tekst/lista-kontrolna/<slug:element>/", checklist.waive, name="waive"),
    path("<slug:slug>/tekst/rozdzial/nowy/", parts.chapter_add, name="chapter_add"),
    path("<slug:slug>/tekst/rozdzial/<slug:key>/", parts.chapter_edit, name="chapter_edit"),
    path("<slug:slug>/tekst/fragment/nowy/", parts.block_add, name="block_add"),
    path("<slug:slug>/tekst/fragment/<slug:key>/", parts.block_edit, name="block_edit"),
    path("<slug:slug>/tekst/usuniete/", past.deleted, name="deleted"),
    path("<slug:slug>/tekst/<slug:key>/historia/", past.history, name="history"),
    path("<slug:slug>/tekst/<slug:key>/usuniecie/", past.delete, name="delete"),
    path("<slug:slug>/tekst/<slug:key>/przywrocenie/", past.restore, name="restore"),
    path("<slug:slug>/tekst/<slug:key>/kolejnosc/", past.move, name="move"),
    path("<slug:slug>/tekst/komentarze/", remarks.listing, name="comments"),
    path("<slug:slug>/tekst/<slug:key>/komentarze/", remarks.comment, name="comment"),
    path("<slug:slug>/tekst/komentarz/<int:pk>/zamkniecie/", remarks.resolve, name="resolve"),
    path("<slug:slug>/tekst/komentarz/<int:pk>/przyjecie/", remarks.accept, name="accept"),
    path("<slug:slug>/tekst/komentarz/<int:pk>/odrzucenie/", remarks.decline, name="decline"),
    path("<slug:slug>/tekst/ewaluacja/", judging.evaluation, name="evaluation"),
    path("<slug:slug>/tekst/ewaluacja/podpis/", judging.sign, name="sign"),
    path("<slug:slug>/tekst/ewaluacja/nowa/", judging.again, name="evaluate_again"),
    path("<slug:slug>/tekst/obok/<slug:kind>/", companions.companion, name="companion"),
    path(
        "<slug:slug>/tekst/obok/<slug:kind>/historia/",
        companions.history,
        name="companion_history",
    ),
    path("<slug:slug>/tekst/model/", layers.listing, name="layers"),
    path("<slug:slug>/tekst/model/plik/", layers.add_file, name="layer_file"),
    path("<slug:slug>/tekst/model/obszar/", layers.add_gminas, name="layer_area"),
    path("<slug:slug>/tekst/model/<int:record>/usuniecie/", layers.remove, name="layer_remove"),
    path("<slug:slug>/tekst/zamrozenie/", versions.freeze, name="freeze"),
    path("<slug:slug>/tekst/wersje/", versions.listing, name="versions"),
    path("<slug:slug>/tekst/wersja/<int:pk>/", versions.kept, name="kept"),
    path("<slug:slug>/tekst/wersje/porownanie/", versions.compare, name="compare"),
    path("<slug:slug>/tekst/wersje/<int:number>/", versions.version, name="version"),
    path("<slug:slug>/tekst/wersje/<int:number>/pliki/", versions.order, name="files"),
    path(
        "<slug:slug>/tekst/wersje/<int:number>/strategia.<slug:ending>", versions.file, name="file"
    ),
]
