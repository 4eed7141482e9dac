"""Addresses of tasks below the place of a partnership.

What is of a person and not of a partnership begins with ``~``, which no partnership's address can.
"""

from __future__ import annotations

from django.urls import path

from terytoria.portal.planner.views import calendar, mine, tasks

app_name = "planner"
urlpatterns = [
    path("~moje-sprawy/", mine.mine, name="mine"),
    path("~moje-sprawy/kalendarz/", calendar.address, name="calendar_address"),
    path("~moje-sprawy/kalendarz/nowy/", calendar.make, name="make_address"),
    path("~moje-sprawy/kalendarz/cofniecie/", calendar.revoke, name="revoke_address"),
    path("~kalendarz/<str:token>.ics", calendar.feed, name="feed"),
    path("~rezygnacja/<str:token>/", mine.opt_out, name="opt_out"),
    path("<slug:slug>/kalendarz/", calendar.month, name="calendar"),
    path("<slug:slug>/zadania/", tasks.tasks, name="tasks"),
    path("<slug:slug>/zadania/moje/", tasks.own, name="own"),
    path("<slug:slug>/zadania/zamkniete/", tasks.closed, name="closed"),
    path("<slug:slug>/zadania/nowe/", tasks.add, name="add"),
    path("<slug:slug>/zadania/<int:record>/", tasks.task, name="task"),
    path("<slug:slug>/zadania/<int:record>/tresc/", tasks.edit, name="edit"),
    path("<slug:slug>/zadania/<int:record>/wykonawca/", tasks.reassign, name="reassign"),
    path("<slug:slug>/zadania/<int:record>/termin/", tasks.redate, name="redate"),
    path("<slug:slug>/zadania/<int:record>/zakonczenie/", tasks.finish, name="finish"),
    path("<slug:slug>/zadania/<int:record>/wznowienie/", tasks.reopen, name="reopen"),
    path("<slug:slug>/zadania/<int:record>/odwolanie/", tasks.cancel, name="cancel"),
]
