"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.meetings.views import agenda, decisions, listing, meeting, voting

app_name = "meetings"
_ONE = "<slug:slug>/spotkania/<int:record>/"
_ITEM = f"{_ONE}punkty/<int:item>/"
urlpatterns = [
    path("<slug:slug>/spotkania/", listing.listing, name="listing"),
    path("<slug:slug>/spotkania/nowe/", listing.add, name="add"),
    path("<slug:slug>/spotkania/kworum/", listing.procedure, name="procedure"),
    path(_ONE, meeting.meeting, name="meeting"),
    path(f"{_ONE}zmiana/", listing.change, name="change"),
    path(f"{_ONE}zwolanie/", meeting.call, name="call"),
    path(f"{_ONE}odwolanie/", meeting.call_off, name="call_off"),
    path(f"{_ONE}otwarcie/", meeting.begin, name="begin"),
    path(f"{_ONE}zamkniecie/", meeting.end, name="end"),
    path(f"{_ONE}obecnosc/", meeting.attendance, name="attendance"),
    path(f"{_ONE}protokol/", meeting.minutes, name="minutes"),
    path(f"{_ONE}punkty/nowy/", agenda.add, name="add_item"),
    path(f"{_ITEM}zmiana/", agenda.change, name="change_item"),
    path(f"{_ITEM}wyzej/", agenda.move, {"way": "up"}, name="item_up"),
    path(f"{_ITEM}nizej/", agenda.move, {"way": "down"}, name="item_down"),
    path(f"{_ITEM}usuniecie/", agenda.remove, name="remove_item"),
    path(f"{_ITEM}material/", agenda.paper, name="add_paper"),
    path(f"{_ITEM}material/<int:paper>/odlaczenie/", agenda.take_paper, name="take_paper"),
    path(f"{_ITEM}przebieg/", agenda.note, name="note"),
    path(f"{_ITEM}glosowanie/otwarcie/", voting.begin, name="open_vote"),
    path(f"{_ITEM}glosowanie/zamkniecie/", voting.end, name="close_vote"),
    path(f"{_ITEM}glos/", voting.cast, name="cast"),
    path(f"{_ITEM}rece/", voting.hands, name="hands"),
    path("<slug:slug>/decyzje/", decisions.listing, name="decisions"),
    path("<slug:slug>/decyzje/<int:year>/<int:ordinal>/", decisions.decision, name="decision"),
]
