"""How the office describes variables, units and the disputed code."""

from __future__ import annotations

import contextlib
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.attributes import Meaning
from terytoria.statistics.sources.bdl.errors import BdlError, NotFoundError, PayloadError
from terytoria.statistics.sources.bdl.metadata import (
    Description,
    attribute_zero,
    describe,
    units,
)

VARIABLE = {
    "id": 10,
    "subjectId": "P1313",
    "n1": "ogółem",
    "n2": "25-29",
    "level": 6,
    "measureUnitId": 26,
    "measureUnitName": "osoba",
    "years": [1996, 1995],
}
SUBJECT = {"id": "P1313", "name": "Ludność wg wieku", "hasVariables": True}


def answers(**by_start: Any) -> Any:
    """Answers by the first part of the path."""

    def answer(request: httpx.Request) -> Any:
        part = request.url.path.removeprefix("/api/v1/").split("/")[0]
        return by_start.get(part, httpx.Response(404))

    return answer


class TestDescriptions:
    def test_as_the_office_gives_them(self, desk: Any) -> None:
        desk.office.answer = answers(variables=VARIABLE, subjects=SUBJECT)
        found = describe(desk.bdl(), "10")
        assert found == Description(
            id="10",
            subject="P1313",
            subject_name="Ludność wg wieku",
            names=("ogółem", "25-29"),
            level=6,
            unit="osoba",
            years=(1995, 1996),
        )
        assert found.full_name == "Ludność wg wieku, ogółem, 25-29"

    def test_omitted_fields_are_empty(self, desk: Any) -> None:
        desk.office.answer = answers(variables={"id": 10})
        assert describe(desk.bdl(), "10") == Description("10", "", "", (), None, "", ())
        assert len(desk.office.asked) == 1

    def test_an_unknown_subject_has_no_name(self, desk: Any) -> None:
        desk.office.answer = answers(variables=VARIABLE)
        assert describe(desk.bdl(), "10").full_name == "ogółem, 25-29"

    def test_a_subject_is_asked_for_once(self, desk: Any) -> None:
        def answer(request: httpx.Request) -> Any:
            last = request.url.path.rsplit("/", 1)[1]
            return SUBJECT if last.startswith("P") else {**VARIABLE, "id": int(last)}

        desk.office.answer = answer
        bdl = desk.bdl()
        for variable in ("10", "11", "12"):
            describe(bdl, variable)
        assert len(desk.office.asked) == 4

    def test_an_unknown_variable(self, desk: Any) -> None:
        desk.office.answer = answers()
        with pytest.raises(NotFoundError):
            describe(desk.bdl(), "10")

    @pytest.mark.parametrize(
        ("field", "odd"),
        [
            ("id", None),
            ("id", 11),
            ("id", True),
            ("id", [10]),
            ("subjectId", 7),
            ("n1", ["x"]),
            ("level", "6"),
            ("level", True),
            ("measureUnitName", 26),
            ("years", "1995"),
            ("years", [None]),
            ("years", [95]),
            ("years", [1995.0]),
            ("years", [True]),
            ("years", None),
        ],
    )
    def test_another_shape_is_refused_by_name(self, desk: Any, field: str, odd: Any) -> None:
        desk.office.answer = answers(variables={**VARIABLE, field: odd}, subjects=SUBJECT)
        with pytest.raises(PayloadError, match=f"zmienna 10: pole „{field}”"):
            describe(desk.bdl(), "10")

    @given(
        st.sampled_from(["id", "subjectId", "n1", "n5", "level", "measureUnitName", "years"]),
        st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4),
    )
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_anything_is_read_or_refused(self, desk: Any, field: str, odd: Any) -> None:
        desk.clock.now += 1
        desk.office.answer = answers(variables={**VARIABLE, field: odd}, subjects=SUBJECT)
        with contextlib.suppress(BdlError):
            assert isinstance(describe(desk.bdl(), "10"), Description)
        desk.opened.pop().close()
        desk.opened.pop().close()


class TestUnits:
    def test_codes_and_ids_in_order(self, desk: Any, pages_of: Any) -> None:
        ids = ["011212001022", "011212001024", "011212001025", "020000000000", "011212001011"]
        desk.office.answer = pages_of([{"id": each, "kind": each[-1]} for each in ids], size=2)
        found = units(desk.bdl(), 6)
        assert found == (("1201022", "011212001022"), ("1201011", "011212001011"))
        assert {request.url.params["level"] for request in desk.office.asked} == {"6"}

    @pytest.mark.parametrize("odd", [11212001022, "11212001022", "x"])
    def test_an_id_that_lost_its_zero(self, desk: Any, pages_of: Any, odd: object) -> None:
        desk.office.answer = pages_of([{"id": odd}])
        with pytest.raises(PayloadError, match="12 cyfr"):
            units(desk.bdl(), 6)


class TestZero:
    @pytest.mark.parametrize(
        ("told", "meaning"),
        [
            ({"id": 0, "name": "zjawisko nie wystąpiło"}, Meaning.ZERO),
            ({"id": 0, "name": "-", "description": "zjawisko nie występuje"}, Meaning.ZERO),
            (
                {"id": 0, "name": "zjawisko nie wystąpiło", "description": "brak danych"},
                Meaning.MISSING,
            ),
            ({"id": 0, "name": "brak danych"}, Meaning.MISSING),
            ({"id": 0}, Meaning.MISSING),
        ],
    )
    def test_is_decided_by_the_office(
        self, desk: Any, told: dict[str, Any], meaning: Meaning
    ) -> None:
        desk.office.answer = answers(attributes=told)
        assert attribute_zero(desk.bdl()) is meaning
        assert desk.office.asked[0].url.path == "/api/v1/attributes/0"

    def test_is_missing_when_the_office_says_nothing(self, desk: Any) -> None:
        desk.office.answer = answers()
        assert attribute_zero(desk.bdl()) is Meaning.MISSING

    def test_of_another_shape(self, desk: Any) -> None:
        desk.office.answer = answers(attributes={"id": 0, "name": 7})
        with pytest.raises(PayloadError, match="atrybut 0"):
            attribute_zero(desk.bdl())
