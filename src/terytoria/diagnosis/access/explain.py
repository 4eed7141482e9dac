"""Access in Polish sentences."""

from __future__ import annotations

import math

import polars as pl

from terytoria.diagnosis.access.thresholds import content
from terytoria.diagnosis.naming import named, where
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.language.text import initial_upper, join_list
from terytoria.territory import Register

_TARGETS = {
    "kindergarten": "najbliższego przedszkola",
    "primary": "najbliższej szkoły podstawowej",
    "secondary": "najbliższej szkoły ponadpodstawowej",
}
_AT_TARGET = 0.2  # from this share on, the nearness of points and targets is named
_LOW = 0.9  # below this share of located adults a gmina is named among the limits


def kilometres(km: float) -> str:
    """ "2,4 km" with the number as printed."""
    return f"{number(km, 1)}\N{NO-BREAK SPACE}km"


def unit_sentences(
    register: Register, unit: str, members: pl.DataFrame, beyond: pl.DataFrame
) -> list[str]:
    """Distances of one unit, then the people beyond each limit."""
    place = "W partnerstwie" if unit not in register else initial_upper(where(register, unit))
    sentences = []
    for row in members.filter(pl.col("unit") == unit).iter_rows(named=True):
        if row["mean_km"] is None:
            sentences.append(f"{place} dane nie pokazują, gdzie mieszkają ludzie.")
            break
        goal = _goal(row["target"])
        text = (
            f"{place} do {goal} jest przeciętnie {kilometres(row['mean_km'])} w linii prostej; "
            f"90% mieszkańców ma nie dalej niż {kilometres(math.ceil(row['p90_km'] * 10) / 10)}."
        )
        if row["percentile"] is not None:
            text += f" Bliżej jest w {_rank(row['percentile'])} gmin kraju."
        sentences.append(text)
        limits = beyond.filter((pl.col("unit") == unit) & (pl.col("target") == row["target"]))
        sentences += _beyond(limits.select("limit_km", "share").rows())
    return sentences


def _beyond(limits: list[tuple[float, float]]) -> list[str]:
    """One sentence on the people beyond the limits, the strictest first."""
    if not limits:
        return []
    first, share = limits[0]
    if not share:
        return [f"Nikt nie ma dalej niż {_limit(first)}."]
    parts = [f"{percent(100 * share, 0)} mieszkańców ma dalej niż {_limit(first)}"]
    parts += [
        f"{percent(100 * beyond, 0) if beyond else 'nikt'} dalej niż {_limit(km)}"
        for km, beyond in limits[1:]
    ]
    return [f"{join_list(parts, 'a')}.".replace(" a ", ", a ")]


def _limit(km: float) -> str:
    return f"{number(km, 0 if km == int(km) else 1)}\N{NO-BREAK SPACE}km"


def _rank(percentile: float) -> str:
    if percentile > 99:
        return "ponad 99%"
    return "mniej niż 1%" if percentile < 1 else percent(percentile, 0)


def worst_sentences(register: Register, worst: pl.DataFrame) -> list[str]:
    """The three farthest named places of each target."""
    sentences = []
    for (target,), part in worst.group_by("target", maintain_order=True):
        places = part.filter(pl.col("locality").is_not_null()).head(3)
        if not places.height:
            continue
        listed = join_list(
            f"{locality} ({named(register, unit, Case.NOMINATIVE)}, {kilometres(km)})"
            for locality, unit, km in places.select("locality", "unit", "km").iter_rows()
        )
        sentences.append(f"Najdalej do {_goal(str(target))} mają: {listed}.")
    return sentences


def limits(register: Register, members: pl.DataFrame, coverage: pl.DataFrame) -> tuple[str, ...]:
    """What the distances cannot say, and members whose points are incomplete."""
    detour = number(content()["detour"]["factor"], 1)
    straight = (
        f"Odległości są w linii prostej; droga bywa orientacyjnie {detour} raza dłuższa, więc "
        "udziały ponad progiem to dolne granice."
    )
    sentences = [straight, _PROXY]
    for target, share in (
        members.filter((pl.col("unit") == "area") & (pl.col("at_target") > _AT_TARGET))
        .select("target", "at_target")
        .iter_rows()
    ):
        sentences.append(
            f"Obwody dla {percent(100 * share, 0)} wyborców leżą tuż przy celu ({_goal(target)}), "
            "bo głosuje się często w szkołach: prawdziwe odległości są większe."
        )
    low = coverage.filter(pl.col("share").is_null() | (pl.col("share") < _LOW))
    for unit, persons, share in low.select("unit", "persons", "share").iter_rows():
        place = initial_upper(where(register, unit))
        if not persons:
            sentences.append(f"{place} żaden obwód głosowania nie ma pewnego położenia.")
        elif share is not None:
            shown = percent(100 * share, 0)
            sentences.append(f"{place} obwody o pewnym położeniu obejmują {shown} dorosłych.")
    return tuple(sentences)


_PROXY = (
    "Miejsca zamieszkania przybliżają obwody głosowania z liczbą wyborców; szkoły poza obszarem "
    "też się liczą, szkoły specjalne i dla dorosłych nie."
)


def _goal(target: str) -> str:
    return _TARGETS.get(target, f"najbliższego celu ({target})")
