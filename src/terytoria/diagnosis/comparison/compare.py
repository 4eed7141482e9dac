"""Matching the findings and challenges of two diagnoses of one area."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from terytoria.diagnosis.comparison.result import (
    Aspect,
    ChallengePair,
    DiagnosisDifference,
    Figure,
    FindingPair,
    ValuePair,
)
from terytoria.diagnosis.diagnosis import Diagnosis
from terytoria.diagnosis.findings import Challenge, Finding
from terytoria.statistics.evidence import Evidence

_SIDES = frozenset(
    ("better", "worse", "improving", "worsening", "low", "high", "decline", "growth")
)
"""Parts of the ids of findings that say which way; the same rule of the other side matches."""
_GMINA = re.compile(r"\b(\d{6})\d\b")
Key = tuple[str, str]


def compare(old: Diagnosis, new: Diagnosis) -> DiagnosisDifference:
    """What a newer diagnosis of an area says otherwise than an older one.

    Both are expected to be made with the same options. A finding is the same one when its rule and
    its subject are; a gmina that only changed its kind stays the same subject, and a strength that
    became a weakness is one finding that changed.
    """
    matched = list(_matched(old.findings, new.findings))
    differing = [pair for one, other in matched if (pair := _pair(old, new, one, other))]
    before, after = ({code[:6]: code for code in diagnosis.area.gminas} for diagnosis in (old, new))
    return DiagnosisDifference(
        old=old,
        new=new,
        findings=tuple(differing),
        unchanged=len(matched) - len(differing),
        challenges=tuple(_challenges(old.challenges, new.challenges)),
        joined=tuple(code for key, code in after.items() if key not in before),
        left=tuple(code for key, code in before.items() if key not in after),
    )


def _same(text: str) -> str:
    """A text without the seventh digit of codes of gminas: it tells the kind, which may change."""
    return _GMINA.sub(r"\1", text)


def _matched(
    old: Iterable[Finding], new: Iterable[Finding]
) -> Iterator[tuple[Finding | None, Finding | None]]:
    """Findings in pairs, in the order of the newer diagnosis, then those only the older one has."""
    before = {_same(finding.id): finding for finding in old}
    after = {_same(finding.id): finding for finding in new}
    turned = _turned(
        [finding for name, finding in before.items() if name not in after],
        [finding for name, finding in after.items() if name not in before],
    )
    taken = {finding.id for finding in turned.values()}
    for name, finding in after.items():
        yield before.get(name) or turned.get(finding.id), finding
    for name, finding in before.items():
        if name not in after and finding.id not in taken:
            yield finding, None


def _turned(gone: list[Finding], born: list[Finding]) -> dict[str, Finding]:
    """Older findings by the id of the newer one that says the opposite."""
    keys = [Counter(map(_side_less, found)) for found in (gone, born)]
    unique = {key for key, n in keys[0].items() if n == 1 and keys[1][key] == 1}
    before = {_side_less(finding): finding for finding in gone}
    return {one.id: before[_side_less(one)] for one in born if _side_less(one) in unique}


def _side_less(finding: Finding) -> Key:
    parts = [part for part in _same(finding.id).split(".") if part not in _SIDES]
    return ".".join(parts), _same(finding.unit)


def _pair(
    old: Diagnosis, new: Diagnosis, one: Finding | None, other: Finding | None
) -> FindingPair | None:
    """The pair of two findings; ``None`` when they say the same."""
    values = tuple(_values(old, new, one, other))
    if one is None or other is None:
        return FindingPair(one, other, (), values)
    aspects = tuple(_aspects(one, other, values))
    return FindingPair(one, other, aspects, values) if aspects else None


def _aspects(old: Finding, new: Finding, values: tuple[ValuePair, ...]) -> Iterator[Aspect]:
    if old.kind is not new.kind:
        yield Aspect.DIRECTION
    if old.challenge != new.challenge:
        yield Aspect.CHALLENGE
    if old.severity != new.severity:
        yield Aspect.SEVERITY
    if set(map(_same, old.members)) != set(map(_same, new.members)):
        yield Aspect.MEMBERS
    if any(pair.moved for pair in values):
        yield Aspect.VALUE
    elif values:
        yield Aspect.GROUP
    elif _same(old.text.pl) != _same(new.text.pl):
        yield Aspect.TEXT


def _values(
    old: Diagnosis, new: Diagnosis, one: Finding | None, other: Finding | None
) -> Iterator[ValuePair]:
    """Values under a finding that differ, or whose group does; all of one that came or went."""
    before, after = (
        {_key(diagnosis, item): item for item in (finding.evidence if finding else ())}
        for diagnosis, finding in ((old, one), (new, other))
    )
    for indicator, unit in {**after, **before}:
        pair = ValuePair(
            indicator,
            _unit(new, unit) or _unit(old, unit) or unit,
            _figure(old, before, (indicator, unit)),
            _figure(new, after, (indicator, unit)),
        )
        if one is None or other is None or pair.moved or pair.group_moved:
            yield pair


def _key(diagnosis: Diagnosis, evidence: Evidence) -> Key:
    """The indicator, and the member without its kind or "" for the area as a whole."""
    whole = len(evidence.units) != 1 or len(diagnosis.area) == 1
    return evidence.indicator, "" if whole else _same(evidence.units[0])


def _unit(diagnosis: Diagnosis, unit: str) -> str:
    """How a diagnosis calls the unit of a key; empty when it has no such member."""
    if not unit:
        return diagnosis.standings.area_unit
    return next((code for code in diagnosis.area.gminas if _same(code) == unit), "")


def _figure(diagnosis: Diagnosis, evidence: Mapping[Key, Evidence], key: Key) -> Figure | None:
    """The value of the evidence, or the latest one of a unit that no finding speaks of."""
    item = evidence.get(key)
    standing = diagnosis.standings.latest(_unit(diagnosis, key[1]), key[0])
    if item is not None:
        ours = standing is not None and item.years[-1:] == (standing.year,)
        return Figure(item.value, item.years, standing.median if ours and standing else None)
    if standing is None:
        return None
    return Figure(standing.value, (standing.year,), standing.median)


def _challenges(old: Iterable[Challenge], new: Iterable[Challenge]) -> Iterator[ChallengePair]:
    """Challenges that differ, in the order of the newer diagnosis, then the gone ones."""
    before = {challenge.id: challenge for challenge in old}
    after = {challenge.id: challenge for challenge in new}
    for name, challenge in after.items():
        pair = ChallengePair(before.get(name), challenge)
        if pair.old is None or _said(pair.old) != _said(challenge):
            yield pair
    for name, challenge in before.items():
        if name not in after:
            yield ChallengePair(challenge, None)


def _said(challenge: Challenge) -> tuple[object, ...]:
    return challenge.rank, challenge.weight, frozenset(map(_same, challenge.findings))
