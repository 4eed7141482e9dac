"""Sentences about links."""

from __future__ import annotations

import pytest

from terytoria.diagnosis.links import LinksOptions, functional_links
from terytoria.diagnosis.links.explain import limits, persons
from terytoria.diagnosis.naming import named, whence, where, whither
from terytoria.language.cases import Case


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 osoba"), (22, "22 osoby"), (12, "12 osób"), (10_603, "10 603 osoby")]
)
def test_persons_are_counted_in_their_form(count, text):
    assert plain(persons(count)) == text


def test_every_number_of_the_area_is_a_lower_bound(country, area, names):
    text = plain(functional_links(country, area(names.town, names.ring, names.village)).explain())
    assert text.startswith("Z gmin partnerstwa do pracy w innych gminach wyjeżdżało w 2016 r. co ")
    assert "co najmniej 155 osób, z tego 110 (71%) do innej gminy partnerstwa." in text
    assert "przyjeżdżało co najmniej 52 osoby." in text
    assert "Strumienie do odległych miejsc to co najmniej 30 osób" in text


def test_the_verdict_says_what_the_act_asks(country, area, names):
    text = plain(functional_links(country, area(names.town, names.ring)).explain())
    assert "dane potwierdzają obie przesłanki art. 10g ustawy o samorządzie gminnym." in text


def test_absence_of_a_published_flow_is_not_absence_of_links(country_with, area, names):
    links = functional_links(country_with([]), area(names.town, names.ring))
    assert "powiązania trzeba wykazać inaczej" in links.explain()


def test_nothing_far_is_not_mentioned(country, area, names):
    text = functional_links(country, area(names.town, names.ring)).explain()
    assert "Strumienie do odległych" not in text


def test_the_hub_is_called_a_centre_of_work(country, area, names):
    text = plain(functional_links(country, area(names.town, names.ring)).explain(names.town))
    assert "Więcej osób tu przyjeżdża (152), niż wyjeżdża: to ośrodek pracy." in text


def test_the_larger_centre_is_named_with_its_case(country, area, names):
    text = functional_links(country, area(names.ring)).explain(names.ring)
    assert "do większego ośrodka prowadzi do miasta Wałcz." in text


def test_no_neighbour_fits_better_is_said_too(country_with, area, names):
    flows = [(names.town, names.ring, 50), (names.ring, names.town, 60)]
    text = functional_links(country_with(flows), area(names.town, names.ring)).explain()
    assert "Żadna sąsiednia gmina spoza partnerstwa" in text


def test_limits_follow_the_data_and_the_options(country, area, names):
    links = functional_links(country, area(names.town), LinksOptions(far_km=120))
    assert "dłuższe niż 120 km" in plain(" ".join(links.limits))
    assert len(limits(10, 80)) == 4


def test_units_are_named_by_kind(country, names):
    register = country.register
    assert named(register, names.ring, Case.GENITIVE) == "gminy wiejskiej Wałcz"
    assert named(register, names.village, Case.GENITIVE) == "gminy Tuczno"
    assert where(register, names.town) == "w mieście Wałcz"
    assert whence(register, names.ring) == "z gminy wiejskiej Wałcz"
    assert whither(register, names.far) == "do miasta Szczecin"
