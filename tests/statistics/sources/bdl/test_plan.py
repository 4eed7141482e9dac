"""The plan of a download: everything wanted is asked for, in the fewest requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Catalogue, Text, Variable, VariableSeries
from terytoria.statistics.sources.bdl.plan import MANY, Planner, Query, Wanted
from terytoria.territory import Kind, Level, Register, Unit

KINDS = {"1": Kind.URBAN, "2": Kind.RURAL, "3": Kind.URBAN_RURAL}


def variable(number: int, *series: str) -> Variable:
    text = Text("zmienna", "variable")
    places = tuple(VariableSeries(name) for name in series)
    return Variable(str(number), text, "osoba", places, "a list", None)


def country(powiats: Mapping[str, Sequence[str]]) -> Register:
    """A register of powiats with the last three digits of their gminas."""
    units = [Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0)]
    units.extend(
        Unit(code, "w", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0)
        for code in sorted({powiat[:2] for powiat in powiats})
    )
    for powiat, gminas in powiats.items():
        units.append(Unit(powiat, "p", Level.POWIAT, Kind.POWIAT, powiat[:2], 1.0))
        for end in gminas:
            kind = KINDS[end[-1]]
            units.append(Unit(powiat + end, "g", Level.GMINA, kind, powiat, 1.0))
    return Register(units)


def ids_of(register: Register) -> dict[str, str]:
    """Made-up ids of twelve digits."""
    return {unit.code: f"{row:012}" for row, unit in enumerate(register.units)}


BIG = country({f"32{p:02}": [f"{g:02}{1 + g % 3}" for g in range(1, 13)] for p in range(1, 30)})
LEVELS = {"people": [Level.GMINA, Level.POWIAT], "wage": [Level.POWIAT]}


def planner(register: Register, variables: Sequence[Variable]) -> Planner:
    return Planner(register, Wanted.of(variables, LEVELS), ids_of(register))


def answered(queries: Sequence[Query], register: Register) -> set[tuple[str, str]]:
    """Which (variable, unit) pairs the answers to questions hold, told by their parameters."""
    codes = {made: code for code, made in ids_of(register).items()}
    level = {"5": Level.POWIAT, "6": Level.GMINA}
    found = set()
    for query in queries:
        if query.path.startswith("data/by-unit/"):
            unit = codes[query.path.removeprefix("data/by-unit/")]
            assert query.unit == unit
            found |= {(each, unit) for each in query.params["var-id"]}
        else:
            parent = codes.get(str(query.params.get("unit-parent-id", "")), "")
            units = register.of_level(level[str(query.params["unit-level"])])
            (each,) = query.variables
            assert query.path == f"data/by-variable/{each}"
            found |= {(each, unit) for unit in units if unit.startswith(parent)}
    return found


class TestWanted:
    def test_levels_follow_the_series(self) -> None:
        made = Wanted.of([variable(5, "people"), variable(11, "wage"), variable(7)], LEVELS)
        assert made.by_level == {Level.GMINA: ("5",), Level.POWIAT: ("5", "11")}

    def test_an_unknown_series_is_asked_for_of_gminas(self) -> None:
        made = Wanted.of([variable(5, "new")], LEVELS)
        assert made.by_level == {Level.GMINA: ("5",), Level.POWIAT: ()}

    def test_the_catalogue_wants_something_at_both_levels(self) -> None:
        catalogue = Catalogue.load()
        levels = {name: series.levels for name, series in catalogue.series.items()}
        made = Wanted.of(catalogue.variables.values(), levels)
        assert "72305" in made.by_level[Level.GMINA]
        assert "60270" in made.by_level[Level.POWIAT]
        assert "60270" not in made.by_level[Level.GMINA]


class TestStage:
    def test_a_small_area_with_many_variables_is_asked_unit_by_unit(self) -> None:
        made = planner(BIG, [variable(at, "people") for at in range(1, 21)])
        stage = made.stage("partnerstwo", BIG.gminas_of("3201")[:3])
        assert stage.requests == 4  # three gminas and their powiat
        assert {query.unit for query in stage.queries} == {*BIG.gminas_of("3201")[:3], "3201"}

    def test_a_voivodeship_with_few_variables_is_asked_variable_by_variable(self) -> None:
        stage = planner(BIG, [variable(1, "people")]).stage("województwo", BIG.gminas)
        gminas, powiats = (query.pages for query in stage.queries)
        rows = sum(3 if kind is Kind.URBAN_RURAL else 1 for kind in BIG.kinds)
        assert gminas == -(-rows // 100)
        assert powiats == 1

    def test_many_variables_of_a_unit_are_asked_in_groups(self) -> None:
        variables = [variable(at, "people") for at in range(1, 2 * MANY + 2)]
        stage = planner(BIG, variables).stage("gmina", BIG.gminas[:1])
        asked = [q for q in stage.queries if q.unit == BIG.gminas[0]]
        assert [len(query.variables) for query in asked] == [MANY, MANY, 1]

    def test_nothing_wanted_nothing_asked(self) -> None:
        stage = planner(BIG, []).stage("partnerstwo", BIG.gminas)
        assert stage.queries == ()
        assert stage.requests == 0

    def test_the_country_costs_no_more_than_its_voivodeships(self) -> None:
        two = country({f"{w}01": ["011", "022"] for w in ("02", "04", "06")})
        stage = planner(two, [variable(1, "people")]).stage("kraj", two.gminas)
        assert stage.requests == 2

    @given(
        st.integers(0, 12),
        st.integers(0, 4),
        st.sets(st.sampled_from(BIG.gminas), min_size=1, max_size=60),
    )
    def test_all_that_is_wanted_is_asked_for(
        self, people: int, wages: int, gminas: set[str]
    ) -> None:
        variables = [variable(at, "people") for at in range(1, people + 1)]
        variables += [variable(100 + at, "wage") for at in range(wages)]
        stage = planner(BIG, variables).stage("część", gminas)
        found = answered(stage.queries, BIG)
        powiats = {code[:4] for code in gminas}
        wanted = {(str(at), unit) for at in range(1, people + 1) for unit in {*gminas, *powiats}}
        wanted |= {(str(100 + at), unit) for at in range(wages) for unit in powiats}
        assert wanted <= found

    @given(
        st.integers(1, 12),
        st.lists(
            st.sets(st.sampled_from(BIG.gminas), min_size=1, max_size=40), min_size=1, max_size=4
        ),
    )
    def test_stages_together_ask_for_everything_once(
        self, people: int, parts: list[set[str]]
    ) -> None:
        variables = [variable(at, "people") for at in range(1, people + 1)]
        made = planner(BIG, variables)
        queries = [query for part in parts for query in made.stage("część", part).queries]
        asked = [(query.path, tuple(sorted(query.params.items()))) for query in queries]
        assert len(set(asked)) == len(asked)
        units = {unit for part in parts for code in part for unit in (code, code[:4])}
        wanted = {(str(at), unit) for at in range(1, people + 1) for unit in units}
        assert wanted <= answered(queries, BIG)

    def test_a_stage_covered_by_an_earlier_one_asks_for_nothing(self) -> None:
        made = planner(BIG, [variable(1, "people")])
        assert made.stage("kraj", BIG.gminas).requests > 0
        assert made.stage("województwo", BIG.gminas).queries == ()

    @given(st.integers(1, 30), st.sets(st.sampled_from(BIG.gminas), min_size=1, max_size=100))
    def test_no_more_requests_than_either_way_alone(self, count: int, gminas: set[str]) -> None:
        variables = [variable(at, "people") for at in range(1, count + 1)]
        stage = planner(BIG, variables).stage("część", gminas)
        by_unit = len(gminas) + len({code[:4] for code in gminas})
        whole = planner(BIG, variables).stage("kraj", BIG.gminas).requests
        assert stage.requests <= min(by_unit, max(whole, 1) + by_unit)


def test_a_unit_the_office_does_not_know_is_not_asked_for() -> None:
    register = country({"3201": ["011", "022"]})
    ids = ids_of(register)
    del ids["3201011"]
    made = Planner(register, Wanted.of([variable(1, "people")] * 1, LEVELS), ids)
    stage = made.stage("partnerstwo", register.gminas)
    assert "3201011" not in {query.unit for query in stage.queries}


@pytest.mark.parametrize("field", ["path", "pages"])
def test_a_question_cannot_be_changed(field: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Query("data", {}, 1, ()), field, "x")
