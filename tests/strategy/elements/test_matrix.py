"""The element matrix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.elements import (
    Section,
    Standing,
    check_elements,
    profile,
    profiles,
)

IDS = sorted({element.id for one in profiles() for element in one.elements})
NAMES = [one.id for one in profiles()]
COUNTS = st.integers(0, 300)
SECTIONS = st.lists(
    st.builds(
        Section,
        st.uuids().map(str),
        st.just("Rozdział"),
        st.frozensets(st.sampled_from(IDS), max_size=5),
        words=COUNTS,
        evidence=st.integers(0, 2),
        graphics=st.integers(0, 2),
        indicators=st.integers(0, 2),
    ),
    max_size=6,
)


def whole(name: str, **less: int) -> list[Section]:
    """One section for each element with everything it needs, less what is told."""
    pieces = {"words": 500, "evidence": 1, "graphics": 1, "indicators": 1, **less}
    return [
        Section(f"s-{element.id}", element.name, frozenset({element.id}), **pieces)
        for element in profile(name).elements
    ]


def standing(sections: list[Section], name: str, element: str, **more: object) -> Standing:
    """How an element stands."""
    matrix = check_elements([name], sections, **more)  # type: ignore[arg-type]
    return next(cell.standing for cell in matrix.cells if cell.element.id == element)


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_document_is_complete(name: str) -> None:
    matrix = check_elements([name], whole(name))
    assert {cell.standing for cell in matrix.cells} == {Standing.FULFILLED}
    assert matrix.complete == (name,)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_document_misses_everything_and_says_what_to_do(name: str) -> None:
    matrix = check_elements([name], [])
    assert {cell.standing for cell in matrix.cells} == {Standing.MISSING}
    assert all("Wskaż rozdział" in cell.reasons[0] for cell in matrix.cells)
    assert matrix.complete == ()


@pytest.mark.parametrize(
    ("less", "element", "told"),
    [
        ({"words": 40}, "G0", "Za krótko: 40\u00a0słów"),
        ({"evidence": 0}, "G1", "Brak dowodu"),
        ({"indicators": 0}, "G3", "Brak wskaźnika"),
        ({"graphics": 0}, "G4", "Brak części graficznej"),
    ],
)
def test_a_heading_alone_is_weak(less: dict[str, int], element: str, told: str) -> None:
    cells = check_elements(["gmina_10e"], whole("gmina_10e", **less)).cells
    cell = next(cell for cell in cells if cell.element.id == element)
    assert cell.standing is Standing.WEAK
    assert any(told in reason for reason in cell.reasons)


def test_one_document_serves_several_profiles() -> None:
    matrix = check_elements(["gmina_10e", "zit_iit"], whole("gmina_10e"))
    assert matrix.complete == ("gmina_10e",)
    text = matrix.explain().replace("\u00a0", " ")
    assert text == (
        "Strategia rozwoju gminy: 10 z 10 elementów. "
        "Strategia ZIT albo IIT: 0 z 7 elementów, brakuje: Z1, Z2, Z3, Z4, Z5, Z6, Z7."
    )
    assert matrix.table().height == 17


def test_only_an_optional_element_may_be_waived_and_only_with_a_reason() -> None:
    waived = {"G7": "Nie wyznaczamy własnych obszarów.", "G4": "Nie mamy mapy."}
    assert standing([], "gmina_10e", "G7", waived=waived) is Standing.NOT_APPLICABLE
    assert standing([], "gmina_10e", "G4", waived=waived) is Standing.MISSING
    assert standing([], "gmina_10e", "G7", waived={"G7": "  "}) is Standing.MISSING


def test_a_written_element_counts_whatever_was_waived() -> None:
    own = [section for section in whole("gmina_10e") if "G7" in section.elements]
    assert standing(own, "gmina_10e", "G7", waived={"G7": "nie ma"}) is Standing.FULFILLED


def test_sections_carry_an_element_together() -> None:
    parts = [
        Section("a", "Wnioski 1", frozenset({"C1"}), words=100),
        Section("b", "Wnioski 2", frozenset({"C1"}), words=60, evidence=1),
    ]
    assert standing(parts, "cwd", "C1") is Standing.FULFILLED
    assert standing(parts[:1], "cwd", "C1") is Standing.WEAK


@given(SECTIONS, SECTIONS, st.sampled_from(NAMES))
def test_writing_more_never_makes_an_element_worse(
    sections: list[Section], more: list[Section], name: str
) -> None:
    rank = {Standing.MISSING: 0, Standing.WEAK: 1, Standing.FULFILLED: 2}
    before = check_elements([name], sections).cells
    after = check_elements([name], sections + more).cells
    for one, two in zip(before, after, strict=True):
        assert rank[two.standing] >= rank[one.standing]


@given(SECTIONS, st.sampled_from(NAMES))
def test_every_element_has_one_cell_with_the_sections_that_declare_it(
    sections: list[Section], name: str
) -> None:
    cells = check_elements([name], sections).cells
    assert [cell.element for cell in cells] == list(profile(name).elements)
    for cell in cells:
        assert set(cell.sections) == {s.id for s in sections if cell.element.id in s.elements}
        assert bool(cell.sections) == (cell.standing in (Standing.FULFILLED, Standing.WEAK))
        assert bool(cell.reasons) == (cell.standing is not Standing.FULFILLED)
