"""Findings from standings: where the area and its members differ from their groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.rules import Phrase
from terytoria.diagnosis.findings.sources import FindingSources, kind_of, severity
from terytoria.diagnosis.findings.words import (
    filled,
    listed,
    member_text,
    sentences,
    value_text,
)
from terytoria.diagnosis.standing import Standing
from terytoria.language.cases import Case
from terytoria.language.text import initial_upper
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.catalogue.entries import Text
from terytoria.territory import Level

PEERS = {
    Level.GMINA: Text("podobnych gminach", "similar gminas"),
    Level.POWIAT: Text("podobnych powiatach", "similar powiats"),
}
IN_AREA = Text("W całym partnerstwie", "In the whole partnership")
HALF = 0.5
"""Share of the members that must differ when the area as a whole does not."""


def standing_findings(sources: FindingSources) -> Iterator[Finding]:
    """Findings of the area as a whole, then of each member, by indicator."""
    for name, phrase in sources.rules.phrases.items():
        current = sources.current(name)
        for verdict in ("worse", "better"):
            if verdict in phrase.heading:
                yield from _of_area(sources, phrase, current, verdict)
                yield from _of_members(sources, phrase, current, verdict)


def _of_area(
    sources: FindingSources, phrase: Phrase, current: dict[str, Standing], verdict: str
) -> Iterator[Finding]:
    whole = current.get(sources.unit)
    members = [code for code in sources.area.gminas if code in current]
    agreeing = [code for code in members if current[code].different == verdict]
    opposite = {"worse": "better", "better": "worse"}[verdict]
    if whole is not None and whole.different == opposite:
        return
    fires = whole is not None and whole.different == verdict
    many = len(agreeing) >= 2 and len(agreeing) >= HALF * len(members)
    if not fires and not many:
        return
    clear = whole is not None and fires
    distances = [current[code].distance for code in agreeing] + ([whole.distance] if clear else [])
    weight = max(severity(distance) for distance in distances)
    peers = PEERS[Level.POWIAT if clear else Level.GMINA]
    indicator = sources.indicator(phrase.indicator)
    text = sentences(
        _area_sentence(sources, indicator, whole) if whole is not None else None,
        _members_sentence(sources, indicator, agreeing, current, verdict),
    )
    yield _finding(
        sources,
        phrase,
        verdict,
        unit=sources.unit,
        heading=filled(phrase.heading[verdict], peers=peers),
        text=text,
        weight=weight,
        about=[sources.unit, *agreeing] if whole is not None else agreeing,
        year={unit: one.year for unit, one in current.items()},
        members=agreeing,
    )


def _of_members(
    sources: FindingSources, phrase: Phrase, current: dict[str, Standing], verdict: str
) -> Iterator[Finding]:
    indicator = sources.indicator(phrase.indicator)
    for code in sources.area.gminas:
        one = current.get(code)
        if one is None or one.different != verdict:
            continue
        yield _finding(
            sources,
            phrase,
            verdict,
            unit=code,
            heading=filled(phrase.heading[verdict], peers=PEERS[Level.GMINA]),
            text=_member_sentence(sources, indicator, one),
            weight=severity(one.distance),
            about=[code],
            year={code: one.year},
            members=[code],
        )


def _finding(
    sources: FindingSources,
    phrase: Phrase,
    verdict: str,
    *,
    unit: str,
    heading: Text,
    text: Text,
    weight: int,
    about: Sequence[str],
    year: dict[str, int],
    members: Sequence[str],
) -> Finding:
    indicator = sources.indicator(phrase.indicator)
    evidence = tuple(
        sources.measures.evidence(phrase.indicator, sources.members_of(one), year[one])
        for one in about
    )
    return Finding(
        id=f"{phrase.indicator}.{verdict}.{unit}",
        kind=kind_of(verdict),
        severity=weight,
        topic=indicator.area,
        unit=unit,
        heading=heading,
        text=text,
        consequence=phrase.so[verdict],
        evidence=evidence,
        members=tuple(members),
        challenge=phrase.challenge if verdict == "worse" else "",
    )


def _area_sentence(sources: FindingSources, indicator: Indicator, one: Standing) -> Text:
    group = sources.standings.groups[sources.unit]
    name = _in_sentence(indicator)
    value, median = _values(sources, indicator, one)
    return Text(
        f"{IN_AREA.pl} {name.pl} w {one.year} r.: **{value.pl}**; "
        f"w grupie porównawczej ({group.label_pl}) mediana wynosi {median.pl}.",
        f"{IN_AREA.en}, {name.en} in {one.year}: **{value.en}**; "
        f"the median of the comparison group ({group.label_en}) is {median.en}.",
    )


def _member_sentence(sources: FindingSources, indicator: Indicator, one: Standing) -> Text:
    register = sources.measures.snapshot.register
    group = sources.standings.groups[one.unit]
    name, who = _in_sentence(indicator), member_text(register, one.unit)
    value, median = _values(sources, indicator, one)
    return Text(
        f"{initial_upper(who.pl)}: {name.pl} w {one.year} r. – **{value.pl}**; "
        f"w grupie porównawczej ({group.label_pl}) mediana wynosi {median.pl}.",
        f"{initial_upper(who.en)}: {name.en} in {one.year} – **{value.en}**; "
        f"the median of the comparison group ({group.label_en}) is {median.en}.",
    )


def _members_sentence(
    sources: FindingSources,
    indicator: Indicator,
    agreeing: Sequence[str],
    current: dict[str, Standing],
    verdict: str,
) -> Text | None:
    if not agreeing:
        return None
    register = sources.measures.snapshot.register
    told = []
    for code in agreeing:
        who = member_text(register, code, Case.NOMINATIVE)
        value, median = _values(sources, indicator, current[code])
        told.append(
            Text(
                f"{who.pl} ({value.pl} wobec {median.pl})",
                f"{who.en} ({value.en} against {median.en})",
            )
        )
    words = {
        "worse": Text(
            "Gorzej od typowej podobnej gminy wypada", "Worse than a typical similar gmina"
        ),
        "better": Text(
            "Lepiej od typowej podobnej gminy wypada", "Better than a typical similar gmina"
        ),
    }[verdict]
    many = listed(told)
    verb = words.pl if len(told) == 1 else f"{words.pl}ją"
    return Text(f"{verb}: {many.pl}.", f"{words.en}: {many.en}.")


def _values(sources: FindingSources, indicator: Indicator, one: Standing) -> tuple[Text, Text]:
    unit_en = sources.measures.catalogue.unit_en(indicator.unit)
    return (
        value_text(one.value, indicator, unit_en),
        value_text(one.median, indicator, unit_en),
    )


def _in_sentence(indicator: Indicator) -> Text:
    """The indicator's name inside a sentence; names that start with an acronym keep it."""

    def lowered(name: str) -> str:
        return name if name[:2].isupper() else name[:1].lower() + name[1:]

    return Text(lowered(indicator.name_pl), lowered(indicator.name_en))
