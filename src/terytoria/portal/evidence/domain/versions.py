"""Turning a computed diagnosis into a kept version with its findings."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from terytoria.portal.audit.record import record
from terytoria.portal.evidence.models import DiagnosisVersion, Finding
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.models import Partnership

_GMINA = re.compile(r"\b(\d{6})\d\b")
_SAID = ("kind", "severity", "challenge", "text", "consequence")
_VALUES = ("indicator", "units", "years", "value", "interval")


def key_of(finding: Mapping[str, Any]) -> str:
    """The rule and the subject; a gmina that only changed its kind stays the same subject.

    >>> key_of({"id": "M-04.worse.0201052"})
    'M-04.worse.020105'
    """
    return _GMINA.sub(r"\1", finding["id"])


def fingerprint_of(finding: Mapping[str, Any]) -> str:
    """What a finding says and with which values, as a digest; where they came from is apart."""
    said = [finding[name] for name in _SAID]
    values = [[one[name] for name in _VALUES] for one in finding["evidence"]]
    text = json.dumps([said, values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def keep(content: bytes, partnership_id: int, job_id: int, asked: Mapping[str, Any]) -> int:
    """Store a diagnosis as the next version, in the caller's transaction; returns its number.

    ``content`` is the ``diagnosis.json``, ``asked`` holds ``units`` and ``options``. The same
    bytes as in the latest version make no new one: the number is that of the latest.
    """
    partnership = Partnership.objects.select_for_update().get(pk=partnership_id)
    sha256 = hashlib.sha256(content).hexdigest()
    kept = DiagnosisVersion.objects.filter(partnership=partnership).defer("content")
    latest = kept.first()
    if latest is not None and latest.sha256 == sha256:
        return latest.number
    job, found = Job.objects.get(pk=job_id), json.loads(content)
    version = DiagnosisVersion.objects.create(
        partnership=partnership,
        number=latest.number + 1 if latest else 1,
        snapshot=found["snapshot"]["name"],
        vintage=found["snapshot"]["vintage"],
        synthetic=found["snapshot"]["synthetic"],
        options=asked["options"],
        units=asked["units"],
        gminas=[one["code"] for one in found["area"]["gminas"]],
        job=job,
        content=zlib.compress(content, 6),
        sha256=sha256,
        created_by=job.created_by,
    )
    findings = Finding.objects.bulk_create(_findings(version, found))
    after = {"number": version.number, "snapshot": version.snapshot, "findings": len(findings)}
    record(
        "diagnosis.keep",
        version,
        actor=job.created_by,
        partnership=partnership.slug,
        after={**after, "sha256": sha256},
    )
    return version.number


def _findings(version: DiagnosisVersion, found: Mapping[str, Any]) -> Iterator[Finding]:
    names = {one["code"]: one["name"] for one in found["area"]["gminas"]}
    for position, one in enumerate(found["findings"]):
        yield Finding(
            version=version,
            position=position,
            key=key_of(one),
            fingerprint=fingerprint_of(one),
            kind=one["kind"],
            weight=one["severity"],
            topic=one["topic"],
            subject=names.get(one["unit"], found["area"]["name"]),
            challenge=one["challenge"],
            heading=one["heading"]["pl"],
            text=one["text"]["pl"],
            consequence=one["consequence"]["pl"],
            evidence=one["evidence"],
        )
