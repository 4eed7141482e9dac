"""Colours hold for every kind of sight, in grey print and against the paper."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, applied to linear RGB
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def lab(colour: str, sight: str = "normal") -> np.ndarray:
    """CIELAB of a colour as a kind of sight sees it."""
    linear = np.clip(SIGHT[sight] @ np.array(theme.channels(colour)), 0, 1)
    ratio = (XYZ @ linear) / XYZ.sum(axis=1)
    curve = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


def distance(first: str, second: str, sight: str) -> float:
    return float(np.linalg.norm(lab(first, sight) - lab(second, sight)))


def lightness(colours: tuple[str, ...]) -> np.ndarray:
    return np.array([lab(colour)[0] for colour in colours])


@pytest.mark.parametrize("sight", SIGHT)
def test_categories_stay_apart_in_every_sight(sight: str) -> None:
    apart = min(distance(a, b, sight) for a, b in combinations(theme.CATEGORICAL, 2))
    assert apart > 18, f"{sight}: {apart:.1f}"


def test_categories_print_apart_in_grey() -> None:
    assert np.diff(np.sort(lightness(theme.CATEGORICAL))).min() > 5


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_first_categories_are_the_furthest_apart_in_grey(count: int) -> None:
    assert np.diff(np.sort(lightness(theme.categorical(count)))).min() > 10


@pytest.mark.parametrize("classes", range(2, 8))
@pytest.mark.parametrize("sight", SIGHT)
def test_sequential_schemes_darken_evenly(classes: int, sight: str) -> None:
    steps = np.diff([lab(colour, sight)[0] for colour in theme.sequential(classes)])
    assert (steps < -6).all()


@pytest.mark.parametrize("classes", range(3, 8))
@pytest.mark.parametrize("sight", SIGHT)
def test_diverging_schemes_darken_from_the_middle(classes: int, sight: str) -> None:
    levels = [lab(colour, sight)[0] for colour in theme.diverging(classes)]
    half = (classes + 1) // 2
    assert (np.diff(levels[:half]) > 6).all()
    assert (np.diff(levels[-half:]) < -6).all()


@pytest.mark.parametrize("classes", range(3, 8))
@pytest.mark.parametrize("sight", SIGHT)
def test_neighbouring_classes_are_told_apart(classes: int, sight: str) -> None:
    for scheme in (theme.sequential(classes), theme.diverging(classes)):
        apart = [distance(a, b, sight) for a, b in combinations(scheme, 2)]
        assert min(apart) > 7


@pytest.mark.parametrize("text", [theme.INK, theme.MUTED, theme.ACCENT, theme.PARTNERSHIP])
@pytest.mark.parametrize("ground", [theme.PAPER, theme.SURFACE])
def test_text_reads(text: str, ground: str) -> None:
    assert theme.contrast(text, ground) >= 4.5


@pytest.mark.parametrize(
    "mark", [*theme.CATEGORICAL, theme.MEMBER, theme.PARTNERSHIP, theme.COUNTRY_MARK, theme.AXIS]
)
def test_marks_are_seen(mark: str) -> None:
    assert theme.contrast(mark, theme.PAPER) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_members_partnership_and_country_differ(sight: str) -> None:
    trio = (theme.MEMBER, theme.PARTNERSHIP, theme.COUNTRY_MARK)
    assert min(distance(a, b, sight) for a, b in combinations(trio, 2)) > 15


@pytest.mark.parametrize("classes", range(3, 8))
def test_text_on_every_class_reads(classes: int) -> None:
    for ground in (*theme.sequential(classes), *theme.diverging(classes)):
        assert theme.contrast(theme.ink_on(ground), ground) >= 4.5


@given(HEX, HEX)
def test_contrast_is_symmetric_and_bounded(first: str, second: str) -> None:
    ratio = theme.contrast(first, second)
    assert ratio == theme.contrast(second, first)
    assert 1 <= ratio <= 21


@given(HEX, HEX, st.floats(0, 1))
def test_a_blend_lies_between(first: str, second: str, share: float) -> None:
    mixed = theme.blend(first, second, share)
    for at in (1, 3, 5):
        ends = sorted((int(first[at : at + 2], 16), int(second[at : at + 2], 16)))
        assert ends[0] <= int(mixed[at : at + 2], 16) <= ends[1]


def test_the_font_has_the_styles_the_documents_use() -> None:
    files = theme.font_files()
    for style in ("Regular", "It", "Semibold", "Bold"):
        assert files[style].is_file()


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: theme.sequential(8), "classes"),
        (lambda: theme.diverging(2), "classes"),
        (lambda: theme.categorical(9), "emphasise"),
        (lambda: theme.channels("red"), "colour"),
    ],
)
def test_impossible_requests_are_refused(call: object, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        call()  # type: ignore[operator]
