"""Figures of the real report in a real browser: no words on words, none outside the picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from terytoria.documents.model import figures_of
from terytoria.documents.writers.html import write_html

pytestmark = [pytest.mark.browser, pytest.mark.poland]

MEASURE = """
() => [...document.querySelectorAll('figure')].map(figure => {
  const svg = figure.querySelector('svg'), home = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / home.width;
  const texts = [...svg.querySelectorAll('text')];
  return [figure.id || svg.closest('[id]').id, texts.map(t => t.textContent), texts.map(t => {
    const r = t.getBoundingClientRect();
    return [r.left - home.left, r.top - home.top, r.right - home.left, r.bottom - home.top]
      .map(v => v * scale); }), [home.width * scale, home.height * scale]]; })
"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def seen(browser: Browser, walcz: Any) -> Any:
    """Words of every figure with their boxes, the width that does not fit a phone, requests."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(write_html(walcz.report))
    page.evaluate("document.fonts.ready")
    figures = page.evaluate(MEASURE)
    page.set_viewport_size({"width": 360, "height": 740})
    too_wide = page.evaluate(WIDE)
    page.close()
    return figures, too_wide, asked


def test_every_figure_is_measured(seen: Any, walcz: Any) -> None:
    figures, _, _ = seen
    assert len(figures) == len(figures_of(walcz.report))
    assert all(words for _, words, _, _ in figures)


def test_no_words_overlap(seen: Any) -> None:
    faults = []
    for name, words, boxes, _ in seen[0]:
        faults += [f"{name}: {fault}" for fault in overlaps(words, np.array(boxes, float))]
    assert faults == []


def test_no_words_leave_their_picture(seen: Any) -> None:
    faults = []
    for name, words, boxes, (width, height) in seen[0]:
        left, top, right, bottom = np.array(boxes, float).T
        bad = (left < -1) | (top < -3) | (right > width + 1) | (bottom > height + 3)
        faults += [f"{name}: {words[at]!r}" for at in np.flatnonzero(bad)]
    assert faults == []


def test_the_report_fits_a_phone(seen: Any) -> None:
    assert seen[1] <= 0


def test_nothing_is_asked_of_a_network(seen: Any) -> None:
    assert [url for url in seen[2] if not url.startswith(("data:", "about:"))] == []


def overlaps(words: list[str], boxes: np.ndarray) -> list[str]:
    """Pairs whose letters meet: line boxes without the air above and below the letters."""
    upwards = (boxes[:, 3] - boxes[:, 1] > boxes[:, 2] - boxes[:, 0])[:, None]
    flat, turned = np.array([0.4, 1.6, -0.4, -1.6]), np.array([1.6, 0.4, -1.6, -0.4])
    left, top, right, bottom = (boxes + np.where(upwards, turned, flat)).T
    meet = (left[:, None] < right) & (left < right[:, None])
    meet &= (top[:, None] < bottom) & (top < bottom[:, None])
    return [f"{words[a]!r} on {words[b]!r}" for a, b in np.argwhere(np.triu(meet, 1))]
