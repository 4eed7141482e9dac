"""What a mayor reads."""

from __future__ import annotations

import re

import numpy as np
import pytest

from terytoria.strategy.targets import Obstacle, Target, Verdict, Wanted, check_target
from terytoria.strategy.targets.words import FIGURES, LABELS


@pytest.fixture
def told(invented, powiat):
    """Maker of explanations with plain spaces."""

    def made(indicator, factor, wanted=Wanted.RISE, length=6, base=None):
        own = invented.areas(indicator, {"a": powiat.gminas})
        year, value = own.years[-1], float(own.values[0, -1])
        target = Target(indicator, year, base, year + length, value * factor, wanted)
        return check_target(invented, powiat, target)

    return made


def plain(check):
    return check.explain().replace("\u00a0", " ")


def test_the_number_comes_first_and_the_verdict_last(told):
    check = told("R-01", 0.8, Wanted.FALL)
    parts = check.sentences()
    assert parts[0].startswith("Bezrobotni na 1000 mieszkańców: cel ")
    assert "spadek o" in parts[0]
    assert parts[-1].startswith("Ocena: cel ")
    assert LABELS[check.verdict] in parts[-1]


def test_a_scaled_pace_is_stated(told):
    assert re.search(r"w przeliczeniu na 4 lata: [+−]\d", plain(told("L-03", 0.95, length=10)))


def test_shares_have_counts_and_an_interval(told):
    text = plain(told("R-01", 0.9, Wanted.FALL))
    assert re.search(r"udała się \d+ z \d+ podobnych powiatów", text)
    assert re.search(r"przedział 95%: \d+–\d+%", text)


def test_nobody_is_said_in_words(told):
    assert "nie dokonał żaden z" in plain(told("R-01", 0.01, Wanted.FALL))


def test_no_change_is_called_so(told):
    assert "bez zmiany" in plain(told("L-03", 1.0))


def test_a_trend_without_years_says_what_it_needs(told):
    assert "co najmniej 4 porównywalnych lat" in plain(told("P-01", 1.2))


def test_every_verdict_and_figure_has_its_words():
    assert set(LABELS) == set(Verdict)
    assert all(FIGURES.values())
    assert len(set(LABELS.values())) == len(LABELS)


@pytest.mark.parametrize("factor", np.linspace(0.5, 1.5, 9).tolist())
@pytest.mark.parametrize("indicator", ["L-03", "R-01", "L-19", "L-09"])
@pytest.mark.parametrize("wanted", Wanted)
def test_sentences_are_closed_and_clean(told, indicator, factor, wanted):
    check = told(indicator, factor, wanted)
    for sentence in check.sentences():
        assert sentence.endswith(".")
        assert not sentence.endswith("..")
        assert not re.search(r"nan|None|\{|\}|  ", sentence)
    assert (check.obstacle is None) == (check.verdict is not Verdict.UNJUDGED)
    assert check.obstacle in (None, Obstacle.FEW_SIMILAR)
