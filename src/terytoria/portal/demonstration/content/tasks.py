"""Three tasks that wait for people of the partnership."""

from __future__ import annotations

from datetime import timedelta

from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.planner.domain.tasks import Said, add_task
from terytoria.portal.planner.models import Task

TASKS = (
    ("Oceń pozostałe ustalenia diagnozy (przykład)", "ekspert", 7),
    ("Dopisz zakres projektów (przykład)", "grupa", 14),
    ("Zwołaj radę, która przyjmie strategię (przykład)", "koordynator", 30),
)


def add_tasks(scene: Scene) -> None:
    """Give the tasks, unless there are any."""
    if Task.objects.filter(partnership=scene.partnership).exists():
        return
    for title, owner, days in TASKS:
        due = today() + timedelta(days=days)
        coordinator = scene.people["koordynator"]
        add_task(coordinator, scene.partnership, Said(title), scene.people[owner], due)
