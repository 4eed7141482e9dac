"""Two kept versions compared: what changed and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from terytoria.portal.evidence.models import DiagnosisVersion, Finding

_VALUE = ("value", "years", "interval")


@dataclass(frozen=True)
class ValueChange:
    """A value under a finding, before and after; ``None`` where a version has none."""

    indicator: str
    units: tuple[str, ...]
    old: dict[str, Any] | None
    new: dict[str, Any] | None


@dataclass(frozen=True)
class Change:
    """A finding that one version lacks or tells otherwise, with the values that explain it."""

    old: Finding | None
    new: Finding | None
    values: tuple[ValueChange, ...]

    @property
    def shown(self) -> Finding:
        """The finding of the newer version, else of the older one."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a change is made of at least one finding
        return found

    @property
    def what(self) -> str:
        """``appeared``, ``disappeared``, ``changed`` (its kind, weight) or ``numbers``."""
        if self.old is None:
            return "appeared"
        if self.new is None:
            return "disappeared"
        same = (self.old.kind, self.old.weight) == (self.new.kind, self.new.weight)
        return "numbers" if same else "changed"


@dataclass(frozen=True)
class Difference:
    """What a newer version says otherwise, and what was otherwise when it was made."""

    old: DiagnosisVersion
    new: DiagnosisVersion
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def joined(self) -> tuple[str, ...]:
        """Gminas only the newer version speaks of."""
        return tuple(sorted(set(self.new.gminas) - set(self.old.gminas)))

    @property
    def left(self) -> tuple[str, ...]:
        """Gminas only the older version speaks of."""
        return tuple(sorted(set(self.old.gminas) - set(self.new.gminas)))

    def reasons(self) -> tuple[str, ...]:
        """Why the versions may differ, in Polish."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if self.old.snapshot != self.new.snapshot:
            yield f"Inne dane: stan {self.old.vintage} → {self.new.vintage}."
        if self.old.options != self.new.options:
            yield "Inna grupa porównawcza."
        if self.joined:
            yield f"Przybyły gminy: {', '.join(self.joined)}."
        if self.left:
            yield f"Ubyły gminy: {', '.join(self.left)}."


def compare_versions(old: DiagnosisVersion, new: DiagnosisVersion) -> Difference:
    """Compare two versions of one partnership by their stored findings.

    A finding is the same one when its key is; ``ValueError`` for versions of two partnerships.
    """
    if old.partnership_id != new.partnership_id:
        raise ValueError("versions of two partnerships; compare those of one")
    before = {finding.key: finding for finding in old.findings.all()}
    after = {finding.key: finding for finding in new.findings.all()}
    keys = [*after, *(key for key in before if key not in after)]
    changes = tuple(
        Change(before.get(key), after.get(key), tuple(_values(before.get(key), after.get(key))))
        for key in keys
        if key not in before
        or key not in after
        or before[key].fingerprint != after[key].fingerprint
    )
    return Difference(old, new, changes, len(keys) - len(changes))


def _values(old: Finding | None, new: Finding | None) -> Iterator[ValueChange]:
    before, after = _by_subject(old), _by_subject(new)
    for at in {**after, **before}:
        one, other = before.get(at), after.get(at)
        if one is None or other is None or any(one[name] != other[name] for name in _VALUE):
            yield ValueChange(at[0], at[1], one, other)


def _by_subject(finding: Finding | None) -> dict[tuple[str, tuple[str, ...]], dict[str, Any]]:
    found = finding.evidence if finding else []
    return {(one["indicator"], tuple(one["units"])): one for one in found}
