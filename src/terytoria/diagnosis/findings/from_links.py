"""Findings from functional links: one labour market, its core, neighbours that belong to it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.templates import limit, made, share_text
from terytoria.diagnosis.findings.words import listed, member_text, persons_text
from terytoria.language.text import initial_upper
from terytoria.statistics.catalogue.entries import Text

SHOWN = 3


def link_findings(sources: FindingSources) -> Iterator[Finding]:
    """What commuting says of the area."""
    if sources.links.area["out"] > 0 and len(sources.area) > 1:
        yield from _market(sources)
        yield from _core(sources)
    yield from _outside(sources)


def _market(sources: FindingSources) -> Iterator[Finding]:
    area = sources.links.area
    share = area["retention"]
    rules = {
        "links.common-market": share >= limit(sources, "links.common-market", "retention"),
        "links.weak-market": share < limit(sources, "links.weak-market", "retention"),
    }
    for rule, holds in rules.items():
        if holds:
            places: dict[str, Text | str] = {
                "year": str(sources.links.year),
                "inside": _at_least(sources, area["inside"]),
                "outside": _at_least(sources, area["out_outside"]),
                "share": share_text(share),
            }
            yield made(sources, rule, 2, sources.links.evidence, places)


def _core(sources: FindingSources) -> Iterator[Finding]:
    """The member that most people of the other members commute to, if more come than leave."""
    share = limit(sources, "links.core", "inside")
    cores = sources.links.members.filter(
        pl.col("core"), pl.col("in_inside") >= share * pl.col("in"), pl.col("in_inside") > 0
    ).sort("in_inside", "unit", descending=[True, False])
    for row in cores.head(1).iter_rows(named=True):
        core = member_text(sources.measures.snapshot.register, row["unit"])
        places: dict[str, Text | str] = {
            "core": core,
            "Core": Text(initial_upper(core.pl), initial_upper(core.en)),
            "year": str(sources.links.year),
            "in_": _at_least(sources, row["in"]),
            "inside": _at_least(sources, row["in_inside"]),
            "out": _at_least(sources, row["out"]),
        }
        yield made(sources, "links.core", 1, sources.links.evidence, places, members=[row["unit"]])


def _outside(sources: FindingSources) -> Iterator[Finding]:
    better = sources.links.better_outside().head(SHOWN)
    members = sources.links.members.drop_nulls("tie").sort("tie", "unit")
    if better.is_empty() or members.is_empty():
        return
    register = sources.measures.snapshot.register
    weakest = members.row(0, named=True)
    told = [
        Text(f"{who.pl} ({shown.pl})", f"{who.en} ({shown.en})")
        for code, tie in better.select("unit", "tie").iter_rows()
        if (who := member_text(register, code)) and (shown := share_text(tie))
    ]
    places: dict[str, Text | str] = {
        "weakest": member_text(register, weakest["unit"]),
        "weakest_tie": share_text(weakest["tie"]),
        "outside": listed(told),
    }
    yield made(
        sources,
        "links.outside-fits",
        1,
        sources.links.evidence,
        places,
        members=[weakest["unit"]],
    )


def _at_least(sources: FindingSources, persons: float) -> Text:
    """A lower bound of commuters; without any, which flows the data would show."""
    if persons <= 0:
        bound = persons_text(sources.links.lower_bound)
        return Text(
            f"brak strumieni liczących co najmniej {bound.pl}", f"no flow of at least {bound.en}"
        )
    shown = persons_text(persons)
    return Text(f"co najmniej {shown.pl}", f"at least {shown.en}")
