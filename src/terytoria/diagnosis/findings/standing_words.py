"""Sentences about a standing: the number first, then the comparison with the group named."""

from __future__ import annotations

from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.spread import Spread
from terytoria.diagnosis.findings.whereabouts import in_area, in_powiats
from terytoria.diagnosis.findings.words import (
    figure_text,
    filled,
    listed,
    member_text,
    name_text,
    opened,
    told_text,
)
from terytoria.diagnosis.standing import Standing
from terytoria.language.text import initial_lower
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.catalogue.entries import Text
from terytoria.territory import Level

PEERS = {
    Level.GMINA: Text("podobnych gminach", "similar gminas"),
    Level.POWIAT: Text("podobnych powiatach", "similar powiats"),
}
FALLS = {
    "worse": Text("Gorzej od typowej podobnej gminy wypada", "Worse than a typical similar gmina"),
    "better": Text(
        "Lepiej od typowej podobnej gminy wypada", "Better than a typical similar gmina"
    ),
}


def peers_of(sources: FindingSources, unit: str) -> Text:
    """Where the units of a unit's group are: "podobnych gminach"."""
    return PEERS[sources.standings.groups[unit].level]


def heading_of(sources: FindingSources, spread: Spread) -> Text:
    """The phrase of the rule; when only members differ, it says how many of them."""
    phrase = spread.phrase.heading[spread.verdict]
    if spread.fires:
        return filled(phrase, peers=peers_of(sources, sources.unit))
    told, count = filled(phrase, peers=PEERS[Level.GMINA]), len(spread.agreeing)
    known = Text("", "")
    if spread.members < len(sources.area):
        known = Text(" z danymi", " with data")
    return Text(
        f"W {count} z {spread.members} gmin{known.pl}: {initial_lower(told.pl)}",
        f"In {count} of {spread.members} gminas{known.en}: {initial_lower(told.en)}",
    )


def area_sentence(sources: FindingSources, one: Standing) -> Text:
    """The value of the area as a whole, and the median of its group."""
    indicator, register = sources.indicator(one.indicator), sources.measures.snapshot.register
    name = opened(_name(sources, indicator))
    where = in_area(register, sources.area)
    place = Text("", "")
    if indicator.level is Level.GMINA:
        place = Text(f" {where.pl}", f" {where.en}")
    value, median = _value(sources, one), figure_text(one.median, indicator)
    group = sources.standings.groups[one.unit]
    return Text(
        f"{name.pl}{place.pl} w {one.year} r.: **{value.pl}**; "
        f"mediana w grupie porównawczej ({group.label_pl}): {median.pl}.",
        f"{name.en}{place.en} in {one.year}: **{value.en}**; "
        f"median of the comparison group ({group.label_en}): {median.en}.",
    )


def member_sentence(sources: FindingSources, one: Standing) -> Text:
    """The value of one member, and the median of its group."""
    indicator, register = sources.indicator(one.indicator), sources.measures.snapshot.register
    group = sources.standings.groups[one.unit]
    name, who = _name(sources, indicator), opened(member_text(register, one.unit))
    value, median = _value(sources, one), figure_text(one.median, indicator)
    return Text(
        f"{who.pl}: {name.pl} w {one.year} r. – **{value.pl}**; "
        f"mediana w grupie porównawczej ({group.label_pl}): {median.pl}.",
        f"{who.en}: {name.en} in {one.year} – **{value.en}**; "
        f"median of the comparison group ({group.label_en}): {median.en}.",
    )


def members_sentence(sources: FindingSources, spread: Spread, *, alone: bool) -> Text | None:
    """The members that differ, each with its value and the median of its group.

    ``alone``: no sentence about the area stands before, so the indicator has to be named.
    """
    if not spread.agreeing:
        return None
    indicator = sources.indicator(spread.phrase.indicator)
    many = listed([_against(sources, spread.current[code]) for code in spread.agreeing])
    falls = FALLS[spread.verdict]
    verb = falls.pl if len(spread.agreeing) == 1 else f"{falls.pl}ją"
    told = Text(f"{verb}: {many.pl}.", f"{falls.en}: {many.en}.")
    if not alone:
        return told
    name = opened(_name(sources, indicator))
    year = max(spread.current[code].year for code in spread.agreeing)
    return Text(
        f"{name.pl} w {year} r. – {initial_lower(told.pl)}",
        f"{name.en} in {year} – {initial_lower(told.en)}",
    )


def _against(sources: FindingSources, one: Standing) -> Text:
    indicator = sources.indicator(one.indicator)
    who = member_text(sources.measures.snapshot.register, one.unit)
    value, median = figure_text(one.value, indicator), figure_text(one.median, indicator)
    return Text(
        f"{who.pl} ({value.pl} wobec {median.pl})", f"{who.en} ({value.en} against {median.en})"
    )


def _name(sources: FindingSources, indicator: Indicator) -> Text:
    powiat = None
    if indicator.level is Level.POWIAT:
        powiat = in_powiats(sources.measures.snapshot.register, sources.area)
    return name_text(indicator, sources.measures.catalogue.unit_en(indicator.unit), powiat)


def _value(sources: FindingSources, one: Standing) -> Text:
    indicator = sources.indicator(one.indicator)
    return told_text(one.value, indicator, sources.measures.catalogue.unit_en(indicator.unit))
