"""A short chain of the strategy: what the evidence shows, what is to be reached, by what."""

from __future__ import annotations

from typing import Any

from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.evidence.domain.queries import judged, latest_version
from terytoria.portal.evidence.enums import Standing
from terytoria.portal.evidence.models import Finding
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.strategies.domain.editing import create, edit, frame_of
from terytoria.portal.strategies.domain.measured import last_values
from terytoria.portal.strategies.domain.realism import order_check
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge, Item
from terytoria.statistics.catalogue import Catalogue, Direction

CHALLENGES = 3
_NOTE = "Przykład do wypróbowania portalu. Zmień go albo usuń."
_GOALS = (
    ("Usługi bliżej mieszkańców (przykład)", (0, 1)),
    ("Praca i mieszkania dla młodych (przykład)", (2,)),
)
_DIRECTIONS = (
    ("Wspólne usługi opiekuńcze (przykład)", 0),
    ("Dojazdy do szkół i przychodni (przykład)", 0),
    ("Tereny pod inwestycje i mieszkania (przykład)", 1),
)
_PROJECTS = (
    ("Centrum usług społecznych (przykład)", 0, "12000000", "concept"),
    ("Opieka wytchnieniowa w sołectwach (przykład)", 0, "2400000", "idea"),
    ("Wspólny rozkład i linie na telefon (przykład)", 1, "6500000", "documentation"),
    ("Uzbrojenie terenów pod mieszkania (przykład)", 2, "18000000", "idea"),
)
_TARGETS = (
    ("Osoby korzystające z usług opiekuńczych (przykład)", 0, "osoby", (120, 200)),
    ("Miejscowości z połączeniem w dni robocze (przykład)", 0, "%", (48, 75)),
    ("Mieszkania oddane rocznie (przykład)", 1, "mieszkania", (60, 95)),
)
_OWN_SOURCE = "dane przykładowe"
_MEASURED = (
    (("E-04", "E-03", "K-04", "L-06"), 0),
    (("R-01", "M-01", "P-02", "L-09"), 1),
)
"""Indicators of the catalogue by goal: the first that the area has a value of is a target."""
_MEASURED_SOURCE = "dane diagnozy"
_STEP = 0.1


def add_strategy(scene: Scene) -> None:
    """Write the chain, unless the partnership has one or has nothing to found it on."""
    found = _founded_on(scene)
    if len(found) < CHALLENGES or Challenge.objects.filter(partnership=scene.partnership).exists():
        return
    vision = f"Dobre życie w każdej gminie (przykład). {_NOTE}"
    frame = {"vision": vision, "horizon": today().year + 9}
    edit(scene.people["koordynator"], frame_of(scene.partnership), frame, 0)
    challenges = [
        _add(scene, Kind.CHALLENGE, title=_cut(one.heading), cites=[f"finding:{one.pk}"])
        for one in found[:CHALLENGES]
    ]
    goals = [
        _add(scene, Kind.GOAL, title=title, answers=[challenges[at].pk for at in answers])
        for title, answers in _GOALS
    ]
    directions = [
        _add(scene, Kind.DIRECTION, title=title, goal=goals[at].pk) for title, at in _DIRECTIONS
    ]
    _add_projects(scene, directions)
    _add_targets(scene, goals)
    if _add_measured(scene, goals):
        order_check(scene.people["koordynator"], scene.partnership)


def _founded_on(scene: Scene) -> list[Finding]:
    """Accepted findings, each of another heading: a challenge tells one thing."""
    version = latest_version(scene.partnership)
    found = judged(version) if version else ()
    accepted = [one.finding for one in found if one.standing is Standing.ACCEPTED]
    return list({one.heading: one for one in reversed(accepted)}.values())[::-1]


def _add_projects(scene: Scene, directions: list[Item]) -> None:
    members = members_on(scene.partnership, today())
    for at, (title, serves, cost, readiness) in enumerate(_PROJECTS):
        lead, partner = members[at % len(members)], members[(at + 1) % len(members)]
        _add(
            scene,
            Kind.PROJECT,
            title=title,
            lead=lead,
            partners=[partner],
            scope=_NOTE,
            cost=cost,
            readiness=readiness,
            serves=[directions[serves].pk],
        )


def _add_targets(scene: Scene, goals: list[Item]) -> None:
    year = today().year
    for name, goal, unit, (base, wanted) in _TARGETS:
        _add(
            scene,
            Kind.TARGET,
            goal=goals[goal].pk,
            own_name=name,
            unit=unit,
            wanted="up",
            base_year=year - 1,
            base_value=float(base),
            target_year=year + 9,
            target_value=float(wanted),
            source=_OWN_SOURCE,
            justification=_NOTE,
        )


def _add_measured(scene: Scene, goals: list[Item]) -> int:
    """Targets of indicators that are computed: a tenth better than now; how many were added."""
    values, year, count = last_values(scene.partnership), today().year, 0
    known = Catalogue.load().indicators
    for names, goal in _MEASURED:
        name = next((one for one in names if one in values), None)
        if name is None:
            continue
        now, less = values[name], known[name].direction is Direction.LESS_IS_BETTER
        wanted = now.value + abs(now.value) * (-_STEP if less else _STEP)
        _add(
            scene,
            Kind.TARGET,
            goal=goals[goal].pk,
            indicator=name,
            wanted="down" if less else "up",
            base_year=now.year,
            base_value=round(now.value, now.decimals(name)),
            target_year=year + 9,
            target_value=round(wanted, now.decimals(name)),
            source=_MEASURED_SOURCE,
            justification=_NOTE,
        )
        count += 1
    return count


def _add(scene: Scene, kind: Kind, **fields: Any) -> Item:
    if kind not in (Kind.PROJECT, Kind.TARGET):
        fields["text"] = _NOTE
    return create(scene.people["koordynator"], scene.partnership, kind, fields)


def _cut(heading: str) -> str:
    return f"{heading[:180]} (przykład)"
