"""Functional links of an area."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.links import LinksOptions, Verdict, flow_matrix, functional_links
from terytoria.diagnosis.links.analysis import LinksOptionsError
from terytoria.diagnosis.links.supralocal import criteria
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, Neighbours, UnknownUnitError


def row(links, code):
    return next(links.members.filter(pl.col("unit") == code).iter_rows(named=True))


def test_a_member_has_its_flows_inside_outside_and_far(country, area, names):
    links = functional_links(country, area(names.town, names.ring, names.village))
    village = row(links, names.village)
    assert (village["out"], village["out_inside"], village["out_far"]) == (65, 20, 30)
    assert village["retention"] == pytest.approx(20 / 65)
    assert village["tie"] == pytest.approx(20 / 65)
    assert row(links, names.ring)["tie"] == 1.0


def test_the_hub_is_a_core_and_the_dormitory_is_not(country, area, names):
    links = functional_links(country, area(names.town, names.ring))
    town = row(links, names.town)
    assert town["core"]
    assert town["net"] == 152 - 10
    assert town["net_ratio"] == pytest.approx(142 / 162)
    assert not row(links, names.ring)["core"]


def test_flows_between_town_and_country_are_no_commuting(country, area, names):
    links = functional_links(country, area(names.other))
    assert row(links, names.other)["out"] == 40
    assert row(links, names.other)["within"] == 99
    assert links.matrix.is_empty()


def test_the_parts_of_the_area_add_up(country, area, names):
    members = (names.town, names.ring, names.village)
    links = functional_links(country, area(*members))
    total = links.area
    assert total["out"] == links.members["out"].sum() == total["inside"] + total["out_outside"]
    assert total["inside"] == links.matrix["persons"].sum() == 110
    assert total["out_outside"] == links.outside["persons_out"].sum() == 45
    assert total["in_outside"] == links.outside["persons_in"].sum() == 52
    assert total["out_far"] == 30
    assert total["out_neighbours"] == 15
    assert total["retention"] == pytest.approx(110 / 155)
    assert total["cohesion"] == pytest.approx(110 / (110 + 45 + 52))


def test_a_neighbour_may_fit_better_than_a_member(country, area, names):
    links = functional_links(country, area(names.town, names.ring, names.village))
    better = links.better_outside()
    assert better["unit"].to_list() == [names.other]
    assert better["tie"].item() == 1.0
    assert "gmina Człopa (100%)" in links.explain()


def test_a_gmina_without_flows_has_no_ratio(country, area, names):
    links = functional_links(country, area(names.lonely))
    assert row(links, names.lonely)["tie"] is None
    assert math.isnan(links.area["retention"])
    assert "nie ma ani jednego dojazdu" in links.explain()
    assert "nie pokazują wyjazdów" in links.explain(names.lonely)


def test_destinations_are_shares_of_all_out_commuters(country, area, names):
    links = functional_links(country, area(names.town, names.village))
    found = links.destinations(names.village)
    assert found["dest"].to_list() == [names.far, names.town, names.other]
    assert found["share"].sum() == pytest.approx(1.0)
    assert found["far"].to_list() == [True, False, False]


def test_the_sentence_about_a_member_names_near_and_far_apart(country, area, names):
    text = functional_links(country, area(names.town, names.village)).explain(names.village)
    assert "Z gminy Tuczno" in text
    assert "co najmniej 65" in text
    assert "20 (31%) do miasta Wałcz" in text
    assert "największy do miasta Szczecin" in text
    assert "siedziba pracodawcy" in text


def test_twins_are_told_apart(country, area, names):
    links = functional_links(country, area(names.town, names.ring))
    assert links.explain(names.ring).startswith("Z gminy wiejskiej Wałcz")


def test_art_10g_is_confirmed_for_linked_neighbours(country, area, names):
    links = functional_links(country, area(names.town, names.ring, names.village))
    assert links.supralocal.verdict is Verdict.CONFIRMED
    assert links.supralocal.must_join == ("0101",)
    assert links.supralocal.may_join == ()
    assert "Powiat wałecki musi wziąć udział" in links.explain()


def test_art_10g_needs_neighbours(country, area, names):
    links = functional_links(country, area(names.town, names.other))
    assert links.supralocal.verdict is Verdict.NOT_CONTIGUOUS
    assert "2\N{NO-BREAK SPACE}części" in links.explain()
    assert links.supralocal.may_join == ("0101", "0102")


def test_art_10g_names_members_that_no_flow_reaches(country, area, names):
    links = functional_links(country, area(names.town, names.ring, names.lonely))
    assert links.supralocal.verdict is Verdict.PARTLY_LINKED
    assert links.supralocal.unlinked == (names.lonely,)
    assert "gmina Piła" in links.explain()


def test_art_10g_without_any_flow(country_with, area, names):
    links = functional_links(country_with([]), area(names.town, names.ring))
    assert links.supralocal.verdict is Verdict.NO_LINKS_SEEN


def test_one_gmina_needs_no_supralocal_strategy(country, area, names):
    links = functional_links(country, area(names.town))
    assert links.supralocal.verdict is Verdict.SINGLE
    assert links.better_outside().is_empty()


def test_the_criteria_carry_their_basis():
    stored = criteria()
    assert stored["as_of"]
    assert all(item["basis"] and item["status"] for item in stored["criteria"])


def test_evidence_carries_source_year_and_formula(country, area, names):
    links = functional_links(country, area(names.town, names.ring))
    inside = next(item for item in links.evidence if item.indicator == "links.inside")
    assert (inside.value, inside.years, inside.vintage) == (90.0, (2016,), "2026-11-01")
    assert inside.formula


def test_an_invented_country_names_no_office(country, area, names):
    country.synthetic = True
    links = functional_links(country, area(names.town, names.ring))
    assert {item.source for item in links.evidence} == {"przykład syntetyczny"}


def test_limits_say_that_numbers_are_lower_bounds(country, area, names):
    limits = functional_links(country, area(names.town)).limits
    assert "od 10 osób wzwyż" in limits[0]
    assert any("pracujących mieszkańców nie ma" in text for text in limits)


def test_strangers_are_refused(country, area, names):
    with pytest.raises(UnknownUnitError):
        functional_links(country, area("0101999"))
    with pytest.raises(KeyError, match="no member"):
        functional_links(country, area(names.town)).explain(names.far)


def test_options_name_the_remedy():
    with pytest.raises(LinksOptionsError, match="above 0 km"):
        LinksOptions(far_km=0)


def test_every_table_has_a_name(country, area, names):
    links = functional_links(country, area(names.town, names.ring))
    assert set(links.tables()) == {"members", "flows_out", "matrix", "outside", "candidates"}
    assert links.table().height == 2


def test_a_gmina_without_borders_in_the_data_is_not_called_distant(country, area, names):
    country.neighbours = Neighbours([(names.town, names.ring)])
    links = functional_links(country, area(names.town, names.ring, names.village))
    assert links.supralocal.verdict is Verdict.BORDERS_UNKNOWN
    assert links.supralocal.unmapped == (names.village,)
    assert "W danych brak granic: gmina Tuczno." in links.explain()


def test_parts_that_are_mapped_and_apart_are_still_apart(country, area, names):
    country.neighbours = Neighbours([(names.town, names.ring), (names.village, names.other)])
    links = functional_links(country, area(names.town, names.village, names.lonely))
    assert links.supralocal.verdict is Verdict.NOT_CONTIGUOUS


def test_one_gmina_has_no_other_members_to_go_to(country, area, names):
    text = functional_links(country, area(names.village)).explain()
    assert "partnerstwa." not in text.split(". ")[0]


def test_the_weakest_member_is_named(country, area, names):
    text = functional_links(country, area(names.town, names.ring, names.village)).explain()
    assert "najsłabiej związany członek (gmina Tuczno, 31% przepływów)" in text


def test_several_powiats_are_named_together(country, area, names):
    text = functional_links(country, area(names.village, names.other)).explain()
    assert "Powiat wałecki i powiat pilski mogą wziąć udział" in text


@pytest.mark.poland
def test_rural_walcz_works_in_the_town(poland: Snapshot):
    area = Area.of_unit(poland.register, "3217", date(2026, 11, 1))
    links = functional_links(poland, area)
    ring = row(links, "3217052")
    to_town = links.matrix.filter(origin="3217052", dest="3217011")["persons"].item()
    assert (ring["out"], to_town) == (1271, 855)
    text = links.explain("3217052")
    assert "1271\N{NO-BREAK SPACE}osób, z tego 855 (67%) do miasta Wałcz" in text
    assert links.supralocal.verdict is Verdict.CONFIRMED


@pytest.mark.poland
def test_country_totals_agree_with_the_published_series(poland: Snapshot):
    flows = flow_matrix(poland)
    published = poland.observations.panel("commute_out_workers").year(2016)
    known = ~np.isnan(published)
    assert flows.out_total[known] == pytest.approx(published[known])
