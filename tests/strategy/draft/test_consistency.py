"""A draft against itself, its sources and its chain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import number
from terytoria.strategy.draft import (
    Chapter,
    Draft,
    Figure,
    Gravity,
    Inserted,
    Paragraph,
    Problem,
    Promise,
    Source,
    Table,
    check_draft,
)
from terytoria.strategy.draft.model import Live

SOURCES = {
    "finding:12": Source("Ludności ubywa", (-4.83, -5.1, -4.5, 51165.0), (2015, 2024)),
    "own:3": Source("Ankieta młodzieży", (62.0,), (2026,), valid=False),
    "own:4": Source("Uchwała rady"),
}


def problems(text: str, **more: object) -> list[Problem]:
    """Problems of a draft with one paragraph."""
    chapter = Chapter("r1", "Wnioski", blocks=(Paragraph("p1", text),))
    return list(check_draft(Draft("S", 2030, (chapter,)), SOURCES, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Ubyło [4,8%](dowod:finding:12) ludności.",
        "Od [51 165 osób w 2015 r.](dowod:finding:12)",
        "Między [4,5 a 5,1%](dowod:finding:12)",
        "[Uchwałą nr 7](dowod:own:4) ustalono harmonogram.",
        "Bez liczb i bez dowodów, do 2030 roku.",
    ],
)
def test_sound_sentences(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "gravity", "told"),
    [
        ("[4,9%](dowod:finding:12)", Gravity.ERROR, "Liczba 4,9 różni się od źródła"),
        ("[w 2019 r.](dowod:finding:12)", Gravity.ERROR, "Liczba 2019 różni się"),
        ("[62%](dowod:own:3)", Gravity.ERROR, "zostało odrzucone albo wycofane"),
        ("[1](dowod:finding:99)", Gravity.ERROR, "Nie ma źródła"),
        ("Zrobimy to do 2035 roku.", Gravity.WARNING, "poza horyzontem strategii (2030)"),
    ],
)
def test_what_does_not_agree(text: str, gravity: Gravity, told: str) -> None:
    [found] = problems(text)
    assert (found.gravity, found.place) == (gravity, "p1")
    assert told in found.text


def test_the_source_is_told_with_its_numbers() -> None:
    [found] = problems("[9%](dowod:finding:12)")
    text = found.text.replace("\u00a0", " ").replace("\u2212", "-")
    assert text.endswith("które ma: -4,83; -5,10; -4,50; 51 165.")


@given(st.floats(-1e6, 1e6).filter(lambda v: abs(v) > 0.01), st.integers(0, 2))
def test_a_number_taken_from_its_source_agrees(value: float, decimals: int) -> None:
    source = {"finding:1": Source("Źródło", (value,))}
    text = f"[{number(abs(value), decimals)}](dowod:finding:1)"
    chapter = Chapter("r1", "Wnioski", blocks=(Paragraph("p1", text),))
    assert check_draft(Draft("S", 2030, (chapter,)), source) == ()


def test_cells_of_tables_are_read_too() -> None:
    table = Table(
        "t1", "Liczby", ("a",), (("[4,8%](dowod:finding:12)",), ("[7%](dowod:finding:12)",))
    )
    chapter = Chapter("r1", "Wnioski", blocks=(table,))
    [found] = check_draft(Draft("S", 2030, (chapter,)), SOURCES)
    assert (found.place, "Liczba 7" in found.text) == ("t1", True)


def test_figures_are_those_of_the_diagnosis() -> None:
    chapter = Chapter("r1", "Mapa", blocks=(Figure("f1", "map", "Mapa"), Figure("f2", "moon", "")))
    [found] = check_draft(Draft("S", 2030, (chapter,)), {}, figures={"map"})
    assert found.place == "f2"


def test_empty_and_double_chapters() -> None:
    chapters = (
        Chapter("a", "Część pierwsza"),
        Chapter("b", "Wstęp", 2, blocks=(Paragraph("p", "Tekst."),)),
        Chapter("c", "wstęp ", 2),
    )
    found = check_draft(Draft("S", 2030, chapters), {})
    assert [(one.place, one.text.split("„")[0]) for one in found] == [
        ("c", "Dwa rozdziały mają tytuł "),
        ("c", "Rozdział "),
    ]


def test_goals_need_indicators_within_the_horizon_and_a_place() -> None:
    goals = [Promise("Praca", (2029, 2034)), Promise("Zdrowie")]
    found = check_draft(Draft("S", 2030), {}, goals)
    assert [one.gravity for one in found] == [Gravity.ERROR, Gravity.ERROR, Gravity.WARNING]
    assert "sięga 2034 r." in found[0].text
    assert "„Zdrowie” nie ma wskaźnika" in found[1].text
    shown = Chapter("r", "Cele", blocks=(Inserted("i", Live.GOALS),))
    assert len(check_draft(Draft("S", 2030, (shown,)), {}, goals)) == 2
