"""Another writer in a process of its own: ``process.py prepare`` or ``process.py edit``.

``edit`` answers each line ``{"text": …, "version": …}`` with what became of the save.
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
from terytoria.portal.drafting.domain.starting import create_text
from terytoria.portal.drafting.domain.writing import (
    EditedMeanwhileError,
    add_block,
    add_chapter,
    change_block,
)
from terytoria.portal.drafting.models import Block
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership


def prepare() -> None:
    """Make the tables, a partnership with its coordinator, and one paragraph."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    made = Partnership.objects.create(
        slug="dolina", name="Dolina", short_name="Dolina", leader="0201011", stage=Stage.ACTIVE
    )
    user = User.objects.create_user("ola@example.org", name="Koordynatorka pokazowa")
    Assignment.objects.create(
        partnership=made, user=user, role=Role.COORDINATOR, since=date(2024, 1, 1)
    )
    frame = {"title": "Strategia", "profiles": ["cwd"], "horizon": 2030}
    text = create_text(user, made, frame, empty=True)
    chapter = add_chapter(user, text, {"title": "Wnioski", "level": 1, "elements": []})
    add_block(user, chapter, "paragraph", {"text": "Raz. Dwa. Trzy."})


def answer(line: str) -> dict[str, object]:
    """Save what a line asks for; without a text only say what is stored."""
    asked = json.loads(line)
    block = Block.objects.select_related("chapter__text__partnership").get()
    if "text" not in asked:
        return {"version": block.version, "text": block.content["text"]}
    try:
        saved = change_block(User.objects.get(), block, asked["version"], asked["text"])
    except EditedMeanwhileError as clash:
        return {"clash": clash.conflicts, "theirs": clash.theirs, "mine": clash.values}
    return {"saved": saved.part.version, "merged": saved.merged}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["edit"]:
            Block.objects.get()  # the connection is open before the race
            print("ready", flush=True)
            for each in sys.stdin:
                print(json.dumps(answer(each)), flush=True)
