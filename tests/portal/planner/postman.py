"""What the tests run in other processes: ``postman.py prepare N | work``."""

# ruff: noqa: E402 - the settings come first

from __future__ import annotations

import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"

import django

django.setup()

from django.core.management import call_command
from django.utils.timezone import localdate, now

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.reminding import order_letters
from terytoria.portal.planner.models import Task

IMPATIENT = Rhythm(pause=0.02, beat=0.05, stale=0.4, delay=0.05, attempts=1000, look=3600)


def prepare(count: int) -> None:
    """Make the tables, people with a task each, and order their letters."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    dolina = Partnership.objects.create(slug="dolina", short_name="Dolina", stage=Stage.ACTIVE)
    for number in range(count):
        user = User.objects.create_user(f"osoba{number}@example.org", name=f"Osoba {number}")
        Assignment.objects.create(
            partnership=dolina, user=user, role=Role.EXPERT, since=date(2020, 1, 1)
        )
        Task.objects.create(partnership=dolina, title="Zadanie", owner=user, due=localdate())
    assert order_letters(now()) == count


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare", count]:
            prepare(int(count))
        case ["work"]:
            work(rhythm=IMPATIENT)
