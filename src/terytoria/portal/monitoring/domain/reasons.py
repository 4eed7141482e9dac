"""What speaks for an update of the strategy, with what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.evidence.domain.comparison import Change, compare_versions
from terytoria.portal.evidence.domain.queries import latest_version, versions
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.meetings.models import Decision
from terytoria.portal.monitoring.domain.states import Standing, standing_of
from terytoria.portal.monitoring.domain.subjects import adoption
from terytoria.portal.monitoring.enums import Text
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.strategy.monitoring import Light

NEAR = 2
"""Years before the horizon in which it is time to think of what comes next."""
_MOST = 8
_WHAT = {"appeared": "nowe", "disappeared": "już go nie ma", "changed": "inne"}


@dataclass(frozen=True)
class Cause:
    """A reason: what happened, what shows it (lines), and the page to look at."""

    title: str
    text: str
    shown: tuple[str, ...] = ()
    address: str = ""
    page: str = ""


def causes_of(partnership: Partnership, standing: Standing | None = None) -> tuple[Cause, ...]:
    """Reasons to update the adopted strategy; none before it is adopted."""
    decision = adoption(partnership)
    if decision is None or decision.chain is None:
        return ()
    known = standing or standing_of(partnership)
    return (
        *_targets(partnership, known),
        *_findings(partnership, decision, decision.chain),
        *_members(partnership, decision),
        *_horizon(decision.chain),
    )


def _targets(partnership: Partnership, standing: Standing) -> Iterator[Cause]:
    there = reverse("monitoring:targets", args=[partnership.slug])
    said = (
        (Light.OFF_COURSE, "Miernik z opóźnieniem"),
        (Light.REACHED, "Miernik osiągnięty"),
    )
    for one in standing.of(Text.ADOPTED):
        name, found = one.subject.target.name, one.found or {}
        address = f"{there}#miernik-{one.subject.target.id}-{one.subject.text.value}"
        for light, title in said:
            if one.light is light:
                text = found.get("text", "")
                yield Cause(f"{title}: {name}", text, one.sources, address, "Zobacz miernik")
        if found.get("broken"):
            text = f"Od {found['broken']} r. wartości nie porównują się z bazą. Ustal nową bazę."
            yield Cause(f"Przerwany szereg: {name}", text, one.sources, address, "Zobacz miernik")


def _findings(
    partnership: Partnership, decision: Decision, strategy: StrategyVersion
) -> Iterator[Cause]:
    newest, ground = latest_version(partnership), _ground(partnership, decision, strategy)
    if newest is None or ground is None or newest.number <= ground.number:
        return
    told = compare_versions(ground, newest)
    changes = [one for one in told.changes if one.what in _WHAT]
    if not changes:
        return
    count = counted(len(changes), "ustalenie jest inne", "ustalenia są inne", "ustaleń jest innych")
    text = f"{count} niż w diagnozie, na której stanęła strategia (wersja {ground.number}). "
    text += " ".join(told.reasons())
    pair = f"?stara={ground.number}&nowa={newest.number}"
    address = reverse("evidence:compare", args=[partnership.slug]) + pair
    yield Cause(
        "Nowsza diagnoza mówi co innego",
        text.strip(),
        _lines(changes),
        address,
        "Porównaj diagnozy",
    )


def _ground(
    partnership: Partnership, decision: Decision, strategy: StrategyVersion
) -> DiagnosisVersion | None:
    """The diagnosis a strategy stands on: the newest it cites, else the last before it."""
    cited = {one.diagnosis for each in strategy.chain().challenges for one in each.cites}
    numbers = {one for one in cited if one is not None}
    kept = versions(partnership)
    if numbers:
        return kept.filter(number=max(numbers)).first()
    return kept.filter(created_at__lte=decision.adopted_at).first()


def _lines(changes: Iterable[Change]) -> tuple[str, ...]:
    given = sorted(changes, key=lambda one: -one.shown.weight)
    lines = [f"{_WHAT[one.what]}: {one.shown.heading} ({one.shown.subject})" for one in given]
    rest = len(lines) - _MOST
    return (*lines[:_MOST], *([f"i jeszcze {rest}"] if rest > 0 else []))


def _members(partnership: Partnership, decision: Decision) -> Iterator[Cause]:
    day = decision.item.meeting.day
    then, now = set(members_on(partnership, day)), set(members_on(partnership, today()))
    address = reverse("partnerships:members", args=[partnership.slug])
    country = land.current()
    for title, codes in (("Przybyli członkowie", now - then), ("Ubyli członkowie", then - now)):
        if codes:
            names = tuple(land.labels(country, sorted(codes)))
            text = f"Strategię przyjęto {date_pl(day)} w innym składzie."
            yield Cause(title, text, names, address, "Zobacz członków")


def _horizon(strategy: StrategyVersion) -> Iterator[Cause]:
    horizon = strategy.chain().frame.horizon
    if horizon is None or horizon - today().year > NEAR:
        return
    left = horizon - today().year
    if left < 0:
        text = f"Strategia sięgała do {horizon} r. i już nie obowiązuje."
    else:
        years = counted(left, "rok", "lata", "lat")
        text = f"Strategia sięga do {horizon} r.; został {years}." if left == 1 else (
            f"Strategia sięga do {horizon} r.; zostało {years}." if left else
            f"Strategia sięga do {horizon} r., czyli do końca tego roku."
        )  # fmt: skip
    yield Cause("Kończy się horyzont strategii", text)
