"""What holds for every picture: well-formed, named, self-contained, and nothing on top of words."""

from __future__ import annotations

import base64
import re
from collections import Counter
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from playwright.sync_api import Browser

from terytoria.documents import theme
from terytoria.documents.figures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def test_every_picture_is_well_formed_and_named(hard_pictures: dict[str, Picture]) -> None:
    for name, picture in hard_pictures.items():
        root = ET.fromstring(picture.svg)  # noqa: S314 - our own markup
        title = root.find(f"{SVG}title")
        assert title is not None, name
        assert title.text == picture.title
        assert root.get("aria-labelledby", "").split()[0] == title.get("id")
        assert float(root.get("width", 0)) == pytest.approx(picture.width, abs=0.06)
        assert float(root.get("height", 0)) == pytest.approx(picture.height, abs=0.06)


def test_no_value_that_is_no_number_is_drawn(hard_pictures: dict[str, Picture]) -> None:
    for name, picture in hard_pictures.items():
        assert not re.search(r"\b(nan|NaN|inf|Infinity|None)\b", picture.svg), name


def test_ids_do_not_clash_on_one_page(hard_pictures: dict[str, Picture]) -> None:
    different = {picture.svg for picture in hard_pictures.values()}
    ids = [found for svg in different for found in re.findall(r'\bid="([^"]+)"', svg)]
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_references_stay_within_their_picture(hard_pictures: dict[str, Picture]) -> None:
    for name, picture in hard_pictures.items():
        ids = set(re.findall(r'\bid="([^"]+)"', picture.svg))
        assert set(re.findall(r"url\(#([^)]+)\)", picture.svg)) <= ids, name
        assert "http" not in picture.svg.replace("http://www.w3.org/2000/svg", ""), name


def test_images_are_images_and_link_maps_are_groups(hard_pictures: dict[str, Picture]) -> None:
    for name, picture in hard_pictures.items():
        linked = "<a " in picture.svg
        assert ('role="group"' in picture.svg) == linked, name
        assert ('role="img"' in picture.svg) != linked, name


def test_one_family_and_few_sizes_of_type(hard_pictures: dict[str, Picture]) -> None:
    sizes = {
        float(size)
        for picture in hard_pictures.values()
        for size in re.findall(r'<text[^>]*font-size="([\d.]+)"', picture.svg)
    }
    assert sizes <= {10.0, 11.0, 12.0}
    assert all(theme.FONT_FAMILY in picture.svg for picture in hard_pictures.values())


def test_small_enough_for_a_page(hard_pictures: dict[str, Picture]) -> None:
    for name, picture in hard_pictures.items():
        assert len(picture.svg) < 100_000, name


def test_a_picture_needs_a_name() -> None:
    with pytest.raises(ValueError, match="title"):
        Picture("<svg/>", 1, 1, "  ")


@pytest.mark.browser
def test_no_words_overlap_or_leave_the_picture(
    hard_pictures: dict[str, Picture], browser: Browser
) -> None:
    faults = []
    for name, (words, boxes, size) in _measured(hard_pictures, browser).items():
        faults += [f"{name}: {fault}" for fault in _outside(words, boxes, size)]
        faults += [f"{name}: {fault}" for fault in _overlaps(words, boxes)]
    assert faults == []


Measured = tuple[list[str], np.ndarray, tuple[float, float]]


def _measured(pictures: dict[str, Picture], browser: Browser) -> dict[str, Measured]:
    """Words of every picture and where a browser puts them."""
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.set_content(_page(pictures))
    page.evaluate("document.fonts.ready")
    assert page.evaluate(f"document.fonts.check('11px \"{theme.FONT_FAMILY}\"')")
    found = page.evaluate(
        """() => [...document.querySelectorAll('div')].map(div => {
             const home = div.querySelector('svg').getBoundingClientRect();
             const texts = [...div.querySelectorAll('text')];
             return [div.id, texts.map(t => t.textContent), texts.map(t => {
               const r = t.getBoundingClientRect();
               return [r.left - home.left, r.top - home.top,
                       r.right - home.left, r.bottom - home.top]; }),
               [home.width, home.height]]; })"""
    )
    page.close()
    return {
        name: (words, np.array(boxes, float).reshape(-1, 4), (size[0], size[1]))
        for name, words, boxes, size in found
    }


def _page(pictures: dict[str, Picture]) -> str:
    faces = "".join(
        f"@font-face {{font-family: '{theme.FONT_FAMILY}'; font-weight: {weight};"
        f" font-style: {style}; src: url(data:font/otf;base64,"
        f"{base64.b64encode(theme.font_files()[file].read_bytes()).decode()})}}"
        for file, weight, style in (
            ("Regular", 400, "normal"),
            ("Semibold", 600, "normal"),
            ("It", 400, "italic"),
        )
    )
    body = "".join(f'<div id="{name}">{picture.svg}</div>' for name, picture in pictures.items())
    return f"<meta charset=utf-8><style>{faces}</style>{body}"


def _outside(words: list[str], boxes: np.ndarray, size: tuple[float, float]) -> list[str]:
    """Words whose letters cross the edge; the line box is taller than any letter by 2 px."""
    bad = (boxes[:, 0] < -0.5) | (boxes[:, 1] < -2.5)
    bad |= (boxes[:, 2] > size[0] + 0.5) | (boxes[:, 3] > size[1] + 2.5)
    return [f"{words[at]!r} leaves the picture: {boxes[at].round(1)}" for at in np.flatnonzero(bad)]


def _overlaps(words: list[str], boxes: np.ndarray) -> list[str]:
    """Pairs whose letters meet: line boxes without the air above and below the letters."""
    upwards = (boxes[:, 3] - boxes[:, 1] > boxes[:, 2] - boxes[:, 0])[:, None]
    flat, turned = np.array([0.3, 1.4, -0.3, -1.4]), np.array([1.4, 0.3, -1.4, -0.3])
    tight = boxes + np.where(upwards, turned, flat)
    left, top, right, bottom = tight.T
    meet = (left[:, None] < right) & (left < right[:, None])
    meet &= (top[:, None] < bottom) & (top < bottom[:, None])
    pairs = np.argwhere(np.triu(meet, 1))
    return [f"{words[a]!r} on {words[b]!r}" for a, b in pairs]
