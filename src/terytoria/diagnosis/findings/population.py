"""The first thing a reader asks: how many people live here, and how that has changed."""

from __future__ import annotations

from terytoria.diagnosis.findings.whereabouts import in_area
from terytoria.diagnosis.findings.words import filled, member_text, number_en, persons_text
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.naming import where
from terytoria.diagnosis.standing import Standing, Standings
from terytoria.language.numbers import percent, rounded, share_words
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.measures import Measures
from terytoria.territory import Area, Level

INDICATOR, LEVEL = "L-01", "L-03"
_HEADINGS = {
    ("worse", True): Text(
        "Mieszkańców ubywa szybciej niż w {peers}", "Population falls faster than in {peers}"
    ),
    ("better", True): Text(
        "Mieszkańców ubywa wolniej niż w {peers}", "Population falls more slowly than in {peers}"
    ),
    ("worse", False): Text(
        "Mieszkańców przybywa wolniej niż w {peers}", "Population grows more slowly than in {peers}"
    ),
    ("better", False): Text(
        "Mieszkańców przybywa szybciej niż w {peers}", "Population grows faster than in {peers}"
    ),
}
_AGAINST = Text(
    "Mieszkańców przybywa, choć w {peers} ubywa", "Population grows although it falls in {peers}"
)

_VERBS = {
    (Level.GMINA, True): ("traciła", "traciło"),
    (Level.GMINA, False): ("rosła", "rosło"),
    (Level.POWIAT, True): ("tracił", "traciło"),
    (Level.POWIAT, False): ("rósł", "rosło"),
}


def population_heading(one: Standing, peers: Text) -> Text | None:
    """What happens to the population against the group; ``None`` where the verdict allows nothing.

    ``peers`` says where the group is: "podobnych gminach".
    """
    if one.value is None or one.different not in ("better", "worse"):
        return None
    if one.different == "better" and one.value > 0 > (one.median or 0.0):
        return filled(_AGAINST, peers=peers)
    return filled(_HEADINGS[str(one.different), one.value < 0], peers=peers)


def population_sentence(
    measures: Measures, area: Area, standings: Standings, unit: str
) -> Text | None:
    """Population, its change over four years, the same in a typical unit of the group, the place.

    ``unit`` is a member, or the area as the standings call it. ``None`` where the population or
    its change is not known.

    "Na koniec 2024 r. w gminie Tuczno mieszkało około **4390 osób, o 4,8% mniej niż w 2020 r.**
    W typowej gminie z grupy porównawczej (…) ubyło w tym czasie 3,6%; szybciej traciła co czwarta
    z nich (23%)."
    """
    people, change = standings.latest(unit, LEVEL), standings.latest(unit, INDICATOR)
    if people is None or change is None or change.value is None or people.value is None:
        return None
    if people.year != change.year:
        people = standings.of(unit, LEVEL, change.year)
    place = _place(measures, area, standings, unit)
    persons, moved = persons_text(people.value or 0.0), _moved(change.value)
    since = measures.years_read(INDICATOR, change.year)[0]
    text = Text(
        f"Na koniec {change.year} r. {place.pl} mieszkało około **{persons.pl}, "
        f"{moved.pl} {since} r.**",
        f"At the end of {change.year} about **{persons.en} lived {place.en}, {moved.en} {since}**.",
    )
    group = _typical(change, standings.groups[unit])
    return Text(f"{text.pl} {group.pl}".strip(), f"{text.en} {group.en}".strip())


def _place(measures: Measures, area: Area, standings: Standings, unit: str) -> Text:
    register = measures.snapshot.register
    if unit == standings.area_unit:
        return in_area(register, area)
    return Text(where(register, unit), f"in {member_text(register, unit).en}")


def _moved(change: float) -> Text:
    shown = float(rounded(abs(change), 1))
    if shown == 0:
        return Text("prawie tyle samo co w", "nearly as many as in")
    pl, en = ("mniej", "fewer") if change < 0 else ("więcej", "more")
    return Text(f"o {percent(shown)} {pl} niż w", f"{number_en(shown, 1)}% {en} than in")


def _typical(change: Standing, group: ComparisonGroup) -> Text:
    """The median of the group and how many of it moved further the same way."""
    if change.median is None:
        return Text("", "")
    noun = {Level.GMINA: ("typowej gminie", "gmina"), Level.POWIAT: ("typowym powiecie", "powiat")}
    pl, en = noun[group.level]
    verb, verb_en = ("ubyło", "decrease") if change.median < 0 else ("przybyło", "increase")
    size = abs(change.median)
    further = _further(change, group)
    return Text(
        f"W {pl} z grupy porównawczej ({group.label_pl}) {verb} w tym czasie {percent(size)}"
        f"{further.pl}.",
        f"In a typical {en} of the comparison group ({group.label_en}) the {verb_en} was "
        f"{number_en(size, 1)}%{further.en}.",
    )


def _further(change: Standing, group: ComparisonGroup) -> Text:
    if change.percentile is None or change.value is None or float(rounded(change.value, 1)) == 0:
        return Text("", "")
    losing = change.value < 0
    share = (change.percentile if losing else 100 - change.percentile) / 100
    shown = percent(100 * share, 0)
    english = f"; {shown} of them {'lost' if losing else 'grew'} faster"
    words = share_words(share, "m" if group.level is Level.POWIAT else "f")
    m_or_f, many = _VERBS[group.level, losing]
    if words.startswith("co "):
        return Text(f"; szybciej {m_or_f} {words} z nich ({shown})", english)
    if shown == "0%":
        none = "żaden" if group.level is Level.POWIAT else "żadna"
        return Text(f"; szybciej nie {m_or_f} {none} z nich", english)
    return Text(f"; szybciej {many} {shown} z nich", english)
