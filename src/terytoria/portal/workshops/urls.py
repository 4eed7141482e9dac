"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.workshops.views import board, projector, workshop

app_name = "workshops"
_ONE = "<slug:slug>/warsztaty/<int:record>/"
_NOTE = f"{_ONE}karteczki/<int:number>/"
urlpatterns = [
    path("<slug:slug>/warsztaty/", workshop.listing, name="listing"),
    path("<slug:slug>/warsztaty/nowy/", workshop.add, name="add"),
    path(_ONE, workshop.workshop, name="workshop"),
    path(f"{_ONE}zmiana/", workshop.change, name="change"),
    path(f"{_ONE}usuniecie/", workshop.remove_page, name="remove"),
    path(f"{_ONE}otwarcie/", workshop.open_page, name="open"),
    path(f"{_ONE}zamkniecie/", workshop.close_page, name="close"),
    path(f"{_ONE}protokol/", workshop.minutes, name="minutes"),
    path(f"{_ONE}protokol.csv", workshop.minutes_csv, name="minutes_csv"),
    path(f"{_ONE}rzutnik/", projector.projector, name="projector"),
    path(f"{_ONE}rzutnik/tablica/", projector.wall, name="wall"),
    path(f"{_ONE}ukladanie/", board.arrange, name="arrange"),
    path(f"{_ONE}cele/", board.goals, name="goals"),
    path(f"{_ONE}karteczki/nowa/", board.write, name="write"),
    path(_NOTE, board.note, name="note"),
    path(f"{_NOTE}polaczenie/", board.merge_note, name="merge"),
    path(f"{_NOTE}rozlaczenie/", board.split_note, name="split"),
    path(f"{_NOTE}ukrycie/", board.hide_note, name="hide"),
    path(f"{_NOTE}przywrocenie/", board.show_note, name="show"),
    path(f"{_NOTE}do-wyzwan/", board.to_challenge, name="to_challenge"),
    path(f"{_NOTE}do-celow/", board.to_goal, name="to_goal"),
]
