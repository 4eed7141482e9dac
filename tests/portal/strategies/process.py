"""Another editor in a process of its own: ``process.py prepare`` or ``process.py edit``.

``edit`` answers each line ``{"fields": …, "version": …}`` with what became of the save.
"""

# ruff: noqa: E402 - the settings come first

from __future__ import annotations

import json
import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"

import django

django.setup()

from django.core.management import call_command

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.strategies.domain.editing import EditedMeanwhileError, create, edit
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge


def prepare() -> None:
    """Make the tables, a partnership with its coordinator, and one challenge."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    made = Partnership.objects.create(
        slug="dolina", name="Dolina", short_name="Dolina", leader="0201011", stage=Stage.ACTIVE
    )
    user = User.objects.create_user("ola@example.org", name="Koordynatorka pokazowa")
    Assignment.objects.create(
        partnership=made, user=user, role=Role.COORDINATOR, since=date(2024, 1, 1)
    )
    create(user, made, Kind.CHALLENGE, {"title": "Młodzi", "text": "Opis."})


def answer(line: str) -> dict[str, object]:
    """Save what a line asks for."""
    asked = json.loads(line)
    item = Challenge.objects.get()
    try:
        saved = edit(User.objects.get(), item, asked["fields"], asked["version"])
    except EditedMeanwhileError as clash:
        return {"clash": clash.conflicts, "theirs": clash.theirs, "mine": clash.values}
    return {"saved": saved.item.version, "merged": saved.merged}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["edit"]:
            Challenge.objects.get()  # the connection is open before the race
            print("ready", flush=True)
            for each in sys.stdin:
                print(json.dumps(answer(each)), flush=True)
