"""Reading the evidence of a partnership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from terytoria.portal.evidence.enums import Choice, Standing
from terytoria.portal.evidence.models import DiagnosisVersion, Finding, OwnEvidence, Verdict
from terytoria.portal.jobs.enums import UNFINISHED
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.models import Partnership


@dataclass(frozen=True)
class Judged:
    """A finding with the verdict last given on it, in this version or an earlier one.

    The verdict holds only while the finding is the one that was judged: the same key and the
    same values. Otherwise it stays to be read, and the finding waits to be judged again.
    """

    finding: Finding
    verdict: Verdict | None

    @property
    def holds(self) -> bool:
        """Whether the verdict is on what this finding says."""
        return (
            self.verdict is not None
            and self.verdict.finding.fingerprint == self.finding.fingerprint
        )

    @property
    def standing(self) -> Standing:
        """Where the finding stands."""
        if self.verdict is None:
            return Standing.OPEN
        return Standing(self.verdict.choice) if self.holds else Standing.AGAIN

    @property
    def text(self) -> str:
        """The text to be read: the wording in force, else the original."""
        reworded = self.holds and self.verdict and self.verdict.choice == Choice.REWORDED
        return self.verdict.wording if reworded and self.verdict else self.finding.text


def versions(partnership: Partnership) -> QuerySet[DiagnosisVersion]:
    """Kept versions, the newest first, without their bytes."""
    kept = DiagnosisVersion.objects.filter(partnership=partnership)
    return kept.select_related("created_by").defer("content")


def latest_version(partnership: Partnership) -> DiagnosisVersion | None:
    """The newest version; ``None`` before the first."""
    return versions(partnership).first()


def latest_versions(partnerships: Iterable[Partnership]) -> dict[int, DiagnosisVersion]:
    """The newest version of each partnership that has one, by the partnership's number."""
    kept = DiagnosisVersion.objects.filter(partnership__in=[one.pk for one in partnerships])
    oldest_first = kept.defer("content").order_by("number")
    return {one.partnership_id: one for one in oldest_first}


def judged(version: DiagnosisVersion) -> tuple[Judged, ...]:
    """Findings of a version in its order, each with its verdict as of this version."""
    given = Verdict.objects.filter(
        finding__version__partnership=version.partnership_id,
        finding__version__number__lte=version.number,
    )
    last = {one.finding.key: one for one in given.select_related("finding", "by").order_by("pk")}
    return tuple(Judged(one, last.get(one.key)) for one in version.findings.all())


def history(finding: Finding) -> QuerySet[Verdict]:
    """Every verdict on a finding in any version, the latest first."""
    return Verdict.objects.filter(
        finding__version__partnership=finding.version.partnership_id, finding__key=finding.key
    ).select_related("finding__version", "by")


def last_job(partnership: Partnership) -> Job | None:
    """The diagnosis asked for last."""
    return Job.objects.filter(partnership=partnership.slug, kind="evidence.diagnose").first()


def running_job(partnership: Partnership) -> Job | None:
    """The diagnosis that waits or runs, the one asked for last."""
    jobs = Job.objects.filter(partnership=partnership.slug, kind="evidence.diagnose")
    return jobs.filter(state__in=UNFINISHED).first()


def own_evidence(partnership: Partnership) -> QuerySet[OwnEvidence]:
    """Own evidence in force."""
    kept = OwnEvidence.objects.filter(partnership=partnership, withdrawn_at__isnull=True)
    return kept.select_related("by")
