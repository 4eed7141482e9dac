"""Polish sentences about a standing."""

from __future__ import annotations

from terytoria.diagnosis.amounts import amount_of
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.measured import Indicator
from terytoria.diagnosis.standing.verdict import Verdict
from terytoria.language.numbers import interval, number, percent
from terytoria.territory import Level

_OTHERS = {Level.GMINA: "gmin", Level.POWIAT: "powiatów"}
_VERDICTS = {
    Verdict.BETTER: "To wynik wyraźnie lepszy od typowego w grupie.",
    Verdict.WORSE: "To wynik wyraźnie gorszy od typowego w grupie.",
    Verdict.HIGHER: "To wartość wyraźnie wyższa od typowej w grupie.",
    Verdict.LOWER: "To wartość wyraźnie niższa od typowej w grupie.",
    Verdict.SIMILAR: "Nie odbiega to wyraźnie od wartości typowej w grupie.",
}
_UNJUDGED = "Danych o grupie jest za mało, aby ocenić różnicę."


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: its first letter small unless it is an acronym.

    >>> inside_sentence("Liczba ludności"), inside_sentence("PIT na mieszkańca")
    ('liczba ludności', 'PIT na mieszkańca')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def measured(value: float | None, indicator: Indicator) -> str:
    """A value with its unit of measure: "4,8%", "2195 zł"; "brak danych" without a value."""
    return amount_of(value, indicator.unit, indicator.decimals)


def limits(low: float | None, high: float | None, indicator: Indicator) -> str:
    """The interval of a value in brackets, empty where it has none or is too narrow to print.

    Limits that come from rounded figures are called so, the others by their 95 %.
    """
    decimals = indicator.decimals
    if low is None or high is None or number(low, decimals) == number(high, decimals):
        return ""
    name = "z zaokrągleń" if indicator.interval == "rounding" else "przedział 95%"
    return f" ({name}: {interval(low, high, decimals)})"


def others(group: ComparisonGroup) -> str:
    """The members of a group in the genitive plural: "gmin" or "powiatów"."""
    return _OTHERS[group.level]


def place(percentile: float | None, group: ComparisonGroup) -> str:
    """Which share of the others lies below."""
    if percentile is None:
        return ""
    return f"Niższą wartość ma {percent(percentile, 0)} pozostałych {others(group)} grupy."


def judgement(different: Verdict | None) -> str:
    """What may be said of the difference."""
    return _UNJUDGED if different is None else _VERDICTS[different]
