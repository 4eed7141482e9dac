"""Access of an area."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.access import (
    AREA,
    AccessOptions,
    Points,
    access,
    country_access,
    thresholds,
)
from terytoria.diagnosis.access.analysis import AccessOptionsError
from terytoria.diagnosis.access.country import demand_of
from terytoria.diagnosis.access.thresholds import content
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, UnknownUnitError

WEST, EAST, EMPTY = "0101022", "0101032", "0101042"
TENTH = 6.6919  # kilometres of 0.1 degree of longitude at 53 degrees north


def row(result, unit, target="primary"):
    found = result.members.filter((pl.col("unit") == unit) & (pl.col("target") == target))
    return next(found.iter_rows(named=True))


def share(result, unit, limit, target="primary"):
    found = result.beyond.filter(unit=unit, limit_km=limit, target=target)
    return found["share"].item(), found["persons"].item()


def test_a_member_is_weighted_by_people(country, area):
    west = row(access(country, area()), WEST)
    assert west["persons"] == 400
    assert west["mean_km"] == pytest.approx(TENTH * 100 / 400, abs=1e-3)
    assert west["median_km"] == pytest.approx(0, abs=1e-4)
    assert west["p90_km"] == pytest.approx(TENTH, abs=1e-3)
    assert west["at_target"] == pytest.approx(0.75)


def test_special_schools_do_not_count_and_schools_outside_do(country, area):
    result = access(country, area())
    assert row(result, WEST)["p90_km"] > 6
    assert row(result, EAST)["mean_km"] == pytest.approx(5.56, abs=0.01)
    assert result.worst.filter(unit=EAST, target="primary")["nearest_unit"].item() == EMPTY


def test_the_area_pools_its_people(country, area):
    result = access(country, area())
    members = [row(result, WEST), row(result, EAST)]
    expected = sum(m["mean_km"] * m["persons"] for m in members) / 1000
    assert row(result, AREA)["mean_km"] == pytest.approx(expected)
    assert row(result, AREA)["persons"] == 1000
    assert row(result, AREA)["percentile"] is None


def test_shares_beyond_the_limits_of_the_law(country, area):
    result = access(country, area())
    assert share(result, WEST, 3.0) == (0.25, 100)
    assert share(result, EAST, 4.0) == (1.0, 600)
    assert share(result, AREA, 3.0) == (0.7, 700)
    assert share(result, EAST, 10.0, "secondary") == (1.0, 600)


def test_percentile_orders_the_gminas_of_the_country(country, area):
    result = access(country, area())
    assert row(result, WEST)["percentile"] == 0
    assert row(result, EAST)["percentile"] == 100


def test_worst_places_join_the_points_of_a_locality(country, area):
    worst = access(country, area(), AccessOptions(worst=2)).worst.filter(target="primary")
    assert worst["locality"].to_list() == ["Zdbowo", "Mielęcin"]
    assert worst["persons"].to_list() == [100, 600]
    assert worst["nearest"].to_list()[0] == "Szkoła w Nadarzycach"


def test_given_points_are_measured_like_schools(country, area):
    clinics = Points("przychodnie", np.array([17.0]), np.array([53.0]), ("Szpital",), limit_km=50)
    options = AccessOptions(stages=(), points=(clinics,))
    result = access(country, area(), options)
    assert row(result, EAST, "przychodnie")["median_km"] == pytest.approx(0, abs=1e-6)
    assert share(result, WEST, 50.0, "przychodnie") == (1.0, 400)
    assert set(result.worst["nearest"]) == {"Szpital"}
    assert "(przychodnie)" in result.explain()


def test_points_without_a_limit_have_no_share_beyond(country, area):
    options = AccessOptions(stages=(), points=(Points("x", np.array([17.0]), np.array([53.0])),))
    assert access(country, area(), options).beyond.is_empty()


def test_a_gmina_without_points_is_missing_not_zero(country, area):
    result = access(country, area(EMPTY))
    assert row(result, EMPTY)["mean_km"] is None
    assert share(result, EMPTY, 3.0) == (None, 0)
    assert "nie pokazują, gdzie mieszkają" in result.explain(EMPTY)
    assert "żaden obwód" in result.explain()


def test_coverage_compares_located_voters_with_adults(country, area):
    result = access(country, area())
    assert result.coverage.filter(unit=WEST)["share"].item() == pytest.approx(0.5)
    assert result.coverage.filter(unit=EAST)["share"].item() == pytest.approx(0.75)
    assert "W gminie Tuczno obwody o pewnym położeniu obejmują 50% dorosłych" in result.explain()


def test_a_country_without_schools_of_a_stage_leaves_it_out(make_country, area):
    schools = [("1", "Szkoła", "primary", False, WEST, 16.0, 53.0)]
    result = access(make_country(schools=schools), area())
    assert set(result.members["target"]) == {"primary"}


def test_points_of_unknown_gminas_are_left_out(make_country, area):
    demand = [("9999999", 50, 16.0, 53.0, "X"), (WEST, 10, 16.0, 53.0, "Y")]
    assert row(access(make_country(demand=demand), area(WEST)), AREA)["persons"] == 10


def test_the_country_is_measured_once(country):
    assert country_access(country, "primary") is country_access(country, "primary")
    assert demand_of(country) is demand_of(country)


def test_the_text_gives_distance_then_country_then_limits(country, area):
    text = access(country, area()).explain(WEST).replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("W gminie Tuczno do najbliższej szkoły podstawowej jest przeciętnie 1,7")
    assert "w mniej niż 1% gmin kraju" in text
    assert "25% mieszkańców ma dalej niż 3 km, a 25% dalej niż 4 km." in text
    whole = access(country, area()).explain()
    assert "w linii prostej" in whole
    assert "głosuje się często w szkołach" in whole


def test_nobody_beyond_the_limit_is_said_plainly(country, area):
    text = access(country, area()).explain(EAST)
    assert "Nikt" not in text
    near = AccessOptions(points=(Points("p", np.array([17.0]), np.array([53.05]), limit_km=9),))
    assert "Nikt nie ma dalej niż 9" in access(country, area(), near).explain(EAST)


def test_options_name_the_remedy():
    with pytest.raises(AccessOptionsError, match="use kindergarten"):
        AccessOptions(stages=("university",))
    with pytest.raises(AccessOptionsError, match="at least 1"):
        AccessOptions(worst=0)
    twice = Points("primary", np.array([17.0]), np.array([53.0]))
    with pytest.raises(AccessOptionsError, match="same title"):
        AccessOptions(points=(twice,))


def test_strangers_are_refused(country, area):
    with pytest.raises(UnknownUnitError):
        access(country, area("0101999"))
    with pytest.raises(KeyError, match="no member"):
        access(country, area(WEST)).explain(EAST)


def test_thresholds_carry_their_basis():
    assert content()["as_of"]
    assert [limit.km for limit in thresholds("primary")] == [3.0, 4.0]
    assert "art. 39" in thresholds("primary")[0].basis
    assert thresholds("secondary")[0].status == "convention"
    assert thresholds("przychodnie") == ()


def test_evidence_holds_the_mean_of_the_area(country, area):
    result = access(country, area())
    assert [item.indicator for item in result.evidence] == ["access.primary", "access.secondary"]
    assert result.evidence[0].value == row(result, AREA)["mean_km"]
    assert set(result.tables()) == {"members", "beyond", "worst", "coverage"}
    assert result.table() is result.members


@pytest.mark.poland
def test_walcz_county(poland: Snapshot):
    result = access(poland, Area.of_unit(poland.register, "3217", date(2026, 11, 1)))
    tuczno = row(result, "3217043", "secondary")
    assert tuczno["median_km"] == pytest.approx(18.36, abs=0.05)
    assert tuczno["percentile"] > 95
    assert row(result, AREA)["at_target"] > 0.2


@pytest.mark.poland
def test_country_distances_agree_with_brute_force(poland: Snapshot):
    country = country_access(poland, "secondary")
    demand = demand_of(poland)
    lon, lat = (np.radians(country.schools[name].to_numpy()) for name in ("lon", "lat"))
    for number in range(0, len(country.km), 3001):
        own_lon, own_lat = np.radians(demand.lon[number]), np.radians(demand.lat[number])
        a = (
            np.sin((lat - own_lat) / 2) ** 2
            + np.cos(lat) * np.cos(own_lat) * np.sin((lon - own_lon) / 2) ** 2
        )
        km = 2 * 6371.0088 * np.arcsin(np.sqrt(a)).min()
        assert country.km[number] == pytest.approx(km, abs=1e-6)
