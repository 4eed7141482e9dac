"""The words a finding is made of: values, members and groups in Polish and English."""

from __future__ import annotations

from collections.abc import Iterable

from terytoria.diagnosis.naming import named
from terytoria.language.cases import Case
from terytoria.language.numbers import MINUS, NBSP, number
from terytoria.language.text import join_list
from terytoria.statistics.catalogue import Catalogue, Indicator
from terytoria.statistics.catalogue.entries import Text
from terytoria.territory import Kind, Register

ENGLISH_KINDS = {
    Kind.URBAN: "the town of {}",
    Kind.RURAL: "the rural gmina of {}",
    Kind.URBAN_RURAL: "the gmina of {}",
    Kind.CITY_WITH_POWIAT_RIGHTS: "the city of {}",
}


def number_en(value: float | None, decimals: int = 0) -> str:
    """A number as English writes it, with a real minus sign.

    >>> number_en(51165), number_en(-4.8, 1)
    ('51,165', '−4.8')
    """
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return "no data"
    text = f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and float(text.replace(",", "")) else text


def value_text(value: float | None, indicator: Indicator, unit_en: str) -> Text:
    """A value with its unit in both languages; a percent sign stands close."""
    pl, en = number(value, indicator.decimals), number_en(value, indicator.decimals)
    if indicator.unit == "%":
        return Text(f"{pl}%", f"{en}%")
    return Text(f"{pl}{NBSP}{indicator.unit}", f"{en}{NBSP}{unit_en}")


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
