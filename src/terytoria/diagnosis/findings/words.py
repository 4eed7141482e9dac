"""The words a finding is made of: values, names and members in Polish and English.

In a sentence a unit that never inflects stands beside its number ("27,2 m²", "−4,8%", "72 na 1000
mieszkańców"). Any other is said once, in brackets after the name of the indicator, and not at all
where the name says it already: "Rozwody w powiecie wałeckim (na 1000 mieszkańców): 1,4".
"""

from __future__ import annotations

from collections.abc import Iterable

from terytoria.diagnosis.naming import named
from terytoria.language.cases import Case
from terytoria.language.numbers import MINUS, NBSP, number, rounded
from terytoria.language.plural import counted
from terytoria.language.text import initial_lower, initial_upper, join_list
from terytoria.statistics.catalogue import Catalogue, Indicator
from terytoria.statistics.catalogue.entries import Text
from terytoria.territory import Kind, Register

ENGLISH_KINDS = {
    Kind.URBAN: "the town of {}",
    Kind.RURAL: "the rural gmina of {}",
    Kind.URBAN_RURAL: "the gmina of {}",
    Kind.CITY_WITH_POWIAT_RIGHTS: "the city of {}",
}
_STEADY = ("%", "zł", "m²", "km", "p.p.", "na ")
_FLOWS = "commute_"
_SHORT = ("zł", "m²", "km")
_SHORT_EN = {"zł": "PLN"}


def number_en(value: float | None, decimals: int = 0) -> str:
    """A number as English writes it, rounded as in Polish, with a real minus sign.

    >>> number_en(51165), number_en(-4.8, 1), number_en(0.25, 1)
    ('51,165', '−4.8', '0.3')
    """
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return "no data"
    exact = rounded(value, decimals)
    return f"{MINUS}{abs(exact):,f}" if exact < 0 else f"{abs(exact):,f}"


def steady(unit: str) -> bool:
    """Whether a unit of measure keeps its form after any number.

    >>> steady("zł na mieszkańca"), steady("na 1000 kobiet"), steady("podmioty na km²")
    (True, True, False)
    """
    return unit.startswith(_STEADY)


def value_text(value: float | None, indicator: Indicator, unit_en: str) -> Text:
    """A value as a sentence says it: with its unit where that never inflects, else bare."""
    pl, en = number(value, indicator.decimals), number_en(value, indicator.decimals)
    if value is None or value != value or not steady(indicator.unit):  # noqa: PLR0124 - NaN
        return Text(pl, en)
    if indicator.unit == "%":
        return Text(f"{pl}%", f"{en}%")
    return Text(f"{pl}{NBSP}{indicator.unit}", f"{en}{NBSP}{unit_en}")


def figure_text(value: float | None, indicator: Indicator) -> Text:
    """A value beside another of the same indicator: the shortest unit that still tells.

    "4,8%", "5886 zł", "27,2 m²"; bare for all other units.
    """
    pl, en = number(value, indicator.decimals), number_en(value, indicator.decimals)
    if value is None or value != value:  # noqa: PLR0124 - NaN
        return Text(pl, en)
    if indicator.unit == "%":
        return Text(f"{pl}%", f"{en}%")
    head = indicator.unit.partition(" ")[0]
    if head in _SHORT:
        return Text(f"{pl}{NBSP}{head}", f"{en}{NBSP}{_SHORT_EN.get(head, head)}")
    return Text(pl, en)


def told_text(value: float | None, indicator: Indicator, unit_en: str) -> Text:
    """A value right after the indicator's name: what the name says of the unit is not repeated.

    "Powierzchnia mieszkań na osobę: 27,2 m²", but "Czytelnicy bibliotek: 72 na 1000 mieszkańców".
    Commuters are always "at least" so many, for small flows are not published.
    """
    told = value_text(value, indicator, unit_en)
    if _base_said(indicator):
        told = figure_text(value, indicator)
    if _bounded_below(indicator) and value is not None and rounded(value, indicator.decimals) > 0:
        return Text(f"co najmniej {told.pl}", f"at least {told.en}")
    return told


def name_text(indicator: Indicator, unit_en: str, powiat: Text | None = None) -> Text:
    """The indicator's name inside a sentence, its unit in brackets where the value leaves it out.

    ``powiat`` ("w powiecie wałeckim", "the wałecki powiat") replaces the general word in the name
    of an indicator of powiats. Names that start with an acronym keep it.
    """
    pl, en = initial_lower(indicator.name_pl), initial_lower(indicator.name_en)
    if powiat is not None:
        pl, en = pl.replace("w powiecie", powiat.pl), en.replace("the powiat", powiat.en)
    unit = indicator.unit
    if steady(unit) or " " not in unit or _base_said(indicator):
        return Text(pl, en)
    head, _, base = unit.partition(" ")
    head_said = head.casefold() in indicator.name_pl.casefold().split()
    shown_en = unit_en.partition(" ")[2] if head_said else unit_en
    return Text(f"{pl} ({base if head_said else unit})", f"{en} ({shown_en})")


def _base_said(indicator: Indicator) -> bool:
    """Whether the name says what the values are per: "Apteki na 10 tys. mieszkańców"."""
    unit = indicator.unit
    base = unit if unit.startswith("na ") else unit.partition(" ")[2]
    return bool(base) and base.casefold() in indicator.name_pl.casefold()


def _bounded_below(indicator: Indicator) -> bool:
    """Whether the values count commuters one way; in a balance the unpublished flows offset."""
    return len({name for name in indicator.series if name.startswith(_FLOWS)}) == 1


def opened(text: Text) -> Text:
    """A text at the start of a sentence."""
    return Text(initial_upper(text.pl), initial_upper(text.en))


def persons_text(value: float) -> Text:
    """Persons counted, the noun agreeing with the number.

    >>> persons_text(1302).pl.replace(NBSP, " "), persons_text(1790).en.replace(NBSP, " ")
    ('1302 osoby', '1,790 persons')
    """
    english = "person" if rounded(value) == 1 else "persons"
    return Text(
        counted(float(rounded(value)), "osoba", "osoby", "osób"),
        f"{number_en(value)}{NBSP}{english}",
    )


def english_unit(catalogue: Catalogue, indicator: Indicator) -> str:
    """English name of an indicator's unit of measure."""
    return catalogue.unit_en(indicator.unit)


def member_text(register: Register, code: str, case: Case = Case.NOMINATIVE) -> Text:
    """A gmina as sentences name it, its kind included."""
    unit = register.unit(code)
    english = ENGLISH_KINDS.get(unit.kind, "{}").format(unit.name)
    return Text(named(register, code, case), english)


def listed(parts: Iterable[Text]) -> Text:
    """Several phrases as one enumeration."""
    found = list(parts)
    english = [part.en for part in found]
    joined = ", ".join(english[:-1]) + " and " + english[-1] if len(english) > 1 else english[0]
    return Text(join_list([part.pl for part in found]), joined)


def filled(text: Text, **values: Text | str) -> Text:
    """A text with its places filled in each language."""
    pl = {name: value.pl if isinstance(value, Text) else value for name, value in values.items()}
    en = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
    return Text(text.pl.format(**pl), text.en.format(**en))


def sentences(*parts: Text | None) -> Text:
    """Sentences one after another, absent ones left out."""
    present = [part for part in parts if part is not None]
    return Text(" ".join(p.pl for p in present), " ".join(p.en for p in present))
