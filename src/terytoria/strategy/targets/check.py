"""Is a target realistic? What similar areas managed, the own trend and the outlook answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.dynamics.trends import segments_of
from terytoria.diagnosis.groups import (
    ComparisonGroup,
    area_unit,
    by_kind_and_population,
    powiats_like,
)
from terytoria.language.numbers import rounded
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.measures import IndicatorValues, Measures
from terytoria.strategy.targets.ahead import Ahead, ahead_of, is_foretold
from terytoria.strategy.targets.course import Course, course_of
from terytoria.strategy.targets.judgement import Obstacle, Thresholds, Verdict, judge
from terytoria.strategy.targets.result import Base, TargetCheck
from terytoria.strategy.targets.target import Target
from terytoria.strategy.targets.windows import Managed, managed_by, peers_of
from terytoria.territory import Area, Level


@dataclass(frozen=True)
class TargetOptions:
    """``group`` to compare with, the default one where ``None``; ``thresholds`` of the verdict."""

    group: ComparisonGroup | None = None
    thresholds: Thresholds | None = None


def check_target(
    measures: Measures, area: Area, target: Target, options: TargetOptions | None = None
) -> TargetCheck:
    """Check a target of an area on one snapshot.

    An area of several gminas is compared with land powiats of its size, one gmina with gminas of
    its kind and size, as in the diagnosis. Changes are asked from the value that the data give for
    the base year; the given one is used where they have none. Raises
    :class:`terytoria.statistics.catalogue.UnknownIndicatorError` for an unknown indicator and
    :class:`terytoria.territory.UnknownUnitError` for a gmina outside the register. Methods:
    docs/methods/targets.md.
    """
    options = options or TargetOptions()
    thresholds = options.thresholds or Thresholds.load()
    own = measures.areas(target.indicator, {area_unit(area): area.gminas})
    group = options.group or _group(measures, area, own)
    base = _base(own, target)
    obstacle = _obstacle(own, target, base)
    peers = _peers(measures, area, group, own.indicator.level)
    similar = measures.areas(target.indicator, peers) if peers and own.years else None
    found = _Found(
        _managed(group, similar, target, base.start if obstacle is None else None, thresholds),
        course_of(own, target.target_year, _floor(similar)) if own.years else None,
        ahead_of(measures.snapshot, area, own, target.target_year),
    )
    verdict = Verdict.UNJUDGED
    if obstacle is None:
        verdict = judge(target, found.managed, found.course, found.ahead, thresholds)
        obstacle = Obstacle.FEW_SIMILAR if verdict is Verdict.UNJUDGED else None
    return TargetCheck(
        target=target,
        area=area,
        indicator=own.indicator,
        verdict=verdict,
        obstacle=obstacle,
        base=base,
        group=group,
        managed=found.managed,
        course=found.course,
        ahead=found.ahead,
        foretold=is_foretold(target.indicator),
        latest=_latest(own),
        comparable=_comparable(own),
        evidence=_evidence(measures, area, target, base, found),
    )


@dataclass(frozen=True)
class _Found:
    """The three things a target is held against; ``None`` where the data do not allow one."""

    managed: Managed | None
    course: Course | None
    ahead: Ahead | None


def _managed(
    group: ComparisonGroup,
    similar: IndicatorValues | None,
    target: Target,
    start: float | None,
    thresholds: Thresholds,
) -> Managed | None:
    if similar is None or start is None:
        return None
    return managed_by(group, similar, target, start, thresholds.smallest_group)


def _group(measures: Measures, area: Area, own: IndicatorValues) -> ComparisonGroup:
    if len(area) == 1 and own.indicator.level is Level.GMINA:
        return by_kind_and_population(measures.snapshot, area.gminas[0])
    return powiats_like(measures.snapshot, area)


def _peers(
    measures: Measures, area: Area, group: ComparisonGroup, level: Level
) -> dict[str, tuple[str, ...]]:
    """Gminas of each unit to compare with; none where the indicator knows only powiats."""
    if group.level is Level.GMINA and level is Level.POWIAT:
        return {}
    register = measures.snapshot.register
    members = {
        unit: (unit,) if group.level is Level.GMINA else register.gminas_of(unit)
        for unit in group.members
    }
    return {unit: tuple(codes) for unit, codes in peers_of(group, area.gminas, members).items()}


def _floor(similar: IndicatorValues | None) -> float:
    """Zero where no similar unit was ever below it, so that no trend runs under it."""
    if similar is None:
        return -np.inf
    known = similar.values[np.isfinite(similar.values)]
    return 0.0 if known.size and known.min() >= 0 else -np.inf


def _latest(own: IndicatorValues) -> tuple[int, float] | None:
    """The last known value of the area, with its year."""
    known = np.flatnonzero(np.isfinite(own.values[0]))
    return (own.years[known[-1]], float(own.values[0, known[-1]])) if known.size else None


def _comparable(own: IndicatorValues) -> tuple[int, ...]:
    """Years with a value of the area on the newest base and territory."""
    if not own.years:
        return ()
    segments = segments_of(own.bases)
    since = max(own.unit_breaks.get(own.units[0], (0,)))
    return tuple(
        year
        for at, year in enumerate(own.years)
        if segments[at] == segments[-1] and year >= since and np.isfinite(own.values[0, at])
    )


def _base(own: IndicatorValues, target: Target) -> Base:
    """The base value as given and as the data have it."""
    value = low = high = None
    if target.base_year in own.years:
        at = own.years.index(target.base_year)
        value, low, high = (
            float(part[0, at]) if np.isfinite(part[0, at]) else None
            for part in (own.values, own.low, own.high)
        )
    given, decimals = target.base_value, own.indicator.decimals
    both = given is not None and value is not None
    differs = both and rounded(given or 0.0, decimals) != rounded(value or 0.0, decimals)
    return Base(target.base_year, given, value, low, high, differs=differs)


def _obstacle(own: IndicatorValues, target: Target, base: Base) -> Obstacle | None:
    """What keeps a target from being judged before anything is compared."""
    if not own.years:
        return Obstacle.NO_DATA
    if base.start is None:
        nothing = own.indicator.level is Level.POWIAT and _latest(own) is None
        return Obstacle.ONLY_POWIATS if nothing else Obstacle.NO_BASE
    segments = segments_of(own.bases)
    newest = own.years[int(np.argmax(segments == segments[-1]))]
    if segments[-1] > 0 and target.base_year < newest:
        return Obstacle.NEW_BASE
    breaks = own.unit_breaks.get(own.units[0], ())
    crossed = any(target.base_year < year <= target.target_year for year in breaks)
    return Obstacle.NEW_TERRITORY if crossed else None


def _evidence(
    measures: Measures,
    area: Area,
    target: Target,
    base: Base,
    found: _Found,
) -> tuple[Evidence, ...]:
    """Where every figure of the check comes from: base, trend, similar units, outlook."""
    managed, course, ahead = found.managed, found.course, found.ahead
    name, source = target.indicator, "; ".join(measures.sources(target.indicator))
    vintage = measures.snapshot.vintage
    parts: list[Evidence] = []
    if base.value is not None:
        parts.append(measures.evidence(name, area.gminas, target.base_year))
    if course is not None:
        limits = None if course.low is None else (course.low, course.high or course.low)
        formula = "prosta Theila–Sena przedłużona do roku docelowego"
        years = (course.first_year, course.last_year)
        parts.append(
            Evidence(name, area.gminas, years, course.value, limits, source, vintage, formula)
        )
    if managed is not None:
        formula = f"udział zmian co najmniej takich jak w celu w okresach {managed.length}-letnich"
        units = tuple(managed.changes["unit"].unique(maintain_order=True))
        limits = (managed.low, managed.high)
        parts.append(
            Evidence(name, units, managed.years, managed.share, limits, source, vintage, formula)
        )
    if ahead is not None:
        parts.append(ahead.evidence)
    return tuple(parts)
