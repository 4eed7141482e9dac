"""A year of monitoring: steps and money of projects, readings of own targets."""

from __future__ import annotations

from decimal import Decimal

from terytoria.portal.demonstration.domain.clock import day
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.monitoring.domain.following import order_following
from terytoria.portal.monitoring.domain.readings import Value, add_reading
from terytoria.portal.monitoring.domain.reporting import order_report
from terytoria.portal.monitoring.domain.telling import Money, Step, add_milestone, add_spending
from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.monitoring.models import Milestone, OwnReading
from terytoria.portal.partnerships import country as land
from terytoria.portal.strategies.models import Project, Target

_STEPS = (("Porozumienie gmin (przykład)", 120, 110), ("Dokumentacja (przykład)", 20, None))
_LAST = ("Początek prac (przykład)", -150, None)
_MONEY = ((Fund.OWN, "0.02", "0.015"), (Fund.EU, "0.05", "0.03"))
"""Sources with the shares of the cost that were planned for this year and spent."""
_SHARES = (0.12, 0.05, 0.2)
"""How much of the way to each own target was gone by the first reading."""


def add_monitoring(scene: Scene) -> None:
    """Tell how projects go and read own targets, unless somebody did."""
    projects = Project.objects.filter(partnership=scene.partnership, deleted_at=None)
    targets = Target.objects.filter(partnership=scene.partnership, deleted_at=None)
    told = Milestone.objects.filter(project__in=projects).exists()
    if told or OwnReading.objects.filter(target__in=targets).exists() or not targets:
        return
    for project in projects.order_by("pk"):
        _tell(scene, project)
    for share, target in zip(_SHARES, targets.exclude(own_name="").order_by("pk"), strict=False):
        _read(scene, target, share)
    coordinator = scene.people["koordynator"]
    if targets.exclude(indicator="").exists():
        order_following(coordinator, scene.partnership, land.current().name)
    order_report(coordinator, scene.partnership, day(0).year)


def _tell(scene: Scene, project: Project) -> None:
    coordinator = scene.people["koordynator"]
    for title, planned, done in (*_STEPS, _LAST):
        ended = None if done is None else day(done)
        add_milestone(coordinator, project, Step(title, day(planned), ended))
    cost = Decimal(project.cost or 0)
    for fund, *shares in _MONEY:
        amounts = (round(cost * Decimal(share), 2) for share in shares)
        add_spending(coordinator, project, Money(day(0).year, fund, *amounts))


def _read(scene: Scene, target: Target, share: float) -> None:
    base, wanted = target.base_value, target.target_value
    if base is None or wanted is None:
        return
    value = round(base + (wanted - base) * share, 1)
    source = "Sprawozdania gmin (dane przykładowe)"
    add_reading(scene.people["ekspert"], target, Value(day(0).year, value, source, day(3)))
