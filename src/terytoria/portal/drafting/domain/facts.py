"""Facts of the chain that an evaluation stands on, by criterion, in Polish."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from terytoria.language.plural import counted
from terytoria.portal.drafting.enums import Criterion
from terytoria.portal.strategies.chain import Chain, Goal, Target
from terytoria.portal.strategies.domain.words import amount, figure
from terytoria.portal.strategies.enums import CitedState


def facts_of(chain: Chain) -> dict[str, list[str]]:
    """What the chain says for each criterion."""
    return {
        Criterion.RELEVANCE.value: list(_relevance(chain)),
        Criterion.EFFECTIVENESS.value: list(_effectiveness(chain)),
        Criterion.EFFICIENCY.value: list(_efficiency(chain)),
    }


def _relevance(chain: Chain) -> Iterator[str]:
    """Which challenges, with which findings, each goal answers; what is left out."""
    challenges = {one.id: one for one in chain.challenges}
    for goal in chain.goals:
        answered = [challenges[one] for one in goal.answers if one in challenges]
        for one in answered:
            sound = [each.title for each in one.cites if each.state is CitedState.CURRENT]
            proofs = "; ".join(sound) or "brak aktualnego ustalenia"
            yield f"Cel „{goal.title}” odpowiada na wyzwanie „{one.title}”. Dowody: {proofs}."
        if not answered:
            yield f"Cel „{goal.title}” nie odpowiada na żadne wyzwanie."
    for challenge in chain.challenges:
        if not chain.answering(challenge.id):
            yield f"Na wyzwanie „{challenge.title}” nie odpowiada żaden cel."
    if chain.uncited:
        count = counted(
            len(chain.uncited), "ważnego ustalenia", "ważnych ustaleń", "ważnych ustaleń"
        )
        yield f"Żadne wyzwanie nie przywołuje {count} diagnozy."


def _effectiveness(chain: Chain) -> Iterator[str]:
    """What each goal is measured by, and how realistic its targets are."""
    for goal in chain.goals:
        targets = chain.targets_of(goal.id)
        if not targets:
            yield f"Cel „{goal.title}” nie ma miernika."
        for one in targets:
            yield f"Cel „{goal.title}”: {_aim(one)} {_realism(one)}"
        if not chain.directions_of(goal.id):
            yield f"Cel „{goal.title}” nie ma kierunku działań."


def _aim(one: Target) -> str:
    unit = f" {one.unit}" if one.unit else ""
    if one.base_value is None:
        return f"{one.name} do {figure(one.target_value)}{unit} w {one.target_year} r."
    since = f" ({one.base_year})" if one.base_year else ""
    return (
        f"{one.name} z {figure(one.base_value)}{since} do {figure(one.target_value)}{unit} "
        f"w {one.target_year} r."
    )


def _realism(one: Target) -> str:
    if one.realism and one.realism.get("label"):
        return f"Ocena realności: {one.realism['label']}."
    return "Realności nie oceniono na danych."


def _efficiency(chain: Chain) -> Iterator[str]:
    """What projects cost, together and by goal; what is not known."""
    known = [one for one in chain.projects if one.cost is not None]
    if known:
        whole = sum((one.cost or Decimal(0) for one in known), Decimal(0))
        count = counted(len(known), "projektu", "projektów", "projektów")
        yield f"Łączny koszt {count}: {amount(whole)}."
    for goal in chain.goals:
        yield from _cost(chain, goal)
    for project in chain.projects:
        told = amount(project.cost) if project.cost is not None else "koszt nieznany"
        yield f"Projekt „{project.title}”: {told}, {project.readiness.label}."


def _cost(chain: Chain, goal: Goal) -> Iterator[str]:
    serving = {
        project.id: project
        for direction in chain.directions_of(goal.id)
        for project in chain.projects_of(direction.id)
    }
    costs = [one.cost for one in serving.values() if one.cost is not None]
    if costs:
        told = amount(sum(costs, Decimal(0)))
        yield f"Celowi „{goal.title}” służą projekty za {told} (projekt może służyć kilku celom)."
    else:
        yield f"Celowi „{goal.title}” nie służy żaden projekt o znanym koszcie."
