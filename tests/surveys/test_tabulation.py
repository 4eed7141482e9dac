"""Results and what is not shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.intervals import wilson
from terytoria.surveys import Kind, Option, Question, tabulate
from terytoria.surveys.tabulation import table

TEXT = {"pl": "Pytanie"}
YES = Question("q", Kind.SINGLE, TEXT, tuple(Option(o, {"pl": o}) for o in ("tak", "nie")))
MANY = Question("m", Kind.MULTIPLE, TEXT, YES.options)
RATE = Question("r", Kind.SCALE, TEXT)


def masks(*sizes: int) -> dict[str, np.ndarray]:
    """Groups of these sizes, one after another."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    return {f"g{at}": group == at for at in range(len(sizes))}


def test_shares_without_weights_are_those_of_wilson() -> None:
    answers = ["tak"] * 30 + ["nie"] * 70
    [found] = tabulate(YES, answers, np.ones(100))
    low, high = wilson(30, 100)
    yes = found.shares[0]
    assert (yes.percent, yes.low, yes.high) == pytest.approx((30, 100 * low, 100 * high))
    assert found.answered == 100


def test_weights_move_shares_and_widen_the_margin() -> None:
    answers = ["tak"] * 50 + ["nie"] * 50
    weights = np.array([1.6] * 50 + [0.4] * 50)
    [plain] = tabulate(YES, answers, np.ones(100))
    [found] = tabulate(YES, answers, weights)
    assert found.shares[0].percent == pytest.approx(80)
    effective = 100**2 / (50 * 1.6**2 + 50 * 0.4**2)
    low, _high = wilson(0.8 * effective, effective)
    assert found.shares[0].low == pytest.approx(100 * low)
    assert effective < 100
    assert plain.answered == found.answered


def test_who_was_not_asked_does_not_count() -> None:
    answers: list[object] = ["tak"] * 12 + [None] * 88
    [found] = tabulate(YES, answers, np.ones(100))
    assert (found.answered, found.shares[0].percent) == (12, 100.0)


def test_multiple_choices_may_add_up_to_more_than_all() -> None:
    answers: list[object] = [["tak", "nie"]] * 10 + [["tak"]] * 10
    [found] = tabulate(MANY, answers, np.ones(20))
    assert [share.percent for share in found.shares] == [100.0, 50.0]


def test_a_scale_has_a_mean_and_its_steps() -> None:
    answers = [5, 4, 3, 2, 1] * 4
    weights = np.array([2.0, 1.0, 1.0, 1.0, 0.0] * 4)
    [found] = tabulate(RATE, answers, weights)
    assert found.mean == pytest.approx((10 + 4 + 3 + 2) / 5)
    assert [share.option for share in found.shares] == ["1", "2", "3", "4", "5"]


def test_open_answers_give_counts_only() -> None:
    question = Question("o", Kind.OPEN, TEXT)
    [found] = tabulate(question, ["tekst"] * 15, np.ones(15))
    assert (found.answered, found.shares, found.mean) == (15, (), None)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((10, 10), set()),
        ((9, 30, 20), {"g0", "g2"}),
        ((9, 8, 30), {"g0", "g1"}),
        ((3, 4, 30, 11), {"g0", "g1", "g3"}),
        ((0, 30), set()),
        ((4, 5), {"", "g0", "g1"}),
    ],
)
def test_small_groups_are_hidden_and_none_can_be_subtracted(
    sizes: tuple[int, ...], hidden: set[str]
) -> None:
    count = sum(sizes)
    found = tabulate(YES, ["tak"] * count, np.ones(count), masks(*sizes))
    shown_hidden = {one.group for one in found if one.hidden}
    assert shown_hidden - {"g0"} == hidden - {"g0"}
    if sizes[0]:
        assert ("g0" in shown_hidden) == ("g0" in hidden)
    assert all(one.answered is None and not one.shares for one in found if one.hidden)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_what_is_hidden_is_never_fewer_than_ten_people(sizes: list[int]) -> None:
    """Whoever subtracts the shown groups from all learns of ten people or of nobody."""
    count = sum(sizes)
    found = tabulate(YES, ["tak"] * count, np.ones(count), masks(*sizes))
    if found[0].hidden:
        assert count < 10
        assert all(one.hidden for one in found)
        return
    rest = count - sum(one.answered or 0 for one in found[1:])
    groups_left = len([one for one in found[1:] if not one.hidden])
    assert rest == 0 or rest >= 10 or groups_left == 0
    assert all(one.answered is None or one.answered >= 10 for one in found)


def test_a_table_keeps_the_row_of_a_hidden_group() -> None:
    found = table(tabulate(YES, ["tak"] * 40, np.ones(40), masks(4, 16, 20)))
    hidden = found.filter(group="g0")
    assert hidden.height == 1
    assert hidden["percent"].to_list() == [None]
    assert found.filter(group="g2", option="tak")["percent"].to_list() == [100.0]
