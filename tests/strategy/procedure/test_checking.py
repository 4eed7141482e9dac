"""Clocks kept and broken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.procedure import Fact, State, check, clocks, refusals, steps
from terytoria.strategy.procedure.checking import FactError

SUPRALOCAL = "supralocal_10g"
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def states(facts: list[Fact], today: date = TODAY, profile: str = SUPRALOCAL) -> dict[str, State]:
    """States of the clocks by id."""
    return {one.clock.id: one.state for one in check(profile, facts, today)}


@pytest.mark.parametrize(
    ("notice", "end", "days", "expected"),
    [
        (date(2025, 10, 10), date(2025, 11, 3), 24, State.BROKEN),
        (date(2021, 9, 15), date(2021, 10, 13), 28, State.BROKEN),
        (date(2023, 9, 12), date(2023, 10, 22), 40, State.KEPT),
    ],
)
def test_real_notices(notice: date, end: date, days: int, expected: State) -> None:
    assert (end - notice).days == days
    assert states([Fact("consultation", notice, end)])["consultation_length"] == expected


@given(DAYS, st.integers(0, 90))
def test_a_consultation_is_long_enough_from_the_35th_day(notice: date, length: int) -> None:
    fact = Fact("consultation", notice, notice + timedelta(days=length))
    kept = states([fact])["consultation_length"] == State.KEPT
    assert kept == (length >= 35)


def test_a_report_before_the_end_of_consultation_is_refused_with_its_basis() -> None:
    facts = [Fact("draft", end=date(2026, 8, 1)), Fact("consultation", date(2026, 9, 1))]
    told = refusals(SUPRALOCAL, facts, Fact("report", end=date(2026, 9, 20)), TODAY)
    assert told
    assert any("Podstawa: art. 6 ust. 6" in one for one in told)


def test_adoption_before_evaluation_is_refused() -> None:
    facts = [
        Fact("draft", date(2026, 5, 1), date(2026, 6, 1)),
        Fact("screening", end=date(2026, 6, 20)),
        Fact("consultation", date(2026, 6, 2), date(2026, 7, 10)),
        Fact("report", end=date(2026, 7, 20)),
        Fact("opinion", date(2026, 6, 2), date(2026, 6, 22)),
    ]
    adoption = Fact("adoption", end=date(2026, 9, 1))
    told = refusals(SUPRALOCAL, facts, adoption, TODAY)
    assert len(told) == 1
    assert "ewaluacja" in told[0]
    done = [*facts, Fact("evaluation", end=date(2026, 8, 1))]
    assert refusals(SUPRALOCAL, done, adoption, TODAY) == ()
    late = [*facts, Fact("evaluation", end=date(2026, 9, 1))]
    assert len(refusals(SUPRALOCAL, late, adoption, TODAY)) == 1


def test_silence_of_the_board_counts_after_its_thirty_days() -> None:
    asked = Fact("opinion", date(2026, 6, 1))
    on = {
        day: states([asked, Fact("adoption", end=day)], day)["opinion_heard"]
        for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2))
    }
    assert list(on.values()) == [State.BROKEN, State.BROKEN, State.KEPT]
    answered = [Fact("opinion", date(2026, 6, 1), date(2026, 6, 9))]
    assert states([*answered, Fact("adoption", end=date(2026, 6, 9))])["opinion_heard"] == (
        State.KEPT
    )


def test_silence_of_a_managing_authority_is_no_opinion() -> None:
    facts = [Fact("managing_opinion", date(2026, 1, 5)), Fact("adoption", end=date(2026, 6, 1))]
    found = states(facts, TODAY, "zit_iit")
    assert found["managing_opinion_given"] == State.BROKEN
    assert found["managing_opinion_in_time"] == State.BROKEN


def test_a_running_clock_warns_before_it_breaks_and_tells_a_day_off() -> None:
    facts = [Fact("consultation", date(2026, 9, 1), date(2026, 10, 16))]
    by_day = {
        day: next(one for one in check(SUPRALOCAL, facts, day) if one.clock.id == "report_in_time")
        for day in (date(2026, 11, 1), date(2026, 11, 9), date(2026, 11, 15), date(2026, 11, 16))
    }
    assert [one.state for one in by_day.values()] == [
        State.RUNNING, State.URGENT, State.URGENT, State.BROKEN,
    ]  # fmt: skip
    text = by_day[date(2026, 11, 9)].text.replace("\u00a0", " ")
    assert "Ostatni dzień: 15 listopada 2026 r. (zostało: 6 dni)" in text
    assert "następny roboczy: 16 listopada 2026 r." in text


def test_broken_clocks_come_first_and_old_breaches_do_not_block_other_steps() -> None:
    facts = [Fact("draft", end=date(2025, 9, 1)), Fact("resolution", end=date(2025, 8, 1))]
    facts.append(Fact("consultation", date(2025, 10, 10), date(2025, 11, 3)))
    found = check(SUPRALOCAL, facts, date(2025, 11, 5))
    assert found[0].state == State.BROKEN
    assert refusals(SUPRALOCAL, facts, Fact("evaluation", end=date(2025, 11, 5)), TODAY) == ()


@given(st.lists(st.tuples(st.sampled_from([s.id for s in steps(SUPRALOCAL)]), DAYS), unique_by=lambda one: one[0]))  # fmt: skip # noqa: E501
def test_every_clock_has_one_ruling_whatever_happened(told: list[tuple[str, date]]) -> None:
    facts = [Fact(step, day, day) for step, day in told]
    found = check(SUPRALOCAL, facts, TODAY)
    assert sorted(one.clock.id for one in found) == sorted(c.id for c in clocks(SUPRALOCAL))
    assert all(one.text.startswith(one.clock.text) for one in found)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ([Fact("draft"), Fact("draft")], "twice"),
        ([Fact("managing_opinion")], "no step"),
    ],
)
def test_facts_that_cannot_be(facts: list[Fact], told: str) -> None:
    with pytest.raises(FactError, match=told):
        check(SUPRALOCAL, facts, TODAY)


def test_a_step_does_not_end_before_it_begins() -> None:
    with pytest.raises(FactError, match="before it begins"):
        Fact("draft", date(2026, 2, 2), date(2026, 2, 1))


def test_what_comes_too_late_afterwards_does_not_refuse_what_came_before() -> None:
    """A late publication is a breach of its own, not a reason against the adoption."""
    facts = [Fact("draft", end=date(2025, 1, 1)), Fact("evaluation", end=date(2025, 2, 1))]
    adoption = Fact("adoption", end=date(2025, 3, 1))
    told = refusals(SUPRALOCAL, facts, adoption, TODAY)
    assert told
    assert not any("wojewodzie" in one for one in told)
    assert states([*facts, adoption])["published_in_time"] == State.BROKEN


DRAFT = [
    Fact("resolution", end=date(2026, 1, 10)),
    Fact("draft", date(2026, 2, 1), date(2026, 5, 1)),
]


def test_a_step_that_began_before_the_one_it_needs_ended_is_refused() -> None:
    told = refusals(SUPRALOCAL, DRAFT, Fact("consultation", date(2026, 4, 30)), TODAY)
    assert [one.replace("\u00a0", " ") for one in told] == [
        "Najpierw: Projekt strategii, tekst i grafika; ten krok skończył się dopiero 1 maja 2026 r."
    ]
    assert refusals(SUPRALOCAL, DRAFT, Fact("consultation", date(2026, 5, 1)), TODAY) == ()


def test_a_correction_that_breaks_a_later_step_is_refused() -> None:
    report = Fact("report", end=date(2026, 6, 20))
    facts = [*DRAFT, Fact("consultation", date(2026, 5, 2), date(2026, 6, 10)), report]
    moved = Fact("consultation", date(2026, 5, 2), date(2026, 6, 20))
    (told,) = refusals(SUPRALOCAL, facts, moved, TODAY)
    assert told.startswith("Sprawozdanie powstaje po zakończeniu konsultacji.")
    taken_back = refusals(SUPRALOCAL, facts, Fact("consultation"), TODAY)
    assert all("Wcześniejszego kroku nie odnotowano" in one for one in taken_back)
    assert len(taken_back) == 2


def test_a_late_answer_is_refused_once_it_comes_and_not_while_it_is_awaited() -> None:
    asked = Fact("managing_opinion", date(2026, 1, 5))
    ready = [Fact("report", end=date(2026, 1, 2))]
    assert refusals("zit_iit", ready, asked, TODAY) == ()
    answered = Fact("managing_opinion", date(2026, 1, 5), date(2026, 3, 7))
    (told,) = refusals("zit_iit", ready, answered, TODAY)
    assert "60 dni" in told


def test_a_draft_whose_beginning_is_not_told_needs_its_resolution_too() -> None:
    facts = [Fact("diagnosis", end=date(2026, 1, 2))]
    (told,) = refusals(SUPRALOCAL, facts, Fact("draft", end=date(2026, 5, 1)), TODAY)
    assert "art. 10f ust. 1" in told


def test_an_optional_step_that_is_taken_comes_before_the_adoption() -> None:
    adoption, taken = Fact("adoption", end=TODAY), frozenset({"assessment"})
    missing = refusals(SUPRALOCAL, DRAFT, adoption, TODAY, taken=taken)
    assert "Najpierw: Udział społeczeństwa w ocenie oddziaływania na środowisko." in missing
    assert not any("Udział" in one for one in refusals(SUPRALOCAL, DRAFT, adoption, TODAY))
    over = [*DRAFT, Fact("assessment", date(2026, 6, 1), date(2026, 6, 30))]
    assert not any("Udział" in one for one in refusals(SUPRALOCAL, over, adoption, TODAY, taken=taken))  # fmt: skip # noqa: E501


@given(st.lists(st.tuples(st.sampled_from([s.id for s in steps(SUPRALOCAL)]), DAYS), unique_by=lambda one: one[0], min_size=1))  # fmt: skip # noqa: E501
def test_taking_back_the_last_fact_is_never_refused_for_its_predecessors(
    told: list[tuple[str, date]],
) -> None:
    facts = [Fact(step, day, day) for step, day in told]
    found = refusals(SUPRALOCAL, facts, Fact(facts[-1].step), TODAY)
    assert not any(one.startswith("Najpierw") for one in found)
