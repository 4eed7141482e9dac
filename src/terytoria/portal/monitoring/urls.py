"""Addresses, below the place of a partnership."""

from __future__ import annotations

from django.urls import path

from terytoria.portal.monitoring.views import projects, reports, targets

app_name = "monitoring"
_HERE = "<slug:slug>/monitorowanie/"
_TARGET = f"{_HERE}mierniki/<int:pk>/odczyty/"
_PROJECT = f"{_HERE}projekty/<int:pk>/"
urlpatterns = [
    path(_HERE, targets.targets, name="targets"),
    path(f"{_HERE}sledzenie/", targets.order, name="order"),
    path(_TARGET, targets.readings, name="readings"),
    path(f"{_TARGET}nowy/", targets.read_in, name="read_in"),
    path(f"{_TARGET}<int:record>/wycofanie/", targets.withdraw, name="withdraw"),
    path(f"{_HERE}projekty/", projects.projects, name="projects"),
    path(_PROJECT, projects.project, name="project"),
    path(f"{_PROJECT}stan/", projects.readiness, name="readiness"),
    path(f"{_PROJECT}kroki/nowy/", projects.add_step, name="add_step"),
    path(f"{_PROJECT}kroki/<int:record>/", projects.change_step, name="change_step"),
    path(f"{_PROJECT}kroki/<int:record>/usuniecie/", projects.drop_step, name="drop_step"),
    path(f"{_PROJECT}wydatki/nowe/", projects.add_money, name="add_money"),
    path(f"{_PROJECT}wydatki/<int:record>/", projects.change_money, name="change_money"),
    path(f"{_PROJECT}wydatki/<int:record>/usuniecie/", projects.drop_money, name="drop_money"),
    path(f"{_HERE}aktualizacja/", reports.reasons, name="reasons"),
    path(f"{_HERE}aktualizacja/zlecenie/", reports.update, name="update"),
    path(f"{_HERE}raporty/", reports.reports, name="reports"),
]
