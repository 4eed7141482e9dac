"""Evidence that challenges cite, as it stands in the newest diagnosis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from terytoria.portal.evidence.domain.queries import Judged, judged, latest_version
from terytoria.portal.evidence.enums import Kind as FindingKind
from terytoria.portal.evidence.enums import Standing
from terytoria.portal.evidence.models import Finding, OwnEvidence, Verdict
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Cited, Uncited
from terytoria.portal.strategies.enums import CitedState
from terytoria.portal.strategies.models import Citation

IN_FORCE = frozenset({Standing.ACCEPTED, Standing.REWORDED})
HEAVY = 3
POINTING = frozenset({FindingKind.WEAKNESS, FindingKind.THREAT})


class EvidenceNow:
    """The newest diagnosis of a partnership with its verdicts, read once."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        self.version = latest_version(partnership)

    @cached_property
    def judged(self) -> dict[str, Judged]:
        """Findings of the newest version by key, in its order."""
        found = judged(self.version) if self.version else ()
        return {one.finding.key: one for one in found}

    def citable(self) -> tuple[Judged, ...]:
        """Findings that may be cited: accepted or reworded in the newest version."""
        return tuple(one for one in self.judged.values() if one.standing in IN_FORCE)

    def told(self, citations: Iterable[Citation]) -> dict[int, tuple[Cited, ...]]:
        """What each challenge cites, by its id."""
        given = list(citations)
        wordings = self._verdicts({one.finding.key for one in given if one.finding})
        found: defaultdict[int, list[Cited]] = defaultdict(list)
        for one in given:
            told = (
                self._finding(one.key, one.finding, wordings)
                if one.finding
                else _own(one.key, one.own)
            )
            found[one.challenge_id].append(told)
        return {challenge: tuple(cites) for challenge, cites in found.items()}

    def uncited(self, keys: Iterable[str]) -> tuple[Uncited, ...]:
        """Heavy weaknesses and threats in force whose key is not among ``keys``."""
        cited = set(keys)
        return tuple(
            Uncited(one.finding.pk, _title(one.finding), one.finding.topic)
            for one in self.citable()
            if one.finding.weight >= HEAVY
            and one.finding.kind in POINTING
            and one.finding.key not in cited
        )

    def _verdicts(self, keys: set[str]) -> dict[tuple[str, str], Verdict]:
        """The last verdict by key and fingerprint of what was judged."""
        given = Verdict.objects.filter(
            finding__version__partnership=self.partnership, finding__key__in=keys
        ).select_related("finding")
        return {(one.finding.key, one.finding.fingerprint): one for one in given.order_by("pk")}

    def _finding(
        self, key: str, finding: Finding, wordings: dict[tuple[str, str], Verdict]
    ) -> Cited:
        then = Judged(finding, wordings.get((finding.key, finding.fingerprint)))
        now = self.judged.get(finding.key)
        state = _state(finding, now)
        again = state is CitedState.CHANGED and now is not None and now.standing in IN_FORCE
        return Cited(
            key=key,
            title=_title(finding),
            text=then.text,
            finding_kind=finding.kind,
            diagnosis=finding.version.number,
            snapshot=finding.version.snapshot,
            values=tuple(finding.evidence),
            state=state,
            newest=now.finding.pk if again and now else None,
        )


def _state(finding: Finding, now: Judged | None) -> CitedState:
    if now is None:
        return CitedState.GONE
    if now.finding.fingerprint != finding.fingerprint:
        return CitedState.CHANGED
    if now.standing == Standing.REJECTED:
        return CitedState.REJECTED
    return CitedState.CURRENT if now.standing in IN_FORCE else CitedState.UNJUDGED


def _title(finding: Finding) -> str:
    return f"{finding.heading} ({finding.subject})"


def _own(key: str, own: OwnEvidence | None) -> Cited:
    if own is None:
        raise LookupError(f"{key}: a citation of nothing")
    return Cited(
        key=key,
        title=own.title,
        text=own.note,
        values=(own.evidence().to_json(),),
        state=CitedState.WITHDRAWN if own.withdrawn_at else CitedState.CURRENT,
    )
