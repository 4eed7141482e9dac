"""A workshop that is over: notes of fourteen invented people, their dots, two trees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.demonstration.domain.clock import ago, day, has_a_past
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.workshops.domain.joining import put_dot, write_note
from terytoria.portal.workshops.domain.planning import Plan, close_workshop, open_workshop, plan
from terytoria.portal.workshops.domain.sorting import Change, change, merge
from terytoria.portal.workshops.models import Note, Workshop

PLANNED, HELD = 215, 200
PEOPLE, DOTS = 14, 3
_AGENDA = (
    (15, "Powitanie i liczby z diagnozy"),
    (40, "Karteczki: co utrudnia życie"),
    (20, "Kropki"),
    (45, "Drzewo wyzwań: przyczyny i skutki"),
    (20, "Cele"),
)


@dataclass(frozen=True)
class _Tree:
    challenge: str
    goal: str
    causes: tuple[str, ...]
    effects: tuple[str, ...]


TREES = (
    _Tree(
        "Trudno dojechać do lekarza i szkoły (przykład)",
        "Do lekarza i szkoły dojeżdża się bez samochodu (przykład)",
        (
            "Ostatni autobus odjeżdża po południu (przykład)",
            "Każda gmina zamawia przewozy osobno (przykład)",
        ),
        ("Starsi rezygnują z badań (przykład)", "Młodzi wyprowadzają się (przykład)"),
    ),
    _Tree(
        "Brakuje opieki nad starszymi (przykład)",
        "Osoby starsze mieszkają u siebie tak długo, jak chcą (przykład)",
        ("Jedna opiekunka na kilka sołectw (przykład)",),
        ("Rodziny zostają z opieką same (przykład)",),
    ),
)
SAME = "Nie ma autobusu po pracy (przykład)"
LOOSE = ("Świetlica zamknięta w weekendy (przykład)", "Ścieżka rowerowa się urywa (przykład)")


def add_workshop(scene: Scene) -> None:
    """Hold the workshop from its plan to its end, unless there was one."""
    known = Workshop.objects.filter(partnership=scene.partnership).exists()
    if known or not has_a_past(scene.partnership):
        return
    coordinator = scene.people["koordynator"]
    with ago(PLANNED):
        made = plan(coordinator, scene.partnership, _plan())
    with ago(HELD):
        made = open_workshop(coordinator, made)
        notes = _written(made)
        _grown(coordinator, made, notes)
        _voted(made, notes)
        close_workshop(coordinator, made)


def _plan() -> Plan:
    held = timezone.make_aware(datetime.combine(day(HELD), time(10)))
    title, question = (
        "Wyzwania i cele (przykład)",
        "Co najbardziej utrudnia życie w naszych gminach?",
    )
    return Plan(title, question, "Sala pokazowa", held, _AGENDA, DOTS)


def _written(workshop: Workshop) -> dict[str, Note]:
    """A note of each text, each by another browser."""
    texts = [SAME, *LOOSE]
    for tree in TREES:
        texts += [tree.challenge, *tree.causes, *tree.effects]
    return {
        text: write_note(workshop, _browser(at % PEOPLE), text) for at, text in enumerate(texts)
    }


def _grown(actor: User, workshop: Workshop, notes: dict[str, Note]) -> None:
    """Trees of the notes; one note says what another said."""
    for tree in TREES:
        trunk = notes[tree.challenge].pk
        change(actor, workshop, [Change(trunk, "spot", "loose", "challenge")])
        spots = {notes[text].pk: f"cause:{trunk}" for text in tree.causes}
        spots |= {notes[text].pk: f"effect:{trunk}" for text in tree.effects}
        moved = [Change(note, "spot", "loose", spot) for note, spot in spots.items()]
        change(actor, workshop, [*moved, Change(trunk, "goal", "", tree.goal)])
    merge(actor, notes[SAME], notes[TREES[0].causes[0]].pk)


def _voted(workshop: Workshop, notes: dict[str, Note]) -> None:
    """Three dots of each person, most of them for the first challenge."""
    ranked = [notes[tree.challenge] for tree in TREES] + [notes[text] for text in LOOSE]
    for person in range(PEOPLE):
        for dot in range(DOTS):
            put_dot(workshop, _browser(person), ranked[(person * dot) % (person % 4 + 1)].pk)


def _browser(person: int) -> str:
    return f"przyklad-{person}"
