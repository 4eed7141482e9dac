"""The strategy set out for reading and as a document, whatever people wrote in it."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.model import Callout, Heading, Table
from terytoria.documents.validation import validate
from terytoria.documents.writers.html import write_html
from terytoria.reports.goals.build import Adoption, build_goals
from terytoria.reports.goals.outline import figure, outline_of, source_of

from .conftest import CHAIN

ADOPTION = Adoption("Partnerstwo Dolina", 2, "3/2026", date(2026, 5, 3))
texts = st.text(st.characters(codec="utf-8"), max_size=40)


def changed(**parts: Any) -> dict[str, Any]:
    """The chain with some parts replaced."""
    return {**copy.deepcopy(CHAIN), **parts}


def test_the_chain_is_followed_both_ways() -> None:
    outline = outline_of(CHAIN)
    (goal,) = outline.goals
    assert [one.title for one in goal.answers] == ["Ubywa młodych"]
    assert [one.goals for one in outline.challenges] == [(1,), ()]
    (direction,) = goal.directions
    assert direction.projects == outline.projects
    (project,) = outline.projects
    assert (project.lead, project.partners) == ("Jaworzowice", ("Leśniów",))
    (target,) = goal.targets
    assert (target.base, target.base_year, target.value, target.year) == (
        "−4,5",
        "2024",
        "0",
        "2030",
    )


def test_a_document_of_every_part() -> None:
    document = build_goals(outline_of(CHAIN), ADOPTION)
    validate(document)
    headings = [one.text for one in document.blocks if isinstance(one, Heading)]
    assert "Cel 1. Młodzi zostają" in headings
    assert [one.caption for one in document.blocks if isinstance(one, Table)] == ["Mierniki celu 1"]
    assert [one.title for one in document.blocks if isinstance(one, Callout)] == ["Bez odpowiedzi"]


def test_an_empty_strategy_is_a_document_too() -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("challenges", "goals", "directions", "projects", "targets"), ()
    )
    chain = changed(**nothing, frame={"vision": "", "horizon": None})
    validate(build_goals(outline_of(chain), ADOPTION))


@given(texts, texts)
def test_whatever_was_typed_is_written_and_never_markup(title: str, text: str) -> None:
    goal = {**CHAIN["goals"][0], "title": f"Cel {title}", "text": text}
    challenge = {**CHAIN["challenges"][0], "title": f"Wyzwanie {title}", "text": text}
    chain = changed(goals=[goal], challenges=[challenge], frame={"vision": text, "horizon": 2030})
    document = build_goals(outline_of(chain), ADOPTION)
    validate(document)
    assert "<script" not in write_html(document)


@given(st.floats(-1e9, 1e9))
def test_a_value_is_shown_as_it_is(value: float) -> None:
    shown = figure(value).replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert float(shown) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("years", "told"), [([2024], "rok 2024"), ([2024, 2020], "lata 2020–2024"), ([], "")]
)
def test_years_of_a_source(years: list[int], told: str) -> None:
    source = source_of({"indicator": "", "years": years, "source": "GUS", "vintage": ""})
    assert source == "; ".join(part for part in ("GUS", told) if part)
