"""What a text may cite, and what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from terytoria.portal.evidence.domain.queries import own_evidence
from terytoria.portal.evidence.models import Finding, OwnEvidence
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Cited
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.enums import CitedState
from terytoria.portal.strategies.models import Citation
from terytoria.strategy.draft import Draft, Paragraph, Source, Table, citations

_KEY = re.compile(r"(finding|own):([1-9]\d{0,17})")
_DEAD = frozenset({CitedState.REJECTED, CitedState.WITHDRAWN})


def cited_keys(draft: Draft) -> tuple[str, ...]:
    """Keys that a draft cites, each once, in order of reading."""
    return tuple(
        dict.fromkeys(
            one.key
            for _chapter, block in draft.blocks()
            for text in _texts(block)
            for one in citations(text)
        )
    )


def _texts(block: object) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def cited(partnership: Partnership, keys: Iterable[str]) -> dict[str, Cited]:
    """The sources of a partnership under these keys; a key of nothing or of others has none."""
    wanted: dict[str, set[int]] = {"finding": set(), "own": set()}
    for key in keys:
        if match := _KEY.fullmatch(key):
            wanted[match[1]].add(int(match[2]))
    findings = Finding.objects.filter(version__partnership=partnership, pk__in=wanted["finding"])
    owns = OwnEvidence.objects.filter(partnership=partnership, pk__in=wanted["own"])
    asked = [
        *(
            Citation(challenge_id=0, finding=one)
            for one in findings.select_related("version").defer("version__content")
        ),
        *(Citation(challenge_id=0, own=one) for one in owns),
    ]
    told = EvidenceNow(partnership).told(asked).get(0, ()) if asked else ()
    return {one.key: one for one in told}


def citable(partnership: Partnership) -> tuple[Cited, ...]:
    """What may be cited now: accepted findings of the newest diagnosis, own evidence in force."""
    found = [f"finding:{one.finding.pk}" for one in EvidenceNow(partnership).citable()]
    own = [f"own:{one.pk}" for one in own_evidence(partnership)]
    told = cited(partnership, [*found, *own])
    return tuple(told[key] for key in (*found, *own) if key in told)


def source_of(one: Cited) -> Source:
    """A source in the engine's shape: values with the limits of their intervals."""
    return Source(
        title=one.title,
        values=tuple(_numbers(one.values)),
        years=tuple(sorted({year for value in one.values for year in value["years"]})),
        valid=one.state not in _DEAD,
    )


def _numbers(values: Iterable[Mapping[str, Any]]) -> Iterator[float]:
    for value in values:
        if value["value"] is not None:
            yield float(value["value"])
        yield from (float(limit) for limit in value["interval"] or ())
