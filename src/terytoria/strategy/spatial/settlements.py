"""Settlement hierarchy: places of an area in tiers, by what the data say of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
import shapely

from terytoria.diagnosis.access.nearest import nearest
from terytoria.diagnosis.links import Links
from terytoria.diagnosis.naming import named
from terytoria.diagnosis.provenance import source_of
from terytoria.language.cases import Case
from terytoria.language.numbers import number, signed
from terytoria.language.plural import counted
from terytoria.language.text import fold, join_list
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.observations import UnknownSeriesError
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.spatial.model import Feature, Layer
from terytoria.strategy.spatial.rules import Rule, kind_name, rule
from terytoria.strategy.spatial.seats import Place, gmina_seat, places_of, powiat_seat
from terytoria.territory import Area, Kind

SCHEMA = {
    "unit": str,
    "tier": int,
    "people": int,
    "balance": int,
    "primary": int,
    "secondary": int,
    "gmina_seat": str,
    "powiat_seat": str,
    "reasons": str,
}
_STAGES = ("primary", "secondary")
_REASONS = {
    "draws": "do pracy przyjeżdża więcej osób, niż wyjeżdża",
    "secondary": "szkoła ponadpodstawowa",
    "primary": "szkoła podstawowa",
    "powiat_seat": "siedziba powiatu",
    "gmina_seat": "siedziba gminy",
}


@dataclass
class Facts:
    """What the data say of a settlement.

    ``balance`` is in- less out-commuters of the gmina it is the seat of, ``None`` for a settlement
    that is not its gmina's main one; ``seats`` are the gminas and ``powiats`` governed from it.
    """

    place: Place
    people: int
    balance: int | None = None
    schools: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_STAGES, 0))
    seats: list[str] = field(default_factory=list)
    powiats: list[str] = field(default_factory=list)

    def holds(self, people: int) -> dict[str, bool]:
        """The criteria by name; ``people`` is the least number of residents."""
        return {
            "draws": self.balance is not None and self.balance > 0,
            "secondary": self.schools["secondary"] > 0,
            "primary": self.schools["primary"] > 0,
            "powiat_seat": bool(self.powiats),
            "gmina_seat": bool(self.seats),
            "people": self.people >= people,
        }


def settlements(snapshot: Snapshot, area: Area, links: Links) -> Layer:
    """The layer of settlements: points in tiers from 1 (the highest), by the rules of the data."""
    own = rule("settlements")
    facts, silent = gather(snapshot, area, links, own.values["school_km"])
    features = [_feature(snapshot, one, own, links.year) for one in facts]
    features.sort(key=lambda one: (one.attributes["tier"], -_people(one), one.id))
    limits = [*own.limits, *silent]
    return Layer("settlements", own, tuple(features), SCHEMA, _told(features), tuple(limits))


def main_settlements(layer: Layer) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the settlement that each gmina of its own is governed from."""
    return {
        str(one.attributes["unit"]): (one.geometry.x, one.geometry.y)
        for one in layer.features
        if one.attributes["balance"] is not None
    }


def gather(
    snapshot: Snapshot, area: Area, links: Links, school_km: float
) -> tuple[list[Facts], list[str]]:
    """Facts of every settlement of an area, and Polish sentences on what was not found."""
    register = snapshot.register
    powiats = area.powiats()
    near = tuple(code for powiat in powiats for code in register.gminas_of(powiat))
    every = places_of(snapshot.places, near)
    kept = [Facts(one, one.persons) for one in every if one.unit in area]
    kept = _one_per_town(snapshot, kept)
    by_place = {(one.place.unit, one.place.name): one for one in kept}
    lacking, net = [], dict(links.members.select("unit", "net").iter_rows())
    for code in area.gminas:
        seat = gmina_seat(register, code, every)
        found = seat and by_place.get((seat.unit, seat.name))
        if not found:
            lacking.append(register.unit(code).name)
            continue
        found.seats.append(code)
        if found.place.unit == code:
            found.balance = int(net[code])
    unknown = []
    for powiat in powiats:
        town = powiat_seat(register, powiat, every)
        if town is None:
            unknown.append(register.unit(powiat).name)
        elif (town.unit, town.name) in by_place:
            by_place[town.unit, town.name].powiats.append(powiat)
    _schools(snapshot, kept, school_km)
    return kept, _silent(lacking, unknown)


def _silent(lacking: list[str], unknown: list[str]) -> list[str]:
    told = []
    if lacking:
        told.append(f"Nie rozpoznano w danych siedziby gmin: {', '.join(sorted(lacking))}.")
    if unknown:
        told.append(f"Nie rozpoznano w danych siedziby powiatów: {', '.join(sorted(unknown))}.")
    return told


def _one_per_town(snapshot: Snapshot, facts: list[Facts]) -> list[Facts]:
    """An urban gmina is one settlement, with the residents of the gmina; its parts are left out."""
    register, kept, towns = snapshot.register, [], set()
    people = _population(snapshot)
    for one in facts:
        unit = register.unit(one.place.unit)
        if unit.kind not in (Kind.URBAN, Kind.CITY_WITH_POWIAT_RIGHTS):
            kept.append(one)
        elif unit.code not in towns and fold(one.place.name) == fold(unit.name):
            towns.add(unit.code)
            one.people = people.get(unit.code, one.people)
            kept.append(one)
    return kept


def _population(snapshot: Snapshot) -> dict[str, int]:
    """Residents of gminas in the latest year of each; none at all where the series is absent."""
    try:
        panel = snapshot.observations.panel("pop_total")
    except UnknownSeriesError:
        return {}
    found: dict[str, int] = {}
    for column in panel.values.T:
        known = np.flatnonzero(np.isfinite(column))
        found.update({panel.units[at]: int(column[at]) for at in known})
    return found


def _schools(snapshot: Snapshot, facts: list[Facts], school_km: float) -> None:
    """Count ordinary schools at the nearest settlement of their gmina, if it is near enough."""
    groups: dict[str, list[Facts]] = {}
    for one in facts:
        groups.setdefault(one.place.unit, []).append(one)
    schools = snapshot.schools.filter(
        pl.col("stage").is_in(_STAGES) & ~pl.col("special") & pl.col("unit").is_in(list(groups))
    )
    for unit, group in groups.items():
        own = schools.filter(pl.col("unit") == unit)
        lon, lat = (own[name].to_numpy().astype(np.float64) for name in ("lon", "lat"))
        places = np.array([(one.place.lon, one.place.lat) for one in group])
        km, which = nearest(lon, lat, places[:, 0], places[:, 1])
        for stage, distance, at in zip(own["stage"], km, which, strict=True):
            if distance <= school_km:
                group[at].schools[stage] += 1


def tier_of(facts: Facts, tiers: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """The first tier whose conditions hold, and the conditions met."""
    for tier in tiers:
        holds = facts.holds(int(tier["people"]))
        met = [name for name in tier["of"] if holds[name]]
        if len(met) >= tier["at_least"]:
            return int(tier["tier"]), met
    raise ValueError("the last tier of the rules must ask for nothing")


def _feature(snapshot: Snapshot, facts: Facts, own: Rule, year: int) -> Feature:
    place = facts.place
    tier, met = tier_of(facts, own.values["tiers"])
    reasons = [_REASONS.get(name, f"{number(facts.people)} mieszkańców") for name in met]
    register = snapshot.register
    seats = ", ".join(named(register, code, Case.NOMINATIVE) for code in facts.seats)
    evidence = Evidence(
        "spatial.tier",
        (place.unit,),
        (year,),
        float(tier),
        None,
        source_of(snapshot, own.source),
        snapshot.vintage,
        f"cechy: {', '.join(met) or 'brak'}",
    )
    return Feature(
        f"{place.unit}-{fold(place.name).replace(' ', '-')}",
        place.name,
        f"tier_{tier}",
        shapely.Point(place.lon, place.lat),
        {
            "unit": place.unit,
            "tier": tier,
            "people": facts.people,
            "balance": facts.balance,
            "primary": facts.schools["primary"],
            "secondary": facts.schools["secondary"],
            "gmina_seat": seats or None,
            "powiat_seat": ", ".join(register.unit(one).name for one in facts.powiats) or None,
            "reasons": "; ".join(reasons) or None,
        },
        (evidence,),
    )


def _people(one: Feature) -> int:
    return int(one.attributes["people"] or 0)


def _told(features: list[Feature]) -> str:
    if not features:
        return "W danych nie ma miejscowości tego obszaru, więc nie da się wskazać ośrodków."
    top = [one for one in features if one.kind == features[0].kind]
    name = kind_name(top[0].kind)
    count = counted(len(features), "miejscowość", "miejscowości", "miejscowości")
    said = f"{number(len(top))} z {number(len(features))} miejscowości to {name}: "
    if len(features) == 1:
        said = f"Jedyna miejscowość w danych to {name}: "
    text = said + join_list(one.name for one in top) + ". "
    first, rest = top[0], features[len(top) :]
    if rest:
        other = max(rest, key=_people)
        times = _people(first) / max(_people(other), 1)
        text += (
            f"{first.name} ma {number(_people(first))} mieszkańców, {number(times, 1)} raza tyle "
            f"co następna w sieci miejscowość ({other.name}, {number(_people(other))})"
        )
        balance = first.attributes["balance"]
        if isinstance(balance, int):
            text += f", a saldo dojazdów do pracy {signed(balance, 0)}"
        text += ". "
    if first.attributes["tier"] == 1:
        return (
            text + "Usługi dla całego obszaru warto lokować tam, a z każdej gminy zapewnić dojazd."
        )
    return (
        f"{text}Żadna ({count}) nie ma cech ośrodka ponadlokalnego, więc usługi dla całego obszaru "
        "trzeba dzielić między miejscowości albo szukać ich poza nim."
    )
