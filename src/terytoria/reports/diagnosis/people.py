"""Sentences on population: number first, then the comparison, for the area and each member."""

from __future__ import annotations

from terytoria.diagnosis.standing import Standing
from terytoria.language.numbers import percent, signed
from terytoria.language.plural import counted
from terytoria.language.text import initial_upper
from terytoria.reports.diagnosis.context import Context

PEOPLE, CHANGE = "L-03", "L-01"
TOLD = 10
"""Members told one by one; more stand in the table alone."""
SPAN = 4
"""Years between the two populations that the indicator of change compares."""


def population_sentences(ctx: Context) -> list[str]:
    """A paragraph on the whole area, and one on its members; empty without the indicators."""
    if not (ctx.has(PEOPLE) and ctx.has(CHANGE)):
        return []
    whole = ctx.diagnosis.standings.latest(ctx.unit, CHANGE)
    told = [_area(ctx, whole)] if whole is not None and not _found(ctx) else []
    members = [
        _member(ctx, one)
        for code in ctx.members
        if (one := ctx.diagnosis.standings.latest(code, CHANGE)) is not None
    ]
    return [*told, " ".join(members)] if 0 < len(members) <= TOLD else told


def _found(ctx: Context) -> bool:
    """Whether a finding of the area says the same."""
    found = ctx.findings(topics=("ludnosc",), kinds=("strength", "weakness"))
    return any(one.indicator == CHANGE for finding in found for one in finding.evidence)


def _area(ctx: Context, one: Standing) -> str:
    group = ctx.diagnosis.groups[ctx.unit]
    return (
        f"Na koniec {one.year} r. w partnerstwie mieszkało **{_people(ctx, ctx.unit, one.year)}, "
        f"{_changed(one)}.** {_against(one, group.label_pl)}"
    )


def _member(ctx: Context, one: Standing) -> str:
    who = initial_upper(ctx.named(one.unit))
    return (
        f"**{who}**: {_people(ctx, one.unit, one.year)}, {_changed(one)} "
        f"(w grupie: {signed(one.median, 1)}%)."
    )


def _people(ctx: Context, unit: str, year: int) -> str:
    values = ctx.values(PEOPLE)
    people = values.year(year)[values.units.index(unit)]
    return counted(people, "osoba", "osoby", "osób")


def _changed(one: Standing) -> str:
    value = one.value or 0.0
    before = one.year - SPAN
    if round(value, 1) == 0:
        return f"tyle samo co w roku {before}"
    return f"o {percent(abs(value))} {'mniej' if value < 0 else 'więcej'} niż w roku {before}"


def _against(one: Standing, group: str) -> str:
    text = (
        f"W typowej jednostce z grupy porównawczej ({group}) zmiana wyniosła w tym czasie "
        f"{signed(one.median, 1)}%"
    )
    if one.percentile is None:
        return f"{text}."
    share = one.percentile / 100
    return f"{text}; gorszy wynik miało {percent(100 * share, 0)} jednostek tej grupy."
