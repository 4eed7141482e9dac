"""Tiers of settlements, computed again in plain Python from the tables of the snapshot."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.text import fold
from terytoria.strategy.spatial.rules import rule
from terytoria.strategy.spatial.seats import Place, gmina_seat, places_of, powiat_seat
from terytoria.strategy.spatial.settlements import Facts, tier_of
from terytoria.territory import Kind, Level, Register, Unit

TIERS = rule("settlements").values["tiers"]


def km(lon1, lat1, lon2, lat2):
    """The haversine formula."""
    a = math.sin(math.radians(lat2 - lat1) / 2) ** 2
    a += (
        math.cos(math.radians(lat1))
        * math.cos(math.radians(lat2))
        * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(a))


def plain_tiers(snapshot, area):
    """Tier of each settlement by id, from rows of tables and loops alone."""
    register = snapshot.register
    balance = defaultdict(int)
    for origin, dest, persons, _ in snapshot.flows.iter_rows():
        if origin != dest and origin in register and dest in register:
            balance[dest] += persons
            balance[origin] -= persons
    people = {}
    rows = snapshot.table("observations").filter(series="pop_total", level="gmina")
    for row in rows.iter_rows(named=True):
        known = people.get(row["unit"], (0, 0))
        people[row["unit"]] = max(known, (row["year"], int(row["value"])))
    schools = [row for row in snapshot.schools.iter_rows(named=True) if row["unit"] in area]
    powiats = {code[:4] for code in area.gminas}
    near = [one for one in snapshot.places.iter_rows(named=True) if one["unit"][:4] in powiats]
    own = [one for one in near if one["unit"] in area.gminas]
    found = {}
    for one in own:
        unit = register.unit(one["unit"])
        urban = unit.kind in (Kind.URBAN, Kind.CITY_WITH_POWIAT_RIGHTS)
        if urban and one["name"] != unit.name:
            continue
        count = people[unit.code][1] if urban else one["persons"]
        rivals = [o for o in own if o["unit"] == one["unit"]]
        stages = set()
        for school in schools:
            if school["unit"] != unit.code or school["special"]:
                continue
            ways = [km(o["lon"], o["lat"], school["lon"], school["lat"]) for o in rivals]
            mine = km(one["lon"], one["lat"], school["lon"], school["lat"])
            if mine <= 3.0 and mine <= min(ways):
                stages.add(school["stage"])
        main = one["name"] == unit.name
        ring = [
            code
            for code in area.gminas
            if register.unit(code).name == one["name"] and code[:4] == unit.code[:4]
        ]
        seat = main or (unit.kind is Kind.URBAN and bool(ring))
        towns = [
            o
            for o in near
            if register.unit(o["unit"]).kind is not Kind.RURAL
            and o["name"] == register.unit(o["unit"]).name
            and fold(o["name"])[:3] == fold(register.unit(unit.code[:4]).name)[:3]
        ]
        capital = max(towns, key=lambda o: (o["persons"], o["unit"]), default=None)
        signs = [main and balance[unit.code] > 0, "secondary" in stages]
        if sum([*signs, capital == one, count >= 10_000]) >= 3:
            tier = 1
        elif sum([*signs, seat, count >= 5000]) >= 2:
            tier = 2
        elif seat or "secondary" in stages or count >= 2000:
            tier = 3
        else:
            tier = 4 if "primary" in stages else 5
        found[f"{unit.code}-{fold(one['name']).replace(' ', '-')}"] = tier
    return found


def test_tiers_agree_with_a_plain_recount(country, area, model):
    found = {one.id: one.attributes["tier"] for one in model.layer("settlements").features}
    assert found == plain_tiers(country, area)


@pytest.mark.poland
def test_tiers_of_walcz_agree_with_a_plain_recount(poland, walcz_area, walcz):
    found = {one.id: one.attributes["tier"] for one in walcz.layer("settlements").features}
    assert found == plain_tiers(poland, walcz_area)


def facts(people=0, balance=None, primary=0, secondary=0, seats=(), powiats=()):  # noqa: PLR0917
    place = Place("Wieś", "0000012", people, 16.0, 53.0)
    schools = {"primary": primary, "secondary": secondary}
    return Facts(place, people, balance, schools, list(seats), list(powiats))


ANY = st.builds(
    facts,
    people=st.integers(0, 50_000),
    balance=st.none() | st.integers(-500, 500),
    primary=st.integers(0, 3),
    secondary=st.integers(0, 3),
    seats=st.sampled_from([(), ("0000012",)]),
    powiats=st.sampled_from([(), ("0000",)]),
)


@given(ANY)
def test_every_settlement_has_a_tier_with_enough_reasons(one):
    tier, met = tier_of(one, TIERS)
    wanted = next(row for row in TIERS if row["tier"] == tier)
    assert len(met) >= wanted["at_least"]
    assert set(met) <= set(wanted["of"])


@given(ANY, st.sampled_from(["people", "balance", "primary", "secondary", "seats", "powiats"]))
def test_more_of_anything_never_lowers_a_settlement(one, what):
    before = tier_of(one, TIERS)[0]
    if what == "people":
        one.people += 20_000
    elif what == "balance":
        one.balance = 1000
    elif what in ("primary", "secondary"):
        one.schools[what] += 1
    elif what == "seats":
        one.seats.append("0000022")
    else:
        one.powiats.append("0001")
    assert tier_of(one, TIERS)[0] <= before


@pytest.mark.parametrize(
    ("one", "tier"),
    [
        (facts(20_000, 500, 2, 2, ["a"], ["p"]), 1),
        (facts(20_000, -500, 2, 2, ["a"], ["p"]), 1),
        (facts(9999, -500, 2, 2, ["a"], ["p"]), 2),
        (facts(1500, 10, 1, 0, ["a"]), 2),
        (facts(1500, 0, 1, 0, ["a"]), 3),
        (facts(2000), 3),
        (facts(1999, primary=1), 4),
        (facts(1999), 5),
    ],
)
def test_conditions_at_their_edges(one, tier):
    assert tier_of(one, TIERS)[0] == tier


def test_tiers_must_end_with_one_that_asks_nothing():
    with pytest.raises(ValueError, match="ask for nothing"):
        tier_of(facts(), TIERS[:-1])


def test_settlements_are_told_with_a_number_first(model):
    layer = model.layer("settlements")
    assert layer.explain()[0].isdigit() or layer.explain().startswith("Jedyna")
    assert layer.features[0].name in layer.explain()


def test_settlements_stand_by_tier_then_people(model):
    order = [(one.attributes["tier"], -one.attributes["people"]) for one in
             model.layer("settlements").features]  # fmt: skip
    assert order == sorted(order)


def test_reasons_are_polish_and_name_the_signs(model):
    for one in model.layer("settlements").features:
        said = one.attributes["reasons"] or ""
        if one.attributes["tier"] <= 3:
            assert said
        if "siedziba gminy" in said:
            assert one.attributes["gmina_seat"]


# Seats, told by names.


def register_of(*units):
    base = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0),
        Unit("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0),
    ]
    return Register([*base, *units])


def powiat(name, code="3217"):
    return Unit(code, name, Level.POWIAT, Kind.POWIAT, "32", 1.0)


def gmina(code, name, kind):
    return Unit(code, name, Level.GMINA, kind, code[:4], 1.0)


RING = register_of(
    powiat("wałecki"),
    gmina("3217011", "Wałcz", Kind.URBAN),
    gmina("3217052", "Wałcz", Kind.RURAL),
    gmina("3217023", "Człopa", Kind.URBAN_RURAL),
)
WALCZ = Place("Wałcz", "3217011", 24_000, 16.5, 53.3)
CZLOPA = Place("Człopa", "3217023", 2400, 16.1, 53.1)


def test_a_rural_gmina_around_its_town_is_governed_from_the_town():
    assert gmina_seat(RING, "3217052", (WALCZ, CZLOPA)) is WALCZ
    assert gmina_seat(RING, "3217011", (WALCZ, CZLOPA)) is WALCZ


def test_a_gmina_whose_name_no_settlement_bears_has_no_known_seat():
    assert gmina_seat(RING, "3217023", (WALCZ,)) is None
    assert gmina_seat(RING, "3217052", (CZLOPA,)) is None


@pytest.mark.parametrize(
    ("adjective", "town"),
    [
        ("wałecki", "Wałcz"), ("ełcki", "Ełk"), ("pilski", "Piła"), ("rycki", "Ryki"),
        ("nyski", "Nysa"), ("żniński", "Żnin"), ("bieruńsko-lędziński", "Bieruń"),
        ("czarnkowsko-trzcianecki", "Czarnków"), ("sępoleński", "Sępólno Krajeńskie"),
        ("strzelecko-drezdenecki", "Strzelce Krajeńskie"), ("kępiński", "Kępno"),
    ],
)  # fmt: skip
def test_the_adjective_of_a_powiat_leads_to_its_town(adjective, town):
    known = register_of(powiat(adjective), gmina("3217011", town, Kind.URBAN))
    place = Place(town, "3217011", 5000, 16.0, 53.0)
    assert powiat_seat(known, "3217", (place,)) is place


def test_a_powiat_governed_from_a_city_outside_has_no_seat_in_it():
    known = register_of(powiat("poznański"), gmina("3217011", "Swarzędz", Kind.URBAN))
    assert powiat_seat(known, "3217", (Place("Swarzędz", "3217011", 30_000, 17, 52),)) is None


def test_a_village_is_never_the_seat_of_a_powiat():
    known = register_of(powiat("wałecki"), gmina("3217052", "Wałcz", Kind.RURAL))
    assert powiat_seat(known, "3217", (Place("Wałcz", "3217052", 900, 16, 53),)) is None


@pytest.mark.poland
def test_seats_of_real_powiats(poland):
    register = poland.register
    known = {
        "3217": "Wałcz", "3019": "Piła", "2805": "Ełk", "1207": "Limanowa", "0606": "Krasnystaw",
        "1821": "Lesko", "3002": "Czarnków", "0806": "Strzelce Krajeńskie",
        "3203": "Drawsko Pomorskie",
    }  # fmt: skip
    for code, name in known.items():
        places = places_of(poland.places, register.gminas_of(code))
        seat = powiat_seat(register, code, places)
        assert seat is not None, code
        assert seat.name == name
    for code in ("3021", "2212", "3208"):  # governed from Poznań, Słupsk; Kołobrzeg is its own
        places = places_of(poland.places, register.gminas_of(code))
        seat = powiat_seat(register, code, places)
        assert seat is None or seat.name == "Kołobrzeg"
