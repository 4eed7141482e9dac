"""Findings from access: how many people live far from schools, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from terytoria.diagnosis.access import AREA
from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.templates import limit, made, share_text
from terytoria.diagnosis.findings.words import listed, number_en
from terytoria.language.numbers import number
from terytoria.statistics.catalogue.entries import Text

SHOWN = 3


def access_findings(sources: FindingSources) -> Iterator[Finding]:
    """Shares of people beyond the first limit of each stage of school."""
    for stage in ("primary", "secondary"):
        beyond = _beyond(sources, stage)
        if beyond is None:
            continue
        kilometres, share = beyond
        far, near = f"access.{stage}", f"access.{stage}-near"
        if share >= limit(sources, far, "share"):
            yield _made(sources, far, stage, kilometres, share)
        elif near in sources.rules.templates and share <= limit(sources, near, "share"):
            yield _made(sources, near, stage, kilometres, share)


def _beyond(sources: FindingSources, stage: str) -> tuple[float, float] | None:
    rows = sources.access.beyond.filter((pl.col("unit") == AREA) & (pl.col("target") == stage))
    rows = rows.drop_nulls("share").sort("limit_km")
    if rows.is_empty():
        return None
    kilometres, share = rows.select("limit_km", "share").row(0)
    return float(kilometres), float(share)


def _made(
    sources: FindingSources, rule: str, stage: str, kilometres: float, share: float
) -> Finding:
    worst = sources.access.worst.filter(pl.col("target") == stage).head(SHOWN)
    told = [
        Text(f"{place} ({number(km, 1)} km)", f"{place} ({number_en(km, 1)} km)")
        for place, km in worst.select("locality", "km").iter_rows()
    ]
    places: dict[str, Text | str] = {
        "share": share_text(share),
        "limit": Text(number(kilometres), number_en(kilometres)),
        "worst": listed(told) if told else "–",
    }
    evidence = replace(
        next(one for one in sources.access.evidence if one.indicator == f"access.{stage}"),
        indicator=f"access.{stage}.beyond",
        value=share,
        formula=f"Σ osób dalej niż {number(kilometres)} km od najbliższej szkoły / Σ osób",
    )
    return made(sources, rule, 2, [evidence], places)
