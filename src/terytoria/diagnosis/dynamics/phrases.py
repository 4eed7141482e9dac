"""Polish sentences about a movement."""

from __future__ import annotations

from terytoria.diagnosis.amounts import difference_of
from terytoria.diagnosis.dynamics.movement import Movement
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.measured import Indicator
from terytoria.diagnosis.standing.phrases import inside_sentence, others
from terytoria.language.numbers import interval, percent, rounded
from terytoria.language.text import initial_upper

_SURE = ("rising", "falling")
_SEVERAL = "(odcinki szeregu o różnej podstawie liczone osobno) "


def opening(subject: str, indicator: Indicator) -> str:
    """Who and what the sentence is about."""
    return f"{initial_upper(subject)}, {inside_sentence(indicator.name_pl)}"


def moved(one: Movement, indicator: Indicator) -> str:
    """What happened, with its years and its interval, ending in a full stop."""
    if one.kind == "trend":
        return f"w latach {one.first_year}–{one.last_year} {_trend(one, indicator)}."
    if one.kind == "change" and one.change is not None:
        change = difference_of(one.change, indicator.unit, indicator.decimals)
        sign = "+" if rounded(one.change, indicator.decimals) > 0 else ""
        years = f"{one.change_from}–{one.change_to}"
        return f"zmiana {years}: {sign}{change}; to różnica dwóch lat, a nie trend."
    return "za mało danych, aby mówić o zmianie."


def cut(since: int | None) -> str:
    """Why older values are left out; empty where none are.

    >>> cut(2025)
    'Wartości sprzed 2025 r. pominięto, bo zmieniły się granice.'
    """
    return (
        "" if since is None else f"Wartości sprzed {since} r. pominięto, bo zmieniły się granice."
    )


def _trend(one: Movement, indicator: Indicator) -> str:
    decimals = indicator.decimals + 1
    parts = _SEVERAL if one.segments > 1 else ""
    slope = one.slope or 0.0
    amount = difference_of(abs(slope), indicator.unit, decimals)
    yearly = f" ({percent(abs(one.relative))} rocznie)" if one.relative is not None else ""
    pace = f"średni {'wzrost' if slope > 0 else 'spadek'} o {amount} na rok{yearly}"
    if one.low is None or one.high is None:
        return f"{parts}{pace}; punktów jest za mało, aby orzec trend"
    if one.direction not in _SURE:
        limits = interval(one.low, one.high, decimals)
        return f"{parts}bez wyraźnego trendu (zmiana roczna, przedział 95%: {limits})"
    ends = sorted(abs(end) for end in (one.low, one.high))
    return f"{parts}{pace}, przedział 95%: {interval(ends[0], ends[1], decimals)}"


def place(one: Movement, group: ComparisonGroup) -> str:
    """Where a clear trend stands among those of the group; empty when it is not clear."""
    if one.direction not in _SURE:
        return ""
    noun = others(group)
    if one.oriented is not None:
        share = percent(one.oriented, 0)
        return f"Trend jest korzystniejszy niż w {share} pozostałych {noun} grupy."
    if one.percentile is None:
        return ""
    falling = one.direction == "falling"
    share = percent(100 - one.percentile if falling else one.percentile, 0)
    word = "Spadek" if falling else "Wzrost"
    return f"{word} jest silniejszy niż w {share} pozostałych {noun} grupy."
