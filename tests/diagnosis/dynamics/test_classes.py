"""Classes of level x dynamics in Polish."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.dynamics import NO_CLASS, Course, class_label
from terytoria.diagnosis.dynamics.classes import course
from terytoria.diagnosis.standing import Verdict


@pytest.mark.parametrize(
    ("level", "going", "label"),
    [
        (Verdict.BETTER, Course.IMPROVING, "dobry i się poprawia"),
        (Verdict.BETTER, Course.WORSENING, "dobry, ale się pogarsza"),
        (Verdict.WORSE, Course.IMPROVING, "słaby, ale się poprawia"),
        (Verdict.WORSE, Course.WORSENING, "słaby i się pogarsza"),
        (Verdict.SIMILAR, Course.IMPROVING, "przeciętny i się poprawia"),
        (Verdict.SIMILAR, Course.WORSENING, "przeciętny i się pogarsza"),
        (Verdict.WORSE, Course.UNCLEAR, "słaby, bez wyraźnego trendu"),
        (Verdict.HIGHER, Course.FALLING, "wysoki, ale spada"),
        (Verdict.LOWER, Course.FALLING, "niski i spada"),
        (Verdict.LOWER, Course.RISING, "niski, ale rośnie"),
        (Verdict.SIMILAR, Course.RISING, "przeciętny i rośnie"),
        (None, Course.IMPROVING, "brak oceny"),
        (Verdict.BETTER, None, "brak oceny"),
    ],
)
def test_labels(level, going, label):
    assert class_label(level, going) == label


def test_every_pair_has_words_of_its_own():
    pairs = list(product(Verdict, Course))
    labels = {class_label(*pair) for pair in pairs}
    assert len(labels) == len(pairs)
    assert NO_CLASS not in labels


@given(st.sampled_from([-1.0, 0.0, 1.0]))
def test_turning_the_direction_turns_the_course(direction):
    opposite = {Course.IMPROVING: Course.WORSENING, Course.WORSENING: Course.IMPROVING}
    found = course(direction, 1)
    assert course(direction, -1) == opposite.get(found, found)


def test_courses():
    assert course(1, -1) is Course.WORSENING
    assert course(-1, 0) is Course.FALLING
    assert course(0, 0) is Course.UNCLEAR
    assert course(float("nan"), 1) is None
